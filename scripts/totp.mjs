/** `node scripts/totp.mjs <otpauth URI> [UTC ms]`: the code of that moment, or of this (RFC 6238). Stands for an authenticator app. */
import { createHmac } from "node:crypto";
import process from "node:process";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** @param {string} text Base32 (RFC 4648 §6), as otpauth URIs write secrets */
function fromBase32(text) {
  let bits = "";
  for (const character of text.replace(/=+$/, "").toUpperCase()) {
    bits += ALPHABET.indexOf(character).toString(2).padStart(5, "0");
  }
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}

/**
 * @param {string} uri
 * @param {number} at UTC ms
 */
function totp(uri, at) {
  const { searchParams } = new URL(uri);
  const digits = Number(searchParams.get("digits") ?? 6);
  const period = Number(searchParams.get("period") ?? 30);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 1000 / period)));
  const mac = createHmac("sha1", fromBase32(searchParams.get("secret") ?? ""))
    .update(counter)
    .digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  const code = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits;
  return String(code).padStart(digits, "0");
}

const [, , uri = "", at = String(Date.now())] = process.argv;
console.log(totp(uri, Number(at)));
