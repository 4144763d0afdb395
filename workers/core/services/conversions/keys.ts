/** Keys that recording needs, made once of the configured secrets. */
import type { Mode } from "../../../domain/mode.ts";
import { deriveKey, hmac, parseTokenKeys, type TokenKeys, toHex } from "../../../lib/crypto.ts";
import type { CoreEnv } from "../../env.ts";

export type RecordingKeys = {
  readonly tokens: TokenKeys;
  /** Hashes e-mail addresses of customers. */
  readonly email: CryptoKey;
  /** From it each program's key for signed conversions is derived. */
  readonly signing: CryptoKey;
};

const made = new WeakMap<CoreEnv, Promise<RecordingKeys>>();

export function recordingKeys(env: CoreEnv): Promise<RecordingKeys> {
  const known = made.get(env);
  if (known !== undefined) return known;
  const making = Promise.all([
    parseTokenKeys(env.CLICK_TOKEN_KEYS),
    deriveKey(env.SIGNING_SECRET, "customer-email"),
    deriveKey(env.SIGNING_SECRET, "signed-conversion"),
  ]).then(([tokens, email, signing]) => ({ tokens, email, signing }));
  made.set(env, making);
  return making;
}

/**
 * The secret with which a program's merchant signs what browsers report: 64 hexadecimal characters. Each
 * mode has its own, so that who may write tests alone cannot sign what is live.
 */
export async function conversionSecret(
  keys: RecordingKeys,
  programId: string,
  mode: Mode,
): Promise<string> {
  return toHex(await hmac(keys.signing, mode === "live" ? programId : `${programId} ${mode}`));
}
