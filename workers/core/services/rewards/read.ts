/** Rewards for the merchant's team, and for the affiliates whom they are for. */
import { readCursor, toPage } from "../../../contract/page.ts";
import { problem } from "../../../contract/problem.ts";
import type { RewardAnswer, RewardsPage, RewardsQuery } from "../../../contract/rewards.ts";
import { findGroupOfAffiliate } from "../../../db/queries/groups.ts";
import { findVersionsOf, type RewardsFor, selectRewardPage } from "../../../db/queries/rewards.ts";
import type { ServiceContext } from "../context.ts";
import { isOnTeam } from "../programs/answer.ts";
import { loadProgram } from "../programs/load.ts";
import { listedReward, rewardAnswer } from "./answer.ts";
import { loadReward } from "./load.ts";

const rewardNotFound = problem("reward.not_found");

/** As which affiliate the actor reads the program's rewards; `null` from the merchant's side. */
async function readerOf(
  ctx: ServiceContext,
  program: { readonly id: string; readonly organizationId: string },
): Promise<RewardsFor | null> {
  const { actor } = ctx;
  if (actor.kind !== "user" || isOnTeam(actor, program.organizationId)) return null;
  const own = actor.affiliates.find(({ programId }) => programId === program.id);
  if (own === undefined) return null;
  const groupId = await findGroupOfAffiliate(ctx.db, own.affiliateId, ctx.clock());
  return { affiliateId: own.affiliateId, groupId };
}

/**
 * A program's rewards, oldest first, each with the version in force. An affiliate sees what is for all,
 * for his group and for himself.
 * @throws ProblemError `program.not_found`; PermissionDenied
 */
export async function listRewards(ctx: ServiceContext, query: RewardsQuery): Promise<RewardsPage> {
  const program = await loadProgram(ctx, "reward.read", query.program_id);
  const rows = await selectRewardPage(ctx.db, {
    programId: program.id,
    groupId: query.group_id,
    affiliateId: query.affiliate_id,
    visibleTo: await readerOf(ctx, program),
    archived: query.archived === "true",
    after: readCursor(query.cursor)?.id ?? "",
    limit: query.limit + 1,
  });
  const versions = await findVersionsOf(
    ctx.db,
    rows.map(({ id }) => id),
  );
  const byReward = Map.groupBy(versions, ({ rewardId }) => rewardId);
  const { currency } = program;
  return toPage(
    rows,
    query.limit,
    ({ id }) => ({ value: id, id }),
    (row) => listedReward(row, byReward.get(row.id) ?? [], { currency, at: ctx.clock() }),
  );
}

/**
 * A reward with all its versions. A group's reward is read by the affiliates of that group.
 * @throws ProblemError `reward.not_found`; PermissionDenied
 */
export async function readReward(ctx: ServiceContext, id: string): Promise<RewardAnswer> {
  const { reward, organizationId, currency } = await loadReward(ctx, "reward.read", id);
  if (reward.scope === "group") {
    const reader = await readerOf(ctx, { id: reward.programId, organizationId });
    if (reader !== null && reader.groupId !== reward.groupId) throw rewardNotFound();
  }
  return rewardAnswer(reward, await findVersionsOf(ctx.db, [id]), currency);
}
