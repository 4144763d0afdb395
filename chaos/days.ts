/** Days and keys of the model. */

/** Parts joined by `|`. */
export const keyOf = (...parts: readonly (string | null)[]) => parts.join("|");

/** The day of a moment in a zone, `YYYY-MM-DD`. */
export function dayIn(zone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const days = new Map<number, string>();
  return (at) => {
    // No zone changes its day within a quarter of an hour.
    const quarter = Math.floor(at / 900_000);
    const known = days.get(quarter) ?? format.format(at);
    days.set(quarter, known);
    return known;
  };
}
