/** Words that people have written, made fit for a mail to somebody else. */
import { oneLine } from "./mime/header.ts";

/** A name that is longer is no name, but a message to whoever gets the mail. */
const NAME_LENGTH_MAX = 80;
/** Turns text around, or hides in it: a name could read as another one. */
const INVISIBLE = /[\u200b-\u200c\u200e-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;
const DOT_LEADER = "․";
const FRACTION_SLASH = "⁄";

/**
 * Takes away what mail programs turn into links: who signs up as "win.example" would otherwise have us send
 * his link to any address. The look-alikes (U+2024, U+2044) read the same.
 */
const withoutLinks = (text: string): string =>
  text
    .replace(/(?<=[\p{L}\p{N}_-])\.(?=[\p{L}\p{N}_-])/gu, DOT_LEADER)
    .replace(/:\/\//g, `:${FRACTION_SLASH}${FRACTION_SLASH}`);

function shorten(text: string): string {
  const characters = [...text];
  if (characters.length <= NAME_LENGTH_MAX) return text;
  return `${characters.slice(0, NAME_LENGTH_MAX - 1).join("")}…`;
}

/** A name, or another short text: one line of at most 80 characters, without links. */
export const plainName = (text: string): string =>
  shorten(withoutLinks(oneLine(text.replace(INVISIBLE, ""))));

/** A message of several lines, without links. */
export const plainMessage = (text: string): string =>
  withoutLinks(
    text
      .toWellFormed()
      .replace(INVISIBLE, "")
      .replace(/\r\n|[\r\u2028\u2029]/g, "\n")
      .replace(/[^\P{Cc}\n]/gu, " "),
  ).trim();
