/**
 * Signing and hashing by WebCrypto. Keys are imported once and kept: an HMAC with such a key costs half
 * of `node:crypto`'s (design §5). The one import from outside: the token's layout, which is pure.
 */
import { fromBase64Url } from "../domain/base64url.ts";
import {
  type ClickTokenFields,
  decodeClickToken,
  isFromFuture,
  KEY_ID_MAX,
  layOutClickToken,
  MAC_BYTES,
  PAYLOAD_BYTES,
  SIGNED_BYTES,
  signedBytes,
  tokenBytes,
  tokenText,
} from "../domain/click-token.ts";

const KEY_BYTES = 32;
const HMAC_SHA_256 = { name: "HMAC", hash: "SHA-256" } as const;
const encoder = new TextEncoder();
/** Taken once: `crypto.subtle` is a getter, and every click signs twice. */
const { subtle } = crypto;

/** An HMAC-SHA-256 key for signing. */
export function importHmacKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return subtle.importKey("raw", bytes, HMAC_SHA_256, false, ["sign"]);
}

/** HMAC-SHA-256 of `message` (text as UTF-8), 32 bytes. */
export async function hmac(
  key: CryptoKey,
  message: string | Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = typeof message === "string" ? encoder.encode(message) : message;
  return new Uint8Array(await subtle.sign("HMAC", key, bytes));
}

/** Lower-case hexadecimal of `bytes`. */
export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/** HMAC-SHA-256 of `message` as 64 hexadecimal characters. */
export async function hmacHex(key: CryptoKey, message: string): Promise<string> {
  return toHex(await hmac(key, message));
}

/** SHA-256 of `message` (text as UTF-8) as 64 hexadecimal characters. */
export async function sha256Hex(message: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof message === "string" ? encoder.encode(message) : message;
  return toHex(new Uint8Array(await subtle.digest("SHA-256", bytes)));
}

/**
 * Whether `a` and `b` are equal, in a time that tells only their lengths. For text that does not
 * have a fixed length compare hashes.
 */
export function constantTimeEqual(a: Uint8Array | string, b: Uint8Array | string): boolean {
  const left = typeof a === "string" ? encoder.encode(a) : a;
  const right = typeof b === "string" ? encoder.encode(b) : b;
  let difference = left.length ^ right.length;
  for (let index = 0; index < left.length; index++) {
    difference |= (left[index] ?? 0) ^ (right[index] ?? 0);
  }
  return difference === 0;
}

/**
 * A key of its own for one purpose, made from a secret of 32 bytes in base64url and a context string.
 * Throws when the secret has another length.
 */
export async function deriveKey(secret: string, context: string): Promise<CryptoKey> {
  const bytes = fromBase64Url(secret);
  if (bytes?.length !== KEY_BYTES) throw new Error("A secret must be 32 bytes in base64url");
  return importHmacKey(await hmac(await importHmacKey(bytes), context));
}

/** Keys of click tokens: the first one listed signs, all verify. */
export type TokenKeys = {
  readonly signingId: number;
  readonly signing: CryptoKey;
  readonly byId: ReadonlyMap<number, CryptoKey>;
};

/**
 * Reads `CLICK_TOKEN_KEYS`: `<key id 0–15>:<32 bytes in base64url>`, comma-separated.
 * Throws, naming the variable and the place, when it is empty, malformed, or an id stands twice.
 */
export async function parseTokenKeys(text: string): Promise<TokenKeys> {
  const byId = new Map<number, CryptoKey>();
  for (const [index, part] of text.split(",").entries()) {
    const match = /^(\d{1,2}):([A-Za-z0-9_-]{43})$/.exec(part.trim());
    const bytes = fromBase64Url(match?.[2] ?? "");
    const id = Number(match?.[1] ?? KEY_ID_MAX + 1);
    if (bytes?.length !== KEY_BYTES || id > KEY_ID_MAX) {
      throw new Error(
        `CLICK_TOKEN_KEYS: key ${index + 1} is not "<id 0-15>:<32 bytes in base64url>"`,
      );
    }
    if (byId.has(id)) throw new Error(`CLICK_TOKEN_KEYS: key id ${id} stands twice`);
    byId.set(id, await importHmacKey(bytes));
  }
  for (const [signingId, signing] of byId) return { signingId, signing, byId };
  throw new Error("CLICK_TOKEN_KEYS holds no key");
}

/** The signed token, 64 characters. `fields` without a key id: the signing key's is written. */
export async function signClickToken(
  fields: Omit<ClickTokenFields, "keyId">,
  keys: TokenKeys,
): Promise<string> {
  const bytes = layOutClickToken({ ...fields, keyId: keys.signingId });
  const mac = await subtle.sign("HMAC", keys.signing, bytes.subarray(0, SIGNED_BYTES));
  bytes.set(new Uint8Array(mac, 0, MAC_BYTES), SIGNED_BYTES);
  return tokenText(bytes);
}

export type VerifiedClickToken =
  | ({ readonly ok: true } & ClickTokenFields)
  | { readonly ok: false; readonly reason: "malformed" | "unknown_key" | "forged" };

/**
 * Checks a token that somebody hands in. `malformed`: not a token of this version, or one from more
 * than 5 minutes after `now` (UTC ms); `unknown_key`: no such key is configured (any more); `forged`:
 * the HMAC is not that of the fields. Whether it has expired is for attribution to say.
 */
export async function verifyClickToken(
  text: string,
  keys: TokenKeys,
  now: number = Date.now(),
): Promise<VerifiedClickToken> {
  const bytes = tokenBytes(text);
  const fields = bytes && decodeClickToken(bytes);
  if (!bytes || !fields) return { ok: false, reason: "malformed" };
  const key = keys.byId.get(fields.keyId);
  if (!key) return { ok: false, reason: "unknown_key" };
  const mac = await hmac(key, signedBytes(bytes));
  if (!constantTimeEqual(mac.subarray(0, MAC_BYTES), bytes.subarray(PAYLOAD_BYTES))) {
    return { ok: false, reason: "forged" };
  }
  return isFromFuture(fields, now) ? { ok: false, reason: "malformed" } : { ok: true, ...fields };
}
