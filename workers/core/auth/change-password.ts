import type { ChangePassword, SessionAnswer } from "../../contract/auth.ts";
import { dropVerifications } from "../../db/queries/sessions.ts";
import type { ServiceContext } from "../services/context.ts";
import type { Client } from "./client.ts";
import { inSession, replacedAnswer } from "./in-session.ts";
import { mailPasswordChanged } from "./mails.ts";
import { assertPassword } from "./password-rules.ts";
import type { Session } from "./session.ts";
import type { WithCookies } from "./sign-in.ts";

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
  const called = await inSession(ctx, client, session, (auth, headers) =>
    auth.api.changePassword({ body, headers, returnHeaders: true }),
  );
  await dropVerifications(ctx.db, session.userId);
  await mailPasswordChanged(ctx, session.user);
  return replacedAnswer(ctx, called);
}
