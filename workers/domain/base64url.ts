/** Base64url without padding (RFC 4648 §5), one text for each run of bytes. */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/**
 * Two characters for each 12 bits: half the steps of one character for six. Each is made when it is first
 * needed: all 4,096 at once would add about half a millisecond to the edge Worker's cold start.
 */
const PAIRS: (string | undefined)[] = new Array(4096);
const pairOf = (bits: number): string => {
  const known = PAIRS[bits];
  if (known !== undefined) return known;
  const pair = `${ALPHABET[bits >> 6]}${ALPHABET[bits & 63]}`;
  PAIRS[bits] = pair;
  return pair;
};
const NOT_A_DIGIT = 64;
const DIGITS = new Uint8Array(128).fill(NOT_A_DIGIT);
for (let value = 0; value < 64; value++) DIGITS[ALPHABET.charCodeAt(value)] = value;

/** The text of `bytes`. */
export function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  let index = 0;
  for (; index + 2 < bytes.length; index += 3) {
    const bits =
      ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    text += pairOf(bits >> 12) + pairOf(bits & 4095);
  }
  const left = bytes.length - index;
  if (left === 1) text += pairOf((bytes[index] ?? 0) << 4);
  if (left === 2) {
    const bits = ((bytes[index] ?? 0) << 10) | ((bytes[index + 1] ?? 0) << 2);
    text += pairOf(bits >> 6) + (ALPHABET[bits & 63] ?? "");
  }
  return text;
}

/**
 * The bytes behind base64url without padding; `null` for a character outside the alphabet, a length
 * that no bytes have, and bits left over that are not zero, so that no two texts name the same bytes.
 */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let position = 0;
  for (let index = 0; index < text.length; index++) {
    const digit = DIGITS[text.charCodeAt(index)] ?? NOT_A_DIGIT;
    if (digit === NOT_A_DIGIT) return null;
    bits = ((bits << 6) | digit) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[position++] = bits >> held;
    }
  }
  return (bits & ((1 << held) - 1)) === 0 ? bytes : null;
}
