/** Days of the calendar in a time zone. */

export const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  formats.set(timeZone, format);
  return format;
}

/**
 * The day (`YYYY-MM-DD`) of `at` (UTC ms) in an IANA time zone. Such days compare as text.
 * @throws RangeError for an unknown zone.
 */
export function dayIn(at: number, timeZone: string): string {
  return formatIn(timeZone).format(at);
}
