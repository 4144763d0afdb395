/** Names of places that others have given: countries and time zones. */

/** Also `Etc/GMT+1` and `America/Port-au-Prince`; offsets such as `+01:00` are no names. */
const ZONE = /^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/;

/** Whether `name` is a time zone of the IANA database that this platform knows. */
export function isTimeZone(name: string): boolean {
  if (!ZONE.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Groups of countries and codes of no place that Intl has names for. */
const NO_COUNTRY: ReadonlySet<string> = new Set(["EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"]);

/** Whether `code` is a country of ISO 3166-1 (alpha-2, upper case). */
export function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code) || NO_COUNTRY.has(code)) return false;
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  return names.of(code) !== undefined;
}
