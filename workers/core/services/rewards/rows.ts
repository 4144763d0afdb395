import { problem } from "../../../contract/problem.ts";
import type { RewardRow, RewardVersionRow } from "../../../db/queries/rewards.ts";
import type { RewardDefinition } from "../../../domain/reward.ts";
import type { ServiceContext } from "../context.ts";

const startsInPast = problem("reward.starts_in_past");

/**
 * When something begins that was asked for `at`: now when nothing was said. What has happened already
 * was paid by the version of then.
 * @throws ProblemError `reward.starts_in_past`
 */
export function startOf(ctx: ServiceContext, at: number | undefined, path: string): number {
  const now = ctx.clock();
  if (at === undefined) return now;
  if (at < now) {
    const message = "Must not be in the past; leave it out for now";
    throw startsInPast({ errors: [{ path, code: "in_past", message }] });
  }
  return at;
}

export type RewardPlace = Pick<
  RewardRow,
  "programId" | "scope" | "groupId" | "affiliateId" | "position" | "name"
>;

/** A reward with its first version. */
export function newRewardRows(
  ctx: ServiceContext,
  place: RewardPlace,
  { definition, validFrom }: { definition: RewardDefinition; validFrom: number },
): { reward: RewardRow; version: RewardVersionRow } {
  const createdAt = ctx.clock();
  const reward: RewardRow = {
    ...place,
    id: ctx.newId("rew"),
    createdAt,
    archivedAt: null,
    version: 1,
  };
  const version: RewardVersionRow = {
    id: ctx.newId("rewv"),
    rewardId: reward.id,
    version: 1,
    validFrom,
    appliesTo: "new",
    renewalsFrom: null,
    definition,
    createdAt,
  };
  return { reward, version };
}
