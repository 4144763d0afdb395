/** Rewards and questions that tests start from; the product does not import this. */
import type { CommissionInput, ConversionFacts } from "./commission.ts";
import type { BaseReward, BonusReward, RewardVersion, SecondLevelReward } from "./reward.ts";

/** 20 % of every sale, for ever. */
export const PERCENT_OF_SALES: BaseReward = {
  kind: "base",
  trigger: { type: "sale" },
  amount: { kind: "percent", basisPoints: 2_000 },
  duration: { kind: "lifetime" },
  conditions: [],
  caps: [],
  followsRefunds: true,
  requiresSale: false,
};

/** 5.00 on top of every sale. */
export const BONUS_ON_SALES: BonusReward = {
  kind: "bonus",
  trigger: { type: "sale" },
  amount: { kind: "flat", amount: 500 },
  duration: { kind: "lifetime" },
  conditions: [],
  caps: [],
};

/** 10 % of the first level's commission, for twelve months. */
export const SECOND_LEVEL: SecondLevelReward = {
  kind: "second_level",
  trigger: { type: "sale" },
  basisPoints: 1_000,
  of: "commission",
  months: 12,
  conditions: [],
  caps: [],
};

/** Version 1 of a reward of the program, valid from the start of time. */
export function rewardVersion(changes: Partial<RewardVersion> = {}): RewardVersion {
  const rewardId = changes.rewardId ?? "rwd_default";
  const version = changes.version ?? 1;
  return {
    id: `${rewardId}_v${version}`,
    rewardId,
    version,
    validFrom: 0,
    appliesTo: "new",
    renewalsFrom: null,
    archivedAt: null,
    scope: "program",
    scopeId: "prog_1",
    position: 0,
    definition: PERCENT_OF_SALES,
    ...changes,
  };
}

export const EVENT_AT = Date.parse("2026-11-24T12:00:00Z");

/** A sale with a base of 50.00. */
export const SALE: ConversionFacts = {
  type: "sale",
  eventName: "",
  eventAt: EVENT_AT,
  periodStart: null,
  country: "DE",
  linkId: "link_1",
  metadata: {},
  base: 5_000,
  items: [],
  notes: [],
};

/** A new customer's sale for an affiliate without group and recruiter, in a program in euros. */
export function question(changes: Partial<CommissionInput> = {}): CommissionInput {
  return {
    program: {
      id: "prog_1",
      currency: "EUR",
      timeZone: "Europe/Berlin",
      rewardSwitch: "position",
      flatFollowsRefund: true,
    },
    conversion: SALE,
    affiliate: { id: "aff_1", groupId: null, payeeId: null, rewardsFrozenFrom: null },
    recruiter: null,
    binding: null,
    customer: { customerId: "cus_1", firstSaleDay: null, earlier: 0 },
    versions: [rewardVersion()],
    metrics: {},
    counters: {},
    ...changes,
  };
}

export const RECRUITER = {
  affiliateId: "aff_boss",
  groupId: null,
  payeeId: "payee_boss",
  recruitedAt: Date.parse("2026-01-31T12:00:00Z"),
  rewardsFrozenFrom: null,
  activeAtEvent: true,
  recruitedBy: [],
};
