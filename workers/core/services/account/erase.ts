/** Carries out deletions of accounts: each step may be repeated, and the person's rows go in one batch. */
import { WriteBatch } from "../../../db/batch.ts";
import type { DeletionRow } from "../../../db/queries/account.ts";
import {
  addErasure,
  findSoleOwnerships,
  isPayoutProcessing,
  postponeDeletion,
  selectAffiliatesOfUser,
  selectDueDeletions,
  selectExportsOfUser,
} from "../../../db/queries/account-deletions.ts";
import { findMembershipDetails } from "../../../db/queries/memberships.ts";
import { findUser } from "../../../db/queries/sessions.ts";
import { stateAfter } from "../../../domain/affiliate-step.ts";
import { DAY_MS } from "../../../domain/day.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { deriveKey, hmacHex } from "../../../lib/crypto.ts";
import { deleteFile } from "../../providers/storage/files.ts";
import { takeStep } from "../affiliates/take-step.ts";
import type { ServiceContext } from "../context.ts";
import { deleteExportFiles } from "../exports/collect.ts";
import { retryLostRace } from "../lost-race.ts";

const ACCOUNTS_PER_RUN = 20;

export type ErasureReport = {
  readonly erased: number;
  /** Something stands in the way: tried again a day later. */
  readonly postponed: number;
};

/** Stands for an erased address, so that who comes back with a debt is recognized. */
const emailHashOf = async (ctx: ServiceContext, email: string): Promise<string> =>
  hmacHex(await deriveKey(ctx.env.SIGNING_SECRET, "trackdesk.erased-email.v1"), email);

/** Links stop at once; what is pending matures, and is paid. Who was banned or suspended stays that. */
async function leavePrograms(ctx: ServiceContext, userId: string): Promise<void> {
  for (const { id } of await selectAffiliatesOfUser(ctx.db, userId)) {
    await retryLostRace(async () => {
      const membership = await findMembershipDetails(ctx.db, id);
      if (membership === null || stateAfter("leave", membership.affiliate.state) !== "left") return;
      const action = "affiliate.leave";
      await takeStep(ctx, membership, {
        step: "leave",
        reason: null,
        action,
        answerOf: () => null,
      });
    });
  }
}

async function postpone(ctx: ServiceContext, { userId }: DeletionRow): Promise<void> {
  const batch = new WriteBatch(ctx.db);
  batch.add(postponeDeletion(userId, ctx.clock() + DAY_MS));
  await batch.commit();
}

async function eraseOne(ctx: ServiceContext, row: DeletionRow): Promise<"erased" | "postponed"> {
  const { userId } = row;
  const user = await findUser(ctx.db, userId);
  const owned = await findSoleOwnerships(ctx.db, userId);
  if (user === null || owned.length > 0 || (await isPayoutProcessing(ctx.db, userId))) {
    await postpone(ctx, row);
    return "postponed";
  }
  await leavePrograms(ctx, userId);
  for (const one of await selectExportsOfUser(ctx.db, userId)) await deleteExportFiles(ctx, one);
  if (user.image !== null) await deleteFile(ctx.env.FILES, user.image);
  const batch = new WriteBatch(ctx.db);
  const emailHash = await emailHashOf(ctx, user.email);
  addErasure(batch, row, { email: user.email, emailHash, at: ctx.clock() });
  await batch.commit();
  return "erased";
}

/**
 * Erases the accounts whose time has come, 20 at most. One that fails does not stop the others, and is
 * tried again a day later.
 */
export async function eraseDueAccounts(ctx: ServiceContext): Promise<ErasureReport> {
  assertAllowed(ctx.actor, "account.erase");
  const report = { erased: 0, postponed: 0 };
  for (const row of await selectDueDeletions(ctx.db, ctx.clock(), ACCOUNTS_PER_RUN)) {
    try {
      report[await eraseOne(ctx, row)]++;
    } catch (error) {
      ctx.logger.error("account.erasure_failed", { user: row.userId, error });
      await postpone(ctx, row);
      report.postponed++;
    }
  }
  return report;
}
