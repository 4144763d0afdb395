/**
 * Layout of the click token (design §4.1): 48 bytes, 64 characters of base64url, no padding.
 *
 * | bytes | field                                              |
 * |-------|----------------------------------------------------|
 * | 0     | version (high four bits), key id (low four bits)   |
 * | 1     | flags                                              |
 * | 2–17  | link id, the UUID behind `link_…`                  |
 * | 18–23 | time of the click, UTC ms, big-endian              |
 * | 24–25 | country, two ASCII characters; `XX` when unknown   |
 * | 26–33 | nonce, random                                      |
 * | 34–47 | HMAC-SHA-256 of context and bytes 0–33, cut to 14  |
 *
 * Only bytes are laid out here; signing is in `lib/crypto`.
 */
import { fromBase64Url, toBase64Url } from "./base64url.ts";

const VERSION = 1;
export const PAYLOAD_BYTES = 34;
export const MAC_BYTES = 14;
export const TOKEN_BYTES = PAYLOAD_BYTES + MAC_BYTES;
export const TOKEN_LENGTH = 64;
export const KEY_ID_MAX = 15;
/** What Cloudflare calls a country that it does not know. */
export const COUNTRY_UNKNOWN = "XX";
/** A token this far ahead of the reader's clock is a clock that is off; more is refused. */
export const CLOCK_SKEW_MS_MAX = 5 * 60_000;

/** Keeps a token's HMAC from being taken for that of anything else signed with the same key. */
const CONTEXT = Uint8Array.from("trackdesk.click-token.v1:", (character) =>
  character.charCodeAt(0),
);
const CONTEXT_BYTES = CONTEXT.length;
/** Where the HMAC stands in the bytes that `layOutClickToken` makes: after all that it covers. */
export const SIGNED_BYTES = CONTEXT_BYTES + PAYLOAD_BYTES;

const LINK_AT = 2;
const TIME_AT = 18;
const COUNTRY_AT = 24;
const NONCE_AT = 26;
const LINK_BYTES = 16;
const NONCE_BYTES = 8;
const TIME_MAX = 2 ** 48;

/** Bits of the flags byte. */
export const TOKEN_FLAG = { bot: 1, prefetch: 2, preview: 4, test: 8 } as const;
const FLAG_BITS = TOKEN_FLAG.bot | TOKEN_FLAG.prefetch | TOKEN_FLAG.preview | TOKEN_FLAG.test;

export type ClickTokenFields = {
  /** 0–15: which key signs. */
  readonly keyId: number;
  /** A sum of `TOKEN_FLAG`. */
  readonly flags: number;
  /** The 16 bytes behind `link_…`. */
  readonly linkId: Uint8Array;
  /** UTC ms. */
  readonly at: number;
  /** Two of `A-Z0-9`; `XX` when unknown. */
  readonly country: string;
  /** 8 random bytes. */
  readonly nonce: Uint8Array;
};

const isCountryByte = (byte: number) => (byte >= 65 && byte <= 90) || (byte >= 48 && byte <= 57);

/** A country as the token holds it: anything but two of `A-Z0-9` becomes `XX`. */
export function tokenCountry(country: string | undefined): string {
  return country?.length === 2 &&
    isCountryByte(country.charCodeAt(0)) &&
    isCountryByte(country.charCodeAt(1))
    ? country
    : COUNTRY_UNKNOWN;
}

/**
 * One buffer that holds the context, the payload and room for the HMAC, so that signing needs no copy:
 * sign the first `SIGNED_BYTES`, write the HMAC behind them, read the token with `tokenText`.
 */
export function layOutClickToken(fields: ClickTokenFields): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(CONTEXT_BYTES + TOKEN_BYTES);
  bytes.set(CONTEXT);
  bytes[CONTEXT_BYTES] = (VERSION << 4) | (fields.keyId & KEY_ID_MAX);
  bytes[CONTEXT_BYTES + 1] = fields.flags & FLAG_BITS;
  bytes.set(fields.linkId, CONTEXT_BYTES + LINK_AT);
  let time = fields.at;
  for (let index = TIME_AT + 5; index >= TIME_AT; index--) {
    bytes[CONTEXT_BYTES + index] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[CONTEXT_BYTES + COUNTRY_AT] = fields.country.charCodeAt(0);
  bytes[CONTEXT_BYTES + COUNTRY_AT + 1] = fields.country.charCodeAt(1);
  bytes.set(fields.nonce, CONTEXT_BYTES + NONCE_AT);
  return bytes;
}

/** The 34 bytes of a token that stand before its HMAC. */
export function encodeClickToken(fields: ClickTokenFields): Uint8Array<ArrayBuffer> {
  return layOutClickToken(fields).subarray(CONTEXT_BYTES, SIGNED_BYTES);
}

/** What the HMAC of a token covers: the context string, then the payload. */
export function signedBytes(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(SIGNED_BYTES);
  bytes.set(CONTEXT);
  bytes.set(payload.subarray(0, PAYLOAD_BYTES), CONTEXT_BYTES);
  return bytes;
}

/**
 * The fields in the 48 (or 34) bytes of a token; `null` when they are none: another version, a flag
 * that has no meaning, a country that is not two of `A-Z0-9`, a time that no clock can show.
 * The HMAC is not looked at. Link id and nonce are views of `bytes`.
 */
export function decodeClickToken(bytes: Uint8Array): ClickTokenFields | null {
  if (bytes.length !== TOKEN_BYTES && bytes.length !== PAYLOAD_BYTES) return null;
  const head = bytes[0] ?? 0;
  const flags = bytes[1] ?? 0;
  const country = String.fromCharCode(bytes[COUNTRY_AT] ?? 0, bytes[COUNTRY_AT + 1] ?? 0);
  let at = 0;
  for (let index = TIME_AT; index < TIME_AT + 6; index++) at = at * 256 + (bytes[index] ?? 0);
  if (head >> 4 !== VERSION || (flags & ~FLAG_BITS) !== 0) return null;
  if (tokenCountry(country) !== country || at >= TIME_MAX) return null;
  return {
    keyId: head & KEY_ID_MAX,
    flags,
    linkId: bytes.subarray(LINK_AT, LINK_AT + LINK_BYTES),
    at,
    country,
    nonce: bytes.subarray(NONCE_AT, NONCE_AT + NONCE_BYTES),
  };
}

/** Whether a token says a time that has not come at `now` (UTC ms), beyond what clocks differ by. */
export function isFromFuture(fields: ClickTokenFields, now: number): boolean {
  return fields.at > now + CLOCK_SKEW_MS_MAX;
}

/** The tokens in what `td('id')` hands over: one, or first and last touch; empty when it is neither. */
export function splitTouches(touches: string): string[] {
  if (touches.length === TOKEN_LENGTH) return [touches];
  if (touches.length !== 2 * TOKEN_LENGTH) return [];
  return [touches.slice(0, TOKEN_LENGTH), touches.slice(TOKEN_LENGTH)];
}

/** The 64 characters of a token whose HMAC has been written into what `layOutClickToken` made. */
export function tokenText(laidOut: Uint8Array): string {
  return toBase64Url(laidOut.subarray(CONTEXT_BYTES));
}

/** The 48 bytes of a token's text; `null` when it is not 64 characters of the alphabet. */
export function tokenBytes(text: string): Uint8Array<ArrayBuffer> | null {
  return text.length === TOKEN_LENGTH ? fromBase64Url(text) : null;
}
