/**
 * TypeIDs: a prefix, an underscore, and a UUIDv7 in Crockford base32 (26 characters).
 * Source: https://github.com/jetify-com/typeid/tree/main/spec (v0.3) and RFC 9562 §5.7.
 */

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const ID_LENGTH = 26;
const UUID_BYTES = 16;
const VALUE_OF = new Map([...ALPHABET].map((character, value) => [character, value]));

/**
 * Lays out a UUIDv7: 48 bits of `at` (UTC ms), version, then 74 random bits.
 * @param random at least 10 random bytes; the caller brings them, so that this stays pure.
 */
export function uuidV7(at: number, random: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(UUID_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(at / 2 ** 32));
  view.setUint32(2, at % 2 ** 32);
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes;
}

/** Writes 16 bytes as `prefix_` and 26 characters of base32. */
export function encodeTypeId(prefix: string, bytes: Uint8Array): string {
  let text = "";
  let carry = 0;
  let bits = 2; // 130 bits of text hold 128 bits of id: two leading zero bits
  for (const byte of bytes) {
    carry = (carry << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(carry >> bits) & 31];
    }
    carry &= (1 << bits) - 1;
  }
  return `${prefix}_${text}`;
}

/** The 16 bytes behind a TypeID; `null` when it is not one with this prefix. */
export function decodeTypeId(prefix: string, id: string): Uint8Array | null {
  if (id.length !== prefix.length + 1 + ID_LENGTH || !id.startsWith(`${prefix}_`)) return null;
  const bytes = new Uint8Array(UUID_BYTES);
  let carry = 0;
  let bits = -2;
  let position = 0;
  for (let index = prefix.length + 1; index < id.length; index++) {
    const value = VALUE_OF.get(id[index] ?? "");
    if (value === undefined || (position === 0 && bits === -2 && value > 7)) return null;
    carry = (carry << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[position++] = (carry >> bits) & 255;
      carry &= (1 << bits) - 1;
    }
  }
  return bytes;
}

/** The prefixes in use, one for each kind of thing that has an id. */
export type IdPrefix =
  | "acct"
  | "adj"
  | "aff"
  | "app"
  | "aud"
  | "batch"
  | "bind"
  | "com"
  | "conv"
  | "coup"
  | "crea"
  | "cred"
  | "cus"
  | "doc"
  | "dsp"
  | "exp"
  | "grp"
  | "inv"
  | "item"
  | "key"
  | "link"
  | "mail"
  | "meth"
  | "note"
  | "obx"
  | "org"
  | "pack"
  | "pay"
  | "payee"
  | "prog"
  | "ref"
  | "req"
  | "rev"
  | "rew"
  | "rewv"
  | "rvl"
  | "ses"
  | "sig"
  | "tax"
  | "tfa"
  | "txn"
  | "usr"
  | "ver";

/** Makes ids. Services take it as an argument, so that tests can name what will be made. */
export type NewId = (prefix: IdPrefix) => string;

/** A new id that sorts by time; random from the platform. */
export const newId: NewId = (prefix) =>
  encodeTypeId(prefix, uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))));

/**
 * The id that always belongs to `source`: a UUIDv8 (RFC 9562 §5.8) of its SHA-256, so that a call that is
 * repeated names the same thing also when nothing could be looked up.
 */
export async function derivedId(prefix: IdPrefix, source: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(source));
  const bytes = new Uint8Array(digest, 0, UUID_BYTES);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return encodeTypeId(prefix, bytes);
}
