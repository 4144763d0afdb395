/** People with a second factor, and how they sign in with it. */
import { secretOf, totpCode } from "./authenticator.ts";
import { type Browser, openBrowser, PASSWORD, signInAsNew } from "./browser.ts";
import { pass } from "./travel.ts";

/** How long a code is good for, ms. */
export const PERIOD = 30_000;

/** Begins to set up a second factor: its secret and backup codes. */
export async function setUp(browser: Browser) {
  const { json } = await browser.auth("/two-factor/enable", { password: PASSWORD });
  return { secret: secretOf(String(json.totp_uri)), backupCodes: json.backup_codes as string[] };
}

/** A person with a second factor, signed in; for files that hold their time. */
export async function makeProtected() {
  const browser = openBrowser();
  const { email, user } = await signInAsNew(browser);
  const { secret, backupCodes } = await setUp(browser);
  const confirmed = await browser.auth("/two-factor/confirm", {
    code: await totpCode(secret, Date.now()),
  });
  if (confirmed.status !== 200) throw new Error(JSON.stringify(confirmed.json));
  pass(2 * PERIOD);
  return { email, id: user.id, secret, backupCodes, browser };
}

export const givePassword = (browser: Browser, email: string) =>
  browser.auth("/sign-in/email", { email, password: PASSWORD });
export const giveCode = async (browser: Browser, secret: string, at = Date.now()) =>
  browser.auth("/two-factor/verify-totp", { code: await totpCode(secret, at) });
