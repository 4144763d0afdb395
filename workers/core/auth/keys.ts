/** Keys of signing in, each derived from SIGNING_SECRET for one purpose alone. */
import { fromBase64Url, toBase64Url } from "../../domain/base64url.ts";
import { deriveKey, hmac, hmacHex, importHmacKey } from "../../lib/crypto.ts";
import type { CoreEnv } from "../env.ts";

/** What better-auth signs cookies and links with, and encrypts second factors with. */
export async function authSecret(env: CoreEnv): Promise<string> {
  const secret = fromBase64Url(env.SIGNING_SECRET);
  if (secret === null) throw new Error("SIGNING_SECRET must be base64url");
  return toBase64Url(await hmac(await importHmacKey(secret), "trackdesk.auth.v1"));
}

/** The value of `x-csrf-token` in this session, hex. */
export const csrfToken = async (env: CoreEnv, sessionId: string): Promise<string> =>
  hmacHex(await deriveKey(env.SIGNING_SECRET, "trackdesk.csrf.v1"), sessionId);

/** Stands for `text` in a table where nobody may read it, hex. */
export const throttleKey = async (env: CoreEnv, kind: string, text: string): Promise<string> =>
  hmacHex(await deriveKey(env.SIGNING_SECRET, "trackdesk.throttle.v1"), `${kind}:${text}`);
