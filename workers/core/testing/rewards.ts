/** Rewards as a merchant has set them up, for tests, benches and chaos: of Workers and of Node. */
import type { WriteBatch } from "../../db/batch.ts";
import { rewards, rewardVersions } from "../../db/schema/rewards.ts";
import type { RewardDefinition } from "../../domain/reward.ts";
import { newId } from "../../lib/ids.ts";
import { SAMPLE_AT } from "./sample.ts";

/** "20 % of each sale, for life": the reward of a shop that names none. */
export const TWENTY_PERCENT: RewardDefinition = {
  kind: "base",
  trigger: { type: "sale" },
  amount: { kind: "percent", basisPoints: 2_000 },
  duration: { kind: "lifetime" },
  conditions: [],
  caps: [],
  followsRefunds: true,
  requiresSale: false,
};

/** Puts a reward with its first version, in force since the sample was made, into a batch. */
export function insertReward(
  batch: WriteBatch,
  programId: string,
  definition: RewardDefinition,
  own: Partial<typeof rewards.$inferInsert> = {},
) {
  const [rewardId, rewardVersionId] = [newId("rew"), newId("rewv")];
  batch.insert(rewards, [
    {
      id: rewardId,
      programId,
      scope: "program",
      position: 1,
      name: definition.kind,
      createdAt: SAMPLE_AT,
      ...own,
    },
  ]);
  batch.insert(rewardVersions, [
    {
      id: rewardVersionId,
      rewardId,
      version: 1,
      validFrom: SAMPLE_AT,
      appliesTo: "new",
      definition,
      createdAt: SAMPLE_AT,
    },
  ]);
  return { rewardId, rewardVersionId };
}
