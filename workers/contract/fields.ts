/** Fields that many requests and answers share, so that they are checked and described alike. */
import * as z from "zod";

const ID_BODY = "[0-9a-z]{26}";

/** A TypeID with this prefix. */
export const idOf = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_${ID_BODY}$`), `Must be an id that begins with ${prefix}_`);

/** RFC 3339 in UTC, to the millisecond. */
export const timestamp = z.iso.datetime();
export const isoTime = (at: number): string => new Date(at).toISOString();
export const isoTimeOrNull = (at: number | null): string | null =>
  at === null ? null : isoTime(at);

/** `YYYY-MM-DD`. */
export const day = z.iso.date();
/** ISO 4217. */
export const currency = z.string().regex(/^[A-Z]{3}$/, "Must be a currency of ISO 4217");
/** ISO 3166-1 alpha-2. */
export const country = z.string().regex(/^[A-Z]{2}$/, "Must be a country of ISO 3166-1");
/** Minor units. */
export const minorUnits = z.int();
export const mode = z.enum(["live", "test"]);

/** Half of a surrogate pair has no UTF-8: a database would keep something else. */
const isWellFormed = (text: string): boolean => text.isWellFormed();

/** What people write in one line: no control characters, blanks around it dropped. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u, "Must be one line of text")
    .refine(isWellFormed, "Must be well-formed Unicode");

const isText = (text: string): boolean => !/\p{Cc}/u.test(text.replace(/[\t\n\r]/g, ""));

/** What people write in many lines. */
export const longText = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine(isText, "Must be text")
    .refine(isWellFormed, "Must be well-formed Unicode");

/** A time with an offset or in UTC, read as UTC milliseconds. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => Date.parse(text) >= 0, "Must be a time after 1970")
  .transform((text) => Date.parse(text));

/** An address of the web, by http or https, without a password in it. */
export const webAddress = z
  .url({ protocol: /^https?$/, error: "Must be an http(s) address" })
  .max(2048)
  .refine((text) => {
    if (!URL.canParse(text)) return true; // said already
    const { username, password } = new URL(text);
    return username === "" && password === "";
  }, "Must not contain a password");

/** An e-mail address, kept in lower case. */
export const email = z.string().trim().max(254).toLowerCase().pipe(z.email());
