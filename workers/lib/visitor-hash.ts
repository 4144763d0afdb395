/**
 * Who a visitor is, without keeping who he is (design §4.8): an HMAC of address, user agent and program
 * under a key that changes with the UTC day. The address itself is never stored or sent.
 */
import { toBase64Url } from "../domain/base64url.ts";
import { deriveKey, hmac } from "./crypto.ts";

const VISITOR_HASH_BYTES = 8;
const DAY_MS = 86_400_000;

export type VisitorHasher = {
  /** 8 bytes in base64url; the same for a visitor, a program and a UTC day. `at` is UTC ms. */
  visitorHash(ip: string, userAgent: string, program: string, at: number): Promise<string>;
  /** 0 up to 2³² − 1; the same for a visitor and a link on every day. Never to be stored or sent. */
  splitHash(ip: string, userAgent: string, link: string): Promise<number>;
};

/** Neither part holds a line break: an address has none, a header cannot, an id does not. */
const message = (ip: string, userAgent: string, scope: string) => `${ip}\n${userAgent}\n${scope}`;

/** Hashes under keys derived from `VISITOR_SECRET` (32 bytes in base64url), each made when first used. */
export function createVisitorHasher(secret: string): VisitorHasher {
  let day = Number.NaN;
  let dayKey: CryptoKey | null = null;
  let splitKey: CryptoKey | null = null;

  async function openDay(wanted: number): Promise<CryptoKey> {
    const date = new Date(wanted * DAY_MS).toISOString().slice(0, 10);
    const key = await deriveKey(secret, `trackdesk.visitor.v1:${date}`);
    day = wanted;
    dayKey = key;
    return key;
  }

  return {
    async visitorHash(ip, userAgent, program, at) {
      const wanted = Math.floor(at / DAY_MS);
      // No await where the day's key is there: every click passes here.
      const key = dayKey !== null && day === wanted ? dayKey : await openDay(wanted);
      const hash = await hmac(key, message(ip, userAgent, program));
      return toBase64Url(hash.subarray(0, VISITOR_HASH_BYTES));
    },
    async splitHash(ip, userAgent, link) {
      splitKey ??= await deriveKey(secret, "trackdesk.split.v1");
      const hash = await hmac(splitKey, message(ip, userAgent, link));
      return new DataView(hash.buffer).getUint32(0);
    },
  };
}
