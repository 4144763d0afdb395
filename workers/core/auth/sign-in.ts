/** Signing in: by password, and with a second factor where there is one. */
import type { SignIn, SignInAnswer } from "../../contract/auth.ts";
import { problem } from "../../contract/problem.ts";
import {
  endSessionOfToken,
  findSessionById,
  findUser,
  noteDevice,
  type UserRow,
} from "../../db/queries/sessions.ts";
import type { ServiceContext } from "../services/context.ts";
import { type OpenAuth, openAuth } from "./better-auth.ts";
import { type Client, deviceName } from "./client.ts";
import { endedCookie, onlyCookie, signedCookie } from "./cookies.ts";
import { authSecret } from "./keys.ts";
import { authEvents, mailNewSignIn } from "./mails.ts";
import { callAuth } from "./problems.ts";
import { sessionAnswer } from "./session.ts";
import { countedTry, type TryOutcome, takeCode } from "./throttle.ts";

const noPendingSignIn = problem("auth.no_pending_sign_in");

/** What a use case of signing in answers: a body, and Set-Cookie headers. */
export type WithCookies<Body> = { readonly body: Body; readonly cookies: readonly string[] };

/** A browser that signs in anew leaves no session behind. */
async function endPresentSession(ctx: ServiceContext, { cookie }: Client): Promise<void> {
  const token = await signedCookie(ctx.env, await authSecret(ctx.env), cookie, "session_token");
  if (token !== null) await endSessionOfToken(ctx.db, token);
}

/** Mails the owner when this is the first sign-in from such a device, but the very first. */
async function noteSignIn(ctx: ServiceContext, client: Client, user: UserRow): Promise<void> {
  const device = { device: deviceName(client.userAgent), country: client.country ?? "" };
  const seen = await noteDevice(ctx.db, user.id, device, ctx.clock());
  if (seen === "new") await mailNewSignIn(ctx, user, client);
}

/** The answer for the session that was just opened. */
export async function openedAnswer(ctx: ServiceContext, auth: OpenAuth) {
  const { session: opened } = auth.opened;
  const found = opened === null ? null : await findSessionById(ctx.db, opened.id);
  if (found === null) throw new Error("A sign-in without a session");
  const { session, user } = found;
  const { expiresAt, freshAt } = session;
  return {
    user,
    answer: await sessionAnswer(ctx, { user, sessionId: session.id, expiresAt, freshAt }),
  };
}

async function signedIn(
  ctx: ServiceContext,
  client: Client,
  auth: OpenAuth,
  cookies: readonly string[],
): Promise<TryOutcome<WithCookies<SignInAnswer>>> {
  const { user, answer } = await openedAnswer(ctx, auth);
  await noteSignIn(ctx, client, user);
  return { proven: true, value: { body: { two_factor_required: false, ...answer }, cookies } };
}

/**
 * Signs in by password. With a second factor no session is opened yet: a cookie of ten minutes waits for
 * `verifySecondFactor`.
 * @throws `auth.wrong_credentials`, `auth.email_not_verified`, `auth.locked`
 */
export async function signIn(
  ctx: ServiceContext,
  client: Client,
  { email, password }: SignIn,
): Promise<WithCookies<SignInAnswer>> {
  return countedTry(ctx, client, email, async () => {
    const auth = await openAuth(ctx, client, authEvents(ctx));
    const { response, cookies } = await callAuth(() =>
      auth.api.signInEmail({
        body: { email, password },
        headers: auth.headersWith(""),
        returnHeaders: true,
      }),
    );
    await endPresentSession(ctx, client);
    if (!("twoFactorRedirect" in response)) return signedIn(ctx, client, auth, cookies);
    return { proven: false, value: { body: { two_factor_required: true }, cookies } };
  });
}

/** Who gave the password, and is waited for with the second factor. @throws `auth.no_pending_sign_in` */
async function pendingUser(ctx: ServiceContext, client: Client, auth: OpenAuth): Promise<UserRow> {
  const secret = await authSecret(ctx.env);
  const challenge = await signedCookie(ctx.env, secret, client.cookie, "two_factor");
  if (challenge === null) throw noPendingSignIn();
  const { internalAdapter } = await auth.context;
  const pending = await internalAdapter.findVerificationValue(challenge);
  const expired = pending === null || pending.expiresAt.getTime() <= ctx.clock();
  const user = expired ? null : await findUser(ctx.db, pending.value);
  if (user === null) throw noPendingSignIn();
  return user;
}

/**
 * Ends a sign-in that waits for its second factor.
 * @throws `auth.no_pending_sign_in`, `auth.wrong_code` also for a code used before, `auth.locked`
 */
export async function verifySecondFactor(
  ctx: ServiceContext,
  client: Client,
  factor: { readonly kind: "totp" | "backup_code"; readonly code: string },
): Promise<WithCookies<SignInAnswer>> {
  const auth = await openAuth(ctx, client, authEvents(ctx));
  const user = await pendingUser(ctx, client, auth);
  return countedTry(ctx, client, user.email, async () => {
    if (factor.kind === "totp") await takeCode(ctx, user.id, factor.code);
    const call = {
      body: { code: factor.code },
      headers: auth.headersWith(onlyCookie(ctx.env, client.cookie, "two_factor")),
      returnHeaders: true,
    } as const;
    const { cookies } = await callAuth<unknown>(() =>
      factor.kind === "totp" ? auth.api.verifyTOTP(call) : auth.api.verifyBackupCode(call),
    );
    return signedIn(ctx, client, auth, cookies);
  });
}

/** Ends the session of this browser, if there is one. */
export async function signOut(ctx: ServiceContext, client: Client): Promise<readonly string[]> {
  await endPresentSession(ctx, client);
  return [endedCookie(ctx.env, "session_token"), endedCookie(ctx.env, "two_factor")];
}
