import { problem } from "../../../contract/problem.ts";
import { definitionOf } from "../../../contract/reward-definition.ts";
import type { NewReward, RewardAnswer } from "../../../contract/rewards.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { isGroupOf } from "../../../db/queries/affiliate-changes.ts";
import { findMembership, type ProgramRow } from "../../../db/queries/links.ts";
import { nextRewardPosition } from "../../../db/queries/rewards.ts";
import { idempotencyRecords } from "../../../db/schema/operations.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { loadProgram } from "../programs/load.ts";
import { rewardAnswer } from "./answer.ts";
import { addReward, newRewardRows, type RewardPlace, startOf } from "./rows.ts";

const groupNotFound = problem("group.not_found");
const affiliateNotFound = problem("affiliate.not_found");

/** Whom the reward is for, in this program and no other. */
async function placeOf(
  ctx: ServiceContext,
  program: ProgramRow,
  input: NewReward,
): Promise<RewardPlace> {
  const { group_id, affiliate_id } = input;
  if (group_id !== undefined && !(await isGroupOf(ctx.db, group_id, program.id))) {
    throw groupNotFound();
  }
  if (affiliate_id !== undefined) {
    const found = await findMembership(ctx.db, affiliate_id);
    if (found?.program.id !== program.id) throw affiliateNotFound();
  }
  const scoped = {
    programId: program.id,
    scope: input.scope,
    groupId: group_id ?? null,
    affiliateId: affiliate_id ?? null,
  };
  const position = input.position ?? (await nextRewardPosition(ctx.db, scoped));
  return { ...scoped, position, name: input.name };
}

/**
 * Makes a reward with its first version.
 * @throws ProblemError `program.not_found`, `group.not_found`, `affiliate.not_found`,
 *   `reward.starts_in_past`; PermissionDenied
 */
export async function createReward(ctx: ServiceContext, input: NewReward): Promise<RewardAnswer> {
  const program = await loadProgram(ctx, "reward.write", input.program_id);
  const made = newRewardRows(ctx, await placeOf(ctx, program, input), {
    definition: definitionOf(input.definition),
    validFrom: startOf(ctx, input.valid_from, "valid_from"),
  });
  const answer = rewardAnswer(made.reward, [made.version], program.currency);
  const batch = new WriteBatch(ctx.db);
  addReward(batch, ctx, program.organizationId, made);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 201, answer));
  await batch.commit();
  return answer;
}
