/** The rewards of a run's programs, which the model knows by `RATES`. */
import { insertReward } from "../workers/core/testing/rewards.ts";
import type { WriteBatch } from "../workers/db/batch.ts";
import type { RewardDefinition } from "../workers/domain/reward.ts";
import { type Program, RATES, type Rule } from "./company.ts";

const BASE = {
  kind: "base",
  duration: { kind: "lifetime" },
  conditions: [],
  caps: [],
  followsRefunds: true,
  requiresSale: false,
} as const;
const SALE = { type: "sale" } as const;
const LIFETIME = { kind: "lifetime" } as const;

const REWARDS: Readonly<Record<Rule, readonly RewardDefinition[]>> = {
  plain: [
    {
      ...BASE,
      trigger: SALE,
      amount: { kind: "percent", basisPoints: RATES.plain.saleBasisPoints },
    },
    { ...BASE, trigger: { type: "lead" }, amount: { kind: "flat", amount: RATES.plain.lead } },
  ],
  capped: [
    {
      ...BASE,
      trigger: SALE,
      amount: { kind: "percent", basisPoints: RATES.capped.saleBasisPoints },
      caps: [
        {
          scope: "affiliate",
          measure: "amount",
          period: LIFETIME,
          limit: RATES.capped.affiliateAmount,
        },
      ],
    },
    {
      kind: "bonus",
      trigger: SALE,
      amount: { kind: "flat", amount: RATES.capped.bonus },
      duration: { kind: "lifetime" },
      conditions: [],
      caps: [{ scope: "program", measure: "count", period: LIFETIME, limit: RATES.capped.bonuses }],
    },
  ],
  tiered: [
    {
      ...BASE,
      trigger: SALE,
      amount: {
        kind: "tiered",
        metric: "revenue",
        mode: "marginal",
        period: LIFETIME,
        unit: "percent",
        steps: RATES.tiered.steps,
      },
    },
  ],
};

export function writeRewards(batch: WriteBatch, { id: programId, rule }: Program): void {
  REWARDS[rule].forEach((definition, index) => {
    const name = `${rule} ${definition.kind} ${index}`;
    insertReward(batch, programId, definition, { position: index + 1, name });
  });
}
