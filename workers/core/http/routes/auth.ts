/** `/api/auth`: each path of AUTH_PATHS with what it does. */
import { type Context, Hono, type MiddlewareHandler } from "hono";
import type * as z from "zod";
import {
  backupCodeSchema,
  changePasswordSchema,
  emailSchema,
  passwordSchema,
  resetPasswordSchema,
  revokeSessionSchema,
  signInSchema,
  signUpSchema,
  stepUpSchema,
  totpSchema,
  verifyEmailQuerySchema,
} from "../../../contract/auth.ts";
import { ProblemError, problem } from "../../../contract/problem.ts";
import { AUTH_PATHS, type AuthPath, type AuthPathEntry } from "../../auth/auth-paths.ts";
import { changePassword } from "../../auth/change-password.ts";
import { clientOf } from "../../auth/client.ts";
import {
  readSessions,
  revokeOtherSessions,
  revokeSession,
  revokeSessions,
} from "../../auth/own-sessions.ts";
import { type Session, sessionAnswer } from "../../auth/session.ts";
import { signIn, signOut, verifySecondFactor, type WithCookies } from "../../auth/sign-in.ts";
import {
  requestPasswordReset,
  resendVerification,
  resetPassword,
  signUp,
  verifyEmail,
} from "../../auth/sign-up.ts";
import { stepUp } from "../../auth/step-up.ts";
import {
  confirmTwoFactor,
  disableTwoFactor,
  enableTwoFactor,
  newBackupCodes,
} from "../../auth/two-factor.ts";
import type { AppEnv } from "../app-env.ts";
import { parseJson } from "../middleware/body.ts";
import { ownOrigin } from "../middleware/csrf.ts";
import { bySession, requireFresh, signedIn } from "../middleware/session.ts";
import { parseOrRefuse } from "../middleware/validate.ts";

type AuthContext = Context<AppEnv>;

const notFound = problem("request.not_found");
const signedOut = problem("auth.signed_out");
const OK = { ok: true } as const;

const bodyOf = async <Schema extends z.ZodType>(c: AuthContext, schema: Schema) =>
  parseOrRefuse(schema, parseJson(await c.req.text()));

function sessionOf(c: AuthContext): Session {
  if (c.var.session === null) throw signedOut();
  return c.var.session;
}

function withCookies<Body extends object>(
  c: AuthContext,
  { body, cookies }: WithCookies<Body>,
): Response {
  for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
  return c.json(body);
}

/**
 * The link of a mail: a person's browser is sent to the dashboard, a program is answered. A HEAD request
 * verifies nothing: some mail servers ask so for every link.
 */
async function followVerification(c: AuthContext): Promise<Response> {
  if (c.req.method !== "GET") throw notFound();
  const asPage = c.req.header("accept")?.includes("text/html") ?? false;
  const home = (email: string) => c.redirect(`${c.var.ctx.env.BASE_URL}/?email=${email}`, 303);
  try {
    const { token } = parseOrRefuse(verifyEmailQuerySchema, c.req.query());
    await verifyEmail(c.var.ctx, clientOf(c.req.raw), token);
    return asPage ? home("verified") : c.json(OK);
  } catch (error) {
    if (asPage && error instanceof ProblemError && error.status < 500) return home("link_invalid");
    throw error;
  }
}

/** @param kind of the second factor */
const secondFactor = (kind: "totp" | "backup_code") => async (c: AuthContext) => {
  const { code } = await bodyOf(c, kind === "totp" ? totpSchema : backupCodeSchema);
  return withCookies(c, await verifySecondFactor(c.var.ctx, clientOf(c.req.raw), { kind, code }));
};

const HANDLERS: Readonly<Record<AuthPath, (c: AuthContext) => Promise<Response>>> = {
  "/sign-up/email": async (c) => {
    await signUp(c.var.ctx, clientOf(c.req.raw), await bodyOf(c, signUpSchema));
    return c.json(OK);
  },
  "/send-verification-email": async (c) => {
    const { email } = await bodyOf(c, emailSchema);
    await resendVerification(c.var.ctx, clientOf(c.req.raw), email);
    return c.json(OK);
  },
  "/verify-email": followVerification,
  "/sign-in/email": async (c) =>
    withCookies(c, await signIn(c.var.ctx, clientOf(c.req.raw), await bodyOf(c, signInSchema))),
  "/two-factor/verify-totp": secondFactor("totp"),
  "/two-factor/verify-backup-code": secondFactor("backup_code"),
  "/request-password-reset": async (c) => {
    const { email } = await bodyOf(c, emailSchema);
    await requestPasswordReset(c.var.ctx, clientOf(c.req.raw), email);
    return c.json(OK);
  },
  "/reset-password": async (c) => {
    await resetPassword(c.var.ctx, clientOf(c.req.raw), await bodyOf(c, resetPasswordSchema));
    return c.json(OK);
  },
  "/sign-out": async (c) =>
    withCookies(c, { body: OK, cookies: await signOut(c.var.ctx, clientOf(c.req.raw)) }),
  "/get-session": async (c) => c.json(await sessionAnswer(c.var.ctx, sessionOf(c))),
  "/step-up": async (c) => {
    const input = await bodyOf(c, stepUpSchema);
    return c.json(await stepUp(c.var.ctx, clientOf(c.req.raw), sessionOf(c), input));
  },
  "/change-password": async (c) => {
    const input = await bodyOf(c, changePasswordSchema);
    return withCookies(
      c,
      await changePassword(c.var.ctx, clientOf(c.req.raw), sessionOf(c), input),
    );
  },
  "/two-factor/enable": async (c) => {
    const { password } = await bodyOf(c, passwordSchema);
    return c.json(await enableTwoFactor(c.var.ctx, clientOf(c.req.raw), sessionOf(c), password));
  },
  "/two-factor/confirm": async (c) => {
    const { code } = await bodyOf(c, totpSchema);
    return withCookies(
      c,
      await confirmTwoFactor(c.var.ctx, clientOf(c.req.raw), sessionOf(c), code),
    );
  },
  "/two-factor/disable": async (c) => {
    const { password } = await bodyOf(c, passwordSchema);
    return withCookies(
      c,
      await disableTwoFactor(c.var.ctx, clientOf(c.req.raw), sessionOf(c), password),
    );
  },
  "/two-factor/generate-backup-codes": async (c) => {
    const { password } = await bodyOf(c, passwordSchema);
    const codes = await newBackupCodes(c.var.ctx, clientOf(c.req.raw), sessionOf(c), password);
    return c.json({ backup_codes: codes });
  },
  "/list-sessions": async (c) => c.json({ sessions: await readSessions(c.var.ctx, sessionOf(c)) }),
  "/revoke-session": async (c) => {
    const { session_id: id } = await bodyOf(c, revokeSessionSchema);
    const cookies = await revokeSession(c.var.ctx, sessionOf(c), id);
    return withCookies(c, { body: OK, cookies });
  },
  "/revoke-other-sessions": async (c) => {
    await revokeOtherSessions(c.var.ctx, sessionOf(c));
    return c.json(OK);
  },
  "/revoke-sessions": async (c) =>
    withCookies(c, { body: OK, cookies: await revokeSessions(c.var.ctx, sessionOf(c)) }),
};

const GUARDS: Readonly<Record<AuthPathEntry["who"], readonly MiddlewareHandler<AppEnv>[]>> = {
  anyone: [ownOrigin],
  signed_in: [bySession, signedIn],
  signed_in_of_late: [bySession, signedIn, requireFresh],
};

export const auth = new Hono<AppEnv>();
for (const { method, path, who } of AUTH_PATHS) {
  auth.on(method, [path], ...GUARDS[who], (c: AuthContext) => HANDLERS[path](c));
}
