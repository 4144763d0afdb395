/** The second factor: set up, turned on and off, its backup codes. */
import type { SecondFactorSetUp, SessionAnswer } from "../../contract/auth.ts";
import { problem } from "../../contract/problem.ts";
import { endSessions } from "../../db/queries/sessions.ts";
import type { ServiceContext } from "../services/context.ts";
import type { Client } from "./client.ts";
import { inSession, replacedAnswer } from "./in-session.ts";
import type { Session } from "./session.ts";
import type { WithCookies } from "./sign-in.ts";
import { takeCode } from "./throttle.ts";

const twoFactorOn = problem("auth.two_factor_on");

/**
 * Begins to set up a second factor; it is on when `confirmTwoFactor` has seen a first code.
 * @throws `auth.wrong_password`, `auth.two_factor_on`, `auth.locked`
 */
export async function enableTwoFactor(
  ctx: ServiceContext,
  client: Client,
  session: Session,
  password: string,
): Promise<SecondFactorSetUp> {
  const { response } = await inSession(ctx, client, session, (auth, headers) =>
    auth.api.enableTwoFactor({
      body: { password, method: "totp" },
      headers,
      returnHeaders: true,
    }),
  );
  if (response.method !== "totp") throw new Error("better-auth set up another second factor");
  return { totp_uri: response.totpURI, backup_codes: response.backupCodes };
}

/**
 * Turns the second factor on by its first code. Other sessions were opened without it, so they end; this one
 * is replaced by a new one.
 * @throws `auth.two_factor_on`, `auth.two_factor_off` before `enableTwoFactor`, `auth.wrong_code`, `auth.locked`
 */
export async function confirmTwoFactor(
  ctx: ServiceContext,
  client: Client,
  session: Session,
  code: string,
): Promise<WithCookies<SessionAnswer>> {
  if (session.twoFactor) throw twoFactorOn();
  const called = await inSession(ctx, client, session, async (auth, headers) => {
    await takeCode(ctx, session.userId, code);
    return auth.api.verifyTOTP({ body: { code }, headers, returnHeaders: true });
  });
  await endSessions(ctx.db, session.userId, called.auth.opened.session?.id ?? null);
  ctx.logger.info("auth.two_factor_on", { user: session.userId });
  return replacedAnswer(ctx, called);
}

/**
 * Turns the second factor off; the session is replaced by a new one. Behind `requireFresh`.
 * @throws `auth.wrong_password`, `auth.locked`
 */
export async function disableTwoFactor(
  ctx: ServiceContext,
  client: Client,
  session: Session,
  password: string,
): Promise<WithCookies<SessionAnswer>> {
  const called = await inSession(ctx, client, session, (auth, headers) =>
    auth.api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }),
  );
  ctx.logger.info("auth.two_factor_off", { user: session.userId });
  return replacedAnswer(ctx, called);
}

/**
 * New backup codes; the earlier ones are worthless. Behind `requireFresh`.
 * @throws `auth.wrong_password`, `auth.two_factor_off`, `auth.locked`
 */
export async function newBackupCodes(
  ctx: ServiceContext,
  client: Client,
  session: Session,
  password: string,
): Promise<readonly string[]> {
  const { response } = await inSession(ctx, client, session, (auth, headers) =>
    auth.api.generateBackupCodes({ body: { password }, headers, returnHeaders: true }),
  );
  return response.backupCodes;
}
