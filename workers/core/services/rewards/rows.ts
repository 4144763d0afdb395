import { problem } from "../../../contract/problem.ts";
import type { WriteBatch } from "../../../db/batch.ts";
import type { RewardRow, RewardVersionRow } from "../../../db/queries/rewards.ts";
import { auditEvents } from "../../../db/schema/operations.ts";
import { rewards, rewardVersions } from "../../../db/schema/rewards.ts";
import type { RewardDefinition } from "../../../domain/reward.ts";
import { auditRow } from "../audit/audit-row.ts";
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

type NewReward = { readonly reward: RewardRow; readonly version: RewardVersionRow };

/** A reward with its first version. */
export function newRewardRows(
  ctx: ServiceContext,
  place: RewardPlace,
  { definition, validFrom }: { definition: RewardDefinition; validFrom: number },
): NewReward {
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

/** Puts a new reward with its audit event into a batch. */
export function addReward(
  batch: WriteBatch,
  ctx: ServiceContext,
  organizationId: string,
  { reward, version }: NewReward,
): void {
  batch.insert(rewards, [reward]);
  batch.insert(rewardVersions, [version]);
  batch.insert(auditEvents, [
    auditRow(ctx, {
      organizationId,
      programId: reward.programId,
      action: "reward.write",
      subjectId: reward.id,
      before: null,
      after: { ...reward, firstVersion: version },
    }),
  ]);
}
