/** Signing up, and the links that mails carry: nothing here tells who has an account. */
import type { ResetPassword, SignUp } from "../../contract/auth.ts";
import { problem } from "../../contract/problem.ts";
import { findUser } from "../../db/queries/sessions.ts";
import type { ServiceContext } from "../services/context.ts";
import { type OpenAuth, openAuth } from "./better-auth.ts";
import type { Client } from "./client.ts";
import { authEvents, mailAlreadyRegistered } from "./mails.ts";
import { assertPassword } from "./password-rules.ts";
import { callAuth, codeOf } from "./problems.ts";
import { countedRequest, mayMail, unlock } from "./throttle.ts";

const invalidLink = problem("auth.invalid_link");

/** Two sign-ups at once with one address: the second finds the row that the first has just written. */
const LOST_RACE = "FAILED_TO_CREATE_USER";

/** By then the answer is on its way. */
const AFTERWARDS_MS = 50;

/**
 * Work that begins after the answer: so the answer takes as long whether there is an account or not. If it
 * fails, which is logged, no mail comes, and the person asks again.
 */
function afterwards(ctx: ServiceContext, work: () => Promise<unknown>): void {
  const begin = new Promise((resolve) => setTimeout(resolve, AFTERWARDS_MS));
  ctx.waitUntil(
    begin.then(work).catch((error) => ctx.logger.error("auth.afterwards_failed", { error })),
  );
}

const askForReset = async (ctx: ServiceContext, auth: OpenAuth, email: string) => {
  if (await mayMail(ctx, email)) await auth.api.requestPasswordReset({ body: { email } });
};

/** A new account, or, for an address that has one, a mail to its owner. */
async function makeAccount(ctx: ServiceContext, client: Client, input: SignUp): Promise<void> {
  const { email, password, name, locale } = input;
  const auth = await openAuth(ctx, client, {
    ...authEvents(ctx),
    onKnownSignUp: (user) => askForReset(ctx, auth, user.email),
    onResetAsked: (user, token) => mailAlreadyRegistered(ctx, user, token),
  });
  try {
    await auth.api.signUpEmail({
      body: { name, email, password, ...(locale === undefined ? {} : { locale }) },
      headers: auth.headersWith(""),
    });
  } catch (error) {
    if (codeOf(error) !== LOST_RACE) throw error;
    ctx.logger.warn("auth.sign_up_lost_race");
  }
}

/**
 * Makes an account that can do nothing until its address is verified. An address that has an account is
 * answered alike, and as soon; its owner gets a link to a new password.
 * @throws `request.invalid` for a password that may not be, `auth.locked`
 */
export async function signUp(ctx: ServiceContext, client: Client, input: SignUp): Promise<void> {
  assertPassword(input.password, input.email, "password");
  await countedRequest(ctx, client);
  afterwards(ctx, () => makeAccount(ctx, client, input));
}

/** Sends the link again that verifies an address. @throws `auth.locked` */
export async function resendVerification(ctx: ServiceContext, client: Client, email: string) {
  await countedRequest(ctx, client);
  const auth = await openAuth(ctx, client, authEvents(ctx));
  afterwards(ctx, async () => {
    if (await mayMail(ctx, email)) {
      await auth.api.sendVerificationEmail({ body: { email }, headers: auth.headersWith("") });
    }
  });
}

/** Follows the link that verifies an address; following it again does no harm. @throws `auth.invalid_link` */
export async function verifyEmail(ctx: ServiceContext, client: Client, token: string) {
  await countedRequest(ctx, client);
  const auth = await openAuth(ctx, client, authEvents(ctx));
  await callAuth(() =>
    auth.api.verifyEmail({
      query: { token },
      headers: auth.headersWith(""),
      returnHeaders: true,
    }),
  );
}

/** Sends a link to a new password, if there is an account. @throws `auth.locked` */
export async function requestPasswordReset(ctx: ServiceContext, client: Client, email: string) {
  await countedRequest(ctx, client);
  const auth = await openAuth(ctx, client, authEvents(ctx));
  afterwards(ctx, () => askForReset(ctx, auth, email));
}

/**
 * Sets a new password by a link, which is good once; all sessions end, a lock is lifted, and the address
 * counts as verified.
 * @throws `auth.invalid_link`, `request.invalid` for a password that may not be, `auth.locked`
 */
export async function resetPassword(ctx: ServiceContext, client: Client, input: ResetPassword) {
  await countedRequest(ctx, client);
  const auth = await openAuth(ctx, client, authEvents(ctx));
  const { internalAdapter } = await auth.context;
  const asked = await internalAdapter.findVerificationValue(`reset-password:${input.token}`);
  const user = asked === null ? null : await findUser(ctx.db, asked.value);
  if (user === null) throw invalidLink();
  assertPassword(input.new_password, user.email, "new_password");
  await callAuth(() =>
    auth.api.resetPassword({
      body: { token: input.token, newPassword: input.new_password },
      headers: auth.headersWith(""),
      returnHeaders: true,
    }),
  );
  await unlock(ctx, user.email);
}
