/** Slugs: the part of an address that is made from a name. */

export const SLUG_LENGTH_MAX = 60;
/** Words of lower-case letters and digits, with single hyphens between them. */
export const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Letters that do not fall apart into a letter and a mark. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ł: "l",
};

/** A slug from a name: `Café Größe & Co` is `cafe-grosse-co`; `program` when nothing is left. */
export function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[ßæœøđł]/g, (letter) => SPELLED[letter] ?? letter)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, SLUG_LENGTH_MAX)
    .replace(/-+$/, "");
  return slug === "" ? "program" : slug;
}
