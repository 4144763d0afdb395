/** Click tokens with chosen times and flags, laid out as domain/click-token does; the signature is noise. */
import { randomBytes } from "node:crypto";

export const DAY_MS = 86_400_000;
export const PREFETCH = 2;
export const TEST = 8;

/** @param at time of the click, UTC ms */
export function makeToken(at = Date.now(), flags = 0) {
  const bytes = randomBytes(48);
  bytes[0] = 0x11;
  bytes[1] = flags;
  bytes.writeUIntBE(at, 18, 6);
  return bytes.toString("base64url");
}
