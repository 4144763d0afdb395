/**
 * Password hashes: scrypt (RFC 7914) with N = 2^14, r = 8, p = 5, which is what OWASP's Password Storage
 * Cheat Sheet names for 16 MB, and within the runtime's cap of N·r·p ≤ 2^20. Blocks its isolate for about
 * 100 ms.
 */
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { fromBase64Url, toBase64Url } from "../../domain/base64url.ts";
import { normalizePassword } from "../../domain/password.ts";

const COST = { N: 2 ** 14, r: 8, p: 5, maxmem: 64 * 1024 * 1024 } as const;
const NAME = `scrypt-${COST.N}-${COST.r}-${COST.p}`;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

const derive = (password: string, salt: Uint8Array): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(normalizePassword(password), salt, HASH_BYTES, COST, (error, hash) =>
      error ? reject(error) : resolve(hash),
    );
  });

/** `scrypt-16384-8-5$<salt>$<hash>`, both in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = new Uint8Array(randomBytes(SALT_BYTES));
  const hash = await derive(password, salt);
  return `${NAME}$${toBase64Url(salt)}$${toBase64Url(new Uint8Array(hash))}`;
}

/** Whether `password` made `stored`. A text that is no hash of ours takes as long, and never matches. */
export async function isPasswordOf(stored: string, password: string): Promise<boolean> {
  const [name, salt = "", hash = ""] = stored.split("$");
  const expected = fromBase64Url(hash);
  const derived = await derive(password, fromBase64Url(salt) ?? new Uint8Array(SALT_BYTES));
  if (name !== NAME || expected?.length !== HASH_BYTES) return false;
  return timingSafeEqual(derived, expected);
}
