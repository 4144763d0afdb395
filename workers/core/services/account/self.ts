import { problem } from "../../../contract/problem.ts";
import { type AccountDetails, findAccount } from "../../../db/queries/account.ts";
import type { UserActor } from "../../../domain/actor.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { Action } from "../../../domain/permission-table.ts";
import type { ServiceContext } from "../context.ts";

const signedOut = problem("auth.signed_out");

/**
 * The person who asks, for what is one's own account's alone.
 * @throws ProblemError `auth.signed_out` for the product itself; PermissionDenied
 */
export function ownActor(ctx: ServiceContext, action: Action): UserActor {
  const { actor } = ctx;
  assertAllowed(actor, action);
  if (actor.kind !== "user") throw signedOut();
  return actor;
}

/**
 * As `ownActor`, with what is kept of the account.
 * @throws ProblemError `auth.signed_out`, also when the account ended meanwhile; PermissionDenied
 */
export async function loadOwnAccount(ctx: ServiceContext, action: Action): Promise<AccountDetails> {
  const account = await findAccount(ctx.db, ownActor(ctx, action).id);
  if (account === null) throw signedOut();
  return account;
}
