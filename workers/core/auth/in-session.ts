import type { ServiceContext } from "../services/context.ts";
import { type OpenAuth, openAuth } from "./better-auth.ts";
import type { Client } from "./client.ts";
import { onlyCookie } from "./cookies.ts";
import { authEvents } from "./mails.ts";
import type { Session } from "./session.ts";
import { countedTry } from "./throttle.ts";

/** Calls better-auth in the name of the session, counting a wrong password or code as a wrong sign-in. */
export async function inSession<T>(
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
