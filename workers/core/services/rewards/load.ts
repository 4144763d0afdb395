import { problem } from "../../../contract/problem.ts";
import { findReward, type RewardInProgram } from "../../../db/queries/rewards.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";

const rewardNotFound = problem("reward.not_found");

/**
 * The reward, for whoever may do `action` to it. One that is made for an affiliate is his own.
 * @throws ProblemError `reward.not_found`; PermissionDenied
 */
export async function loadReward(
  ctx: ServiceContext,
  action: "reward.read" | "reward.write",
  id: string,
): Promise<RewardInProgram> {
  assertAllowed(ctx.actor, action);
  const found = await findReward(ctx.db, id);
  if (found === null) throw rewardNotFound();
  const { organizationId, reward } = found;
  assertAllowed(ctx.actor, action, {
    noun: "reward",
    organizationId,
    programId: reward.programId,
    ...(reward.affiliateId === null ? {} : { affiliateId: reward.affiliateId }),
  });
  return found;
}
