/** The second factor: set up, turned on and off, its backup codes. */
import type { SecondFactorSetUp, SessionAnswer } from "../../contract/auth.ts";
import { problem } from "../../contract/problem.ts";
import { endSessions } from "../../db/queries/sessions.ts";
import type { ServiceContext } from "../services/context.ts";
import type { Client } from "./client.ts";
import { inSession } from "./in-session.ts";
import { callAuth } from "./problems.ts";
import type { Session } from "./session.ts";
import { openedAnswer, type WithCookies } from "./sign-in.ts";
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
  const { called } = await inSession(ctx, client, session, (auth, headers) =>
    callAuth(() =>
      auth.api.enableTwoFactor({
        body: { password, method: "totp" },
        headers,
        returnHeaders: true,
      }),
    ),
  );
  const { response } = called;
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
  const { auth, called } = await inSession(ctx, client, session, async (auth, headers) => {
    await takeCode(ctx, session.userId, code);
    return callAuth(() => auth.api.verifyTOTP({ body: { code }, headers, returnHeaders: true }));
  });
  await endSessions(ctx.db, session.userId, auth.opened.session?.id ?? null);
  ctx.logger.info("auth.two_factor_on", { user: session.userId });
  return { body: (await openedAnswer(ctx, auth)).answer, cookies: called.cookies };
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
  const { auth, called } = await inSession(ctx, client, session, (auth, headers) =>
    callAuth(() => auth.api.disableTwoFactor({ body: { password }, headers, returnHeaders: true })),
  );
  ctx.logger.info("auth.two_factor_off", { user: session.userId });
  return { body: (await openedAnswer(ctx, auth)).answer, cookies: called.cookies };
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
  const { called } = await inSession(ctx, client, session, (auth, headers) =>
    callAuth(() =>
      auth.api.generateBackupCodes({ body: { password }, headers, returnHeaders: true }),
    ),
  );
  return called.response.backupCodes;
}
