/** What somebody who is signed in does with password, second factor and sessions. */
import type {
  ChangePassword,
  ListedSession,
  SecondFactorSetUp,
  SessionAnswer,
  StepUp,
} from "../../contract/auth.ts";
import { problem } from "../../contract/problem.ts";
import {
  dropVerifications,
  endSession,
  endSessions,
  freshenSession,
  listSessions,
} from "../../db/queries/sessions.ts";
import type { ServiceContext } from "../services/context.ts";
import { type OpenAuth, openAuth } from "./better-auth.ts";
import { type Client, deviceName } from "./client.ts";
import { endedCookie, onlyCookie } from "./cookies.ts";
import { authEvents, mailPasswordChanged } from "./mails.ts";
import { assertPassword } from "./password-rules.ts";
import { callAuth } from "./problems.ts";
import { type Session, sessionAnswer } from "./session.ts";
import { openedAnswer, type WithCookies } from "./sign-in.ts";
import { countedTry, takeCode } from "./throttle.ts";

const sessionNotFound = problem("session.not_found");
const twoFactorOn = problem("auth.two_factor_on");
const invalid = problem("request.invalid");

const TOTP_CODE = /^\d{6}$/;

/** Calls better-auth in the name of the session, counting a wrong password or code as a wrong sign-in. */
async function inSession<T>(
  ctx: ServiceContext,
  client: Client,
  session: Session,
  call: (auth: OpenAuth, headers: Headers) => Promise<T>,
): Promise<{ readonly auth: OpenAuth; readonly called: T }> {
  return countedTry(ctx, client, session.user.email, async () => {
    const auth = await openAuth(ctx, client, authEvents(ctx));
    const headers = auth.headersWith(onlyCookie(ctx.env, client.cookie, "session_token"));
    return { proven: false, value: { auth, called: await call(auth, headers) } };
  });
}

/**
 * Changes the password. All other sessions end, and this one is replaced by a new one.
 * @throws `auth.wrong_password`, `request.invalid` for a password that may not be, `auth.locked`
 */
export async function changePassword(
  ctx: ServiceContext,
  client: Client,
  session: Session,
  input: ChangePassword,
): Promise<WithCookies<SessionAnswer>> {
  assertPassword(input.new_password, session.user.email, "new_password");
  const body = {
    currentPassword: input.current_password,
    newPassword: input.new_password,
    revokeOtherSessions: true,
  };
  const { auth, called } = await inSession(ctx, client, session, (auth, headers) =>
    callAuth(() => auth.api.changePassword({ body, headers, returnHeaders: true })),
  );
  await dropVerifications(ctx.db, session.userId);
  await mailPasswordChanged(ctx, session.user);
  return { body: (await openedAnswer(ctx, auth)).answer, cookies: called.cookies };
}

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

/** An account with a second factor is confirmed by it, any other by its password. */
async function confirm(
  ctx: ServiceContext,
  session: Session,
  input: StepUp,
  auth: OpenAuth,
  headers: Headers,
): Promise<unknown> {
  if ("code" in input) {
    const call = { body: { code: input.code }, headers, returnHeaders: true } as const;
    if (!TOTP_CODE.test(input.code)) return callAuth(() => auth.api.verifyBackupCode(call));
    await takeCode(ctx, session.userId, input.code);
    return callAuth(() => auth.api.verifyTOTP(call));
  }
  const { password } = input;
  return callAuth(() =>
    auth.api.verifyPassword({ body: { password }, headers, returnHeaders: true }),
  );
}

/**
 * Confirms that it is still the same person, for 15 minutes.
 * @throws `request.invalid` for the wrong kind of proof, `auth.wrong_password`, `auth.wrong_code`, `auth.locked`
 */
export async function stepUp(
  ctx: ServiceContext,
  client: Client,
  session: Session,
  input: StepUp,
): Promise<SessionAnswer> {
  const needed = session.twoFactor ? "code" : "password";
  if (!(needed in input)) {
    const message = `This account is confirmed by its ${needed}.`;
    throw invalid({ errors: [{ path: needed, code: "required", message }] });
  }
  await inSession(ctx, client, session, (auth, headers) =>
    confirm(ctx, session, input, auth, headers),
  );
  const freshAt = ctx.clock();
  await freshenSession(ctx.db, session.sessionId, freshAt);
  return sessionAnswer(ctx, { ...session, freshAt });
}

const iso = (at: number) => new Date(at).toISOString();

/** Where the person is signed in, the latest seen first. */
export async function readSessions(
  ctx: ServiceContext,
  session: Session,
): Promise<readonly ListedSession[]> {
  const rows = await listSessions(ctx.db, session.userId, ctx.clock());
  return rows.map((row) => ({
    id: row.id,
    device: deviceName(row.userAgent ?? ""),
    country: row.country,
    created_at: iso(row.createdAt),
    last_seen_at: iso(row.updatedAt),
    current: row.id === session.sessionId,
  }));
}

/** Ends one of the person's sessions. Answers the cookies to set. @throws `session.not_found` */
export async function revokeSession(
  ctx: ServiceContext,
  session: Session,
  id: string,
): Promise<readonly string[]> {
  if (!(await endSession(ctx.db, session.userId, id))) throw sessionNotFound();
  return id === session.sessionId ? [endedCookie(ctx.env, "session_token")] : [];
}

/** Ends all of the person's sessions but this one. */
export const revokeOtherSessions = (ctx: ServiceContext, session: Session): Promise<void> =>
  endSessions(ctx.db, session.userId, session.sessionId);

/** Ends all of the person's sessions. Answers the cookies to set. */
export async function revokeSessions(
  ctx: ServiceContext,
  session: Session,
): Promise<readonly string[]> {
  await endSessions(ctx.db, session.userId, null);
  return [endedCookie(ctx.env, "session_token")];
}
