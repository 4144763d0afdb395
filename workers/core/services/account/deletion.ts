/** The end of one's own account: asked for, and called off (rules.md 12). */
import type { DeletionAnswer } from "../../../contract/me.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import {
  deleteDeletion,
  findSoleOwnerships,
  isPayoutProcessing,
} from "../../../db/queries/account-deletions.ts";
import { accountDeletions } from "../../../db/schema/account-deletions.ts";
import { idempotencyRecords } from "../../../db/schema/operations.ts";
import { DAY_MS } from "../../../domain/day.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { addMail } from "../mails/add-mail.ts";
import { sendSoon } from "../outbox/run-due.ts";
import { accountMail } from "./account-mail.ts";
import { deletionAnswer } from "./read.ts";
import { loadOwnAccount, ownActor } from "./self.ts";

const lastOwner = problem("account.last_owner");
const payoutProcessing = problem("account.payout_processing");

/** How long one may think again. */
const GRACE_DAYS = 14;
/** Of the dashboard, where the deletion is called off. */
const ACCOUNT_PATH = "/account";

async function assertMayEnd(ctx: ServiceContext, userId: string): Promise<void> {
  const owned = await findSoleOwnerships(ctx.db, userId);
  if (owned.length > 0) {
    throw lastOwner({
      detail: `Make somebody else an owner: ${owned.map(({ id }) => id).join()}.`,
    });
  }
  if (await isPayoutProcessing(ctx.db, userId)) throw payoutProcessing();
}

/**
 * Asks that one's account be deleted, in 14 days. Asked again, the first request stands.
 * @throws ProblemError `account.last_owner`, `account.payout_processing`; PermissionDenied
 */
export function requestDeletion(ctx: ServiceContext): Promise<DeletionAnswer> {
  const { id: userId } = ownActor(ctx, "account.delete");
  return retryLostRace(async () => {
    const { user, deletion } = await loadOwnAccount(ctx, "account.delete");
    if (deletion !== null) return deletionAnswer(deletion);
    await assertMayEnd(ctx, userId);
    const requestedAt = ctx.clock();
    const dueAt = requestedAt + GRACE_DAYS * DAY_MS;
    const row = { userId, requestedAt, dueAt, emailHash: null, erasedAt: null };
    const answer = deletionAnswer(row);
    const batch = new WriteBatch(ctx.db);
    batch.insert(accountDeletions, [row]);
    const params = { name: user.name, deletedAt: dueAt, path: ACCOUNT_PATH };
    const mail = accountMail(user, { kind: "account_deletion_scheduled", params });
    const send = addMail(batch, ctx, mail);
    batch.insert(idempotencyRecords, idempotencyRow(ctx, 202, answer));
    await batch.commit();
    sendSoon(ctx, [send]);
    return answer;
  });
}

/** Calls the deletion of one's account off; none being asked for is no error. */
export async function cancelDeletion(ctx: ServiceContext): Promise<void> {
  const { id } = ownActor(ctx, "account.delete");
  const batch = new WriteBatch(ctx.db);
  batch.add(deleteDeletion(id));
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 204, null));
  await batch.commit();
}
