import type { ChangePassword, SessionAnswer } from "../../contract/auth.ts";
import { dropVerifications } from "../../db/queries/sessions.ts";
import type { ServiceContext } from "../services/context.ts";
import type { Client } from "./client.ts";
import { inSession } from "./in-session.ts";
import { mailPasswordChanged } from "./mails.ts";
import { assertPassword } from "./password-rules.ts";
import { callAuth } from "./problems.ts";
import type { Session } from "./session.ts";
import { openedAnswer, type WithCookies } from "./sign-in.ts";

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
