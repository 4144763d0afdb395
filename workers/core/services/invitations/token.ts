import { toBase64Url } from "../../../domain/base64url.ts";
import { DAY_MS } from "../../../domain/day.ts";
import { sha256Hex } from "../../../lib/crypto.ts";

const TOKEN_BYTES = 32;
export const VALID_DAYS = 14;
export const VALID_MS = VALID_DAYS * DAY_MS;

/** What stands in the mail's link; kept as its SHA-256 alone, which is enough for 256 random bits. */
export async function newInvitationToken(): Promise<{ token: string; sha256: string }> {
  const token = toBase64Url(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)));
  return { token, sha256: await sha256Hex(token) };
}

/** Where the link of the mail leads, on the dashboard. */
export const invitationPath = (token: string): string => `/invitation?token=${token}`;
