/** Values of header fields: whatever they are made of, they stay one field. */
import type { Mailbox } from "../transport.ts";

/** RFC 5322 §2.1.1 recommends 78 characters a line; what is longer, or not ASCII, is encoded and folded. */
const PLAIN_LENGTH_MAX = 66;
/** RFC 2047 §2: an encoded word has at most 75 characters, of which base64 may take 60. */
const WORD_BYTES_MAX = 45;
const ENCODER = new TextEncoder();

/** Every control character, line and paragraph separator becomes a blank; blanks that follow are one. */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, " ")
    .trim();

const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

/** RFC 2047 words of whole characters, folded. */
function encodedWords(text: string): string {
  const chunks: string[] = [];
  let chunk = "";
  for (const character of text) {
    if (ENCODER.encode(chunk + character).length > WORD_BYTES_MAX) {
      chunks.push(chunk);
      chunk = "";
    }
    chunk += character;
  }
  return [...chunks, chunk]
    .map((part) => `=?UTF-8?B?${base64(ENCODER.encode(part))}?=`)
    .join("\r\n ");
}

const isPlain = (text: string) =>
  /^[\x20-\x7e]*$/.test(text) && text.length <= PLAIN_LENGTH_MAX && !text.includes("=?");

/** Free text, as in Subject. */
export function headerText(text: string): string {
  const line = oneLine(text);
  return isPlain(line) ? line : encodedWords(line);
}

/** `"Name" <address>`, as in From. The address has been checked (contract/mails.ts, env.ts). */
export function headerMailbox({ name, address }: Mailbox): string {
  const line = oneLine(name);
  if (line === "") return address;
  const shown = isPlain(line) ? `"${line.replace(/["\\]/g, "\\$&")}"` : encodedWords(line);
  return `${shown} <${address}>`;
}

/** RFC 5322 §3.3. */
export const headerDate = (at: number): string =>
  new Date(at).toUTCString().replace(/GMT$/, "+0000");
