/** Changes of a reward: its name and place, the end of it, and new versions. */
import { problem } from "../../../contract/problem.ts";
import type { RewardAnswer, RewardEdit } from "../../../contract/rewards.ts";
import { WriteBatch } from "../../../db/batch.ts";
import {
  findVersionsOf,
  type RewardInProgram,
  type RewardRow,
  type RewardVersionRow,
  updateReward,
} from "../../../db/queries/rewards.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { rewardVersions } from "../../../db/schema/rewards.ts";
import { auditRow, changedFields } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { assertExpectedVersion } from "../expected-version.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { rewardAnswer } from "./answer.ts";
import { loadReward } from "./load.ts";

const rewardArchived = problem("reward.archived");

export type RewardChange = {
  readonly changes: Partial<RewardRow>;
  /** A version that is added. */
  readonly version?: RewardVersionRow;
};

async function commit(
  ctx: ServiceContext,
  { reward, organizationId, currency }: RewardInProgram,
  versions: readonly RewardVersionRow[],
  { changes, version }: RewardChange,
): Promise<RewardAnswer> {
  const { before, after } = changedFields(reward, changes);
  const added = version === undefined ? [] : [version];
  if (Object.keys(after).length === 0 && added.length === 0) {
    return rewardAnswer(reward, versions, currency);
  }
  const changed = { ...reward, ...changes, version: reward.version + 1 };
  const answer = rewardAnswer(changed, [...added, ...versions], currency);
  const batch = new WriteBatch(ctx.db);
  batch.guarded(updateReward(ctx.db, reward, changes));
  batch.insert(rewardVersions, added);
  batch.insert(auditEvents, [
    auditRow(ctx, {
      organizationId,
      programId: reward.programId,
      action: "reward.write",
      subjectId: reward.id,
      before,
      after: version === undefined ? after : { ...after, addedVersion: version },
    }),
  ]);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, version === undefined ? 200 : 201, answer));
  await batch.commit();
  return answer;
}

/**
 * Changes a reward by what `decide` says of its present state and versions (the latest first), again when
 * it lost a race. An archived reward stays as it is.
 * @throws ProblemError `reward.not_found`, `reward.archived`, `request.precondition_failed`;
 *   PermissionDenied
 */
export const changeReward = (
  ctx: ServiceContext,
  id: string,
  decide: (reward: RewardRow, versions: readonly RewardVersionRow[]) => RewardChange,
): Promise<RewardAnswer> =>
  retryLostRace(async () => {
    const found = await loadReward(ctx, "reward.write", id);
    assertExpectedVersion(ctx, found.reward.version);
    if (found.reward.archivedAt !== null) throw rewardArchived();
    const versions = await findVersionsOf(ctx.db, [id]);
    return commit(ctx, found, versions, decide(found.reward, versions));
  });

/** Renames a reward, or moves it within its scope. @throws as `changeReward` */
export const editReward = (
  ctx: ServiceContext,
  id: string,
  { name, position }: RewardEdit,
): Promise<RewardAnswer> =>
  changeReward(ctx, id, () => ({
    changes: {
      ...(name === undefined ? {} : { name }),
      ...(position === undefined ? {} : { position }),
    },
  }));

/**
 * Ends a reward for customers who come from now on; those bound to it keep it (rules.md 5).
 * @throws as `changeReward`
 */
export const archiveReward = (ctx: ServiceContext, id: string): Promise<RewardAnswer> =>
  changeReward(ctx, id, () => ({ changes: { archivedAt: ctx.clock() } }));
