/** What a person does to their own account while signed in. */
import type { SessionAnswer } from "../../contract/auth.ts";
import type { ServiceContext } from "../services/context.ts";
import { type OpenAuth, openAuth } from "./better-auth.ts";
import type { Client } from "./client.ts";
import { onlyCookie } from "./cookies.ts";
import { authEvents } from "./mails.ts";
import { type Called, callAuth } from "./problems.ts";
import type { Session } from "./session.ts";
import { openedAnswer, type WithCookies } from "./sign-in.ts";
import { countedTry } from "./throttle.ts";

type CalledInSession<T> = Called<T> & { readonly auth: OpenAuth };

/**
 * Calls better-auth in the name of the session, counting a wrong password or code as a wrong sign-in.
 * @param call one of its functions, with `returnHeaders: true`
 * @throws ProblemError for its errors, `auth.locked`
 */
export async function inSession<T>(
  ctx: ServiceContext,
  client: Client,
  session: Session,
  call: (auth: OpenAuth, headers: Headers) => Promise<{ headers: Headers; response: T }>,
): Promise<CalledInSession<T>> {
  return countedTry(ctx, client, session.user.email, async () => {
    const auth = await openAuth(ctx, client, authEvents(ctx));
    const headers = auth.headersWith(onlyCookie(ctx.env, client.cookie, "session_token"));
    const called = await callAuth(() => call(auth, headers));
    return { proven: false, value: { auth, ...called } };
  });
}

/** The answer when the call has put a new session in the place of the one that made it. */
export async function replacedAnswer(
  ctx: ServiceContext,
  { auth, cookies }: CalledInSession<unknown>,
): Promise<WithCookies<SessionAnswer>> {
  return { body: (await openedAnswer(ctx, auth)).answer, cookies };
}
