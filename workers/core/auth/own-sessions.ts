/** Where somebody is signed in: listed, and ended. */
import type { ListedSession } from "../../contract/auth.ts";
import { problem } from "../../contract/problem.ts";
import { endSession, endSessions, listSessions } from "../../db/queries/sessions.ts";
import type { ServiceContext } from "../services/context.ts";
import { deviceName } from "./client.ts";
import { endedCookie } from "./cookies.ts";
import type { Session } from "./session.ts";

const sessionNotFound = problem("session.not_found");

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
