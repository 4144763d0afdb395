/** Confirming that it is still the same person, before what is sensitive. */
import type { SessionAnswer, StepUp } from "../../contract/auth.ts";
import { problem } from "../../contract/problem.ts";
import { freshenSession } from "../../db/queries/sessions.ts";
import type { ServiceContext } from "../services/context.ts";
import type { OpenAuth } from "./better-auth.ts";
import type { Client } from "./client.ts";
import { inSession } from "./in-session.ts";
import { type Session, sessionAnswer } from "./session.ts";
import { takeCode } from "./throttle.ts";

const invalid = problem("request.invalid");
const TOTP_CODE = /^\d{6}$/;

/** An account with a second factor is confirmed by it, any other by its password. */
async function confirm(
  ctx: ServiceContext,
  session: Session,
  input: StepUp,
  auth: OpenAuth,
  headers: Headers,
): Promise<{ headers: Headers; response: unknown }> {
  if ("code" in input) {
    const call = { body: { code: input.code }, headers, returnHeaders: true } as const;
    if (!TOTP_CODE.test(input.code)) return auth.api.verifyBackupCode(call);
    await takeCode(ctx, session.userId, input.code);
    return auth.api.verifyTOTP(call);
  }
  const { password } = input;
  return auth.api.verifyPassword({ body: { password }, headers, returnHeaders: true });
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
