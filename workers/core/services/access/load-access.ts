import { findAccess } from "../../../db/queries/access.ts";
import type { UserActor } from "../../../domain/actor.ts";
import type { ServiceContext } from "../context.ts";

/** Whose session it is. */
export type SessionFacts = Pick<UserActor, "sessionId" | "twoFactor"> & { readonly userId: string };

/** The actor behind a session. Read on every request: a role that was taken away is gone at once. */
export async function loadUserActor(
  ctx: Pick<ServiceContext, "db">,
  { userId, sessionId, twoFactor }: SessionFacts,
): Promise<UserActor> {
  return { kind: "user", id: userId, sessionId, twoFactor, ...(await findAccess(ctx.db, userId)) };
}
