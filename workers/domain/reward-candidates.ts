/** Which rewards come into question for a conversion: what both the reads and the decision start from. */
import { dayInZone } from "./calendar.ts";
import type { CommissionQuestion, ConversionFacts } from "./commission.ts";
import {
  type BaseReward,
  type BonusReward,
  type ConditionKind,
  REWARD_SCOPES,
  type RewardDefinition,
  type RewardTrigger,
  type RewardVersion,
  type SecondLevelReward,
} from "./reward.ts";
import { type EventFacts, unmetCondition } from "./reward-conditions.ts";
import { versionsInForce } from "./reward-version.ts";

/** A version of a known kind. */
export type VersionOf<Definition extends RewardDefinition> = RewardVersion & {
  readonly definition: Definition;
};

export type Candidates = {
  /** Event day in the program's zone. */
  readonly day: string;
  readonly base: readonly VersionOf<BaseReward>[];
  readonly bonus: readonly VersionOf<BonusReward>[];
  /** Of the recruiter. */
  readonly secondLevel: readonly VersionOf<SecondLevelReward>[];
  /** Base rewards that fit but for one condition. */
  readonly unmet: readonly { readonly rewardId: string; readonly condition: ConditionKind }[];
};

type Beneficiary = { readonly id: string; readonly groupId: string | null };

/** The versions in force whose scope, trigger and conditions on the event fit, by position. */
export function rewardCandidates(question: CommissionQuestion): Candidates {
  const { conversion, program, affiliate, recruiter } = question;
  const facts = eventFacts(question);
  const unmetOf = ({ definition }: RewardVersion) => unmetCondition(definition.conditions, facts);
  const own = versionsFor(question, affiliate);
  const fitting = own.filter((version) => unmetOf(version) === null);
  const ofRecruiter = recruiter
    ? versionsFor(question, { ...recruiter, id: recruiter.affiliateId })
    : [];
  return {
    day: dayInZone(conversion.eventAt, program.timeZone),
    base: fitting.filter(isBase),
    bonus: fitting.filter(isBonus),
    secondLevel: ofRecruiter.filter(isSecondLevel).filter((one) => unmetOf(one) === null),
    unmet: own.filter(isBase).flatMap((version) => {
      const condition = unmetOf(version);
      return condition === null ? [] : [{ rewardId: version.rewardId, condition }];
    }),
  };
}

/**
 * Id of the version that a binding made by this conversion names: of the base reward on sales that
 * comes first for the customer; `null` when there is none. Also for a lead, whose sale is yet to come.
 */
export function versionToPin(question: CommissionQuestion): string | null {
  const conversion = { ...question.conversion, type: "sale", eventName: "" } as const;
  const { base } = rewardCandidates({ ...question, conversion });
  const byScope = REWARD_SCOPES.map((scope) => base.find((version) => version.scope === scope));
  return byScope.find((version) => version !== undefined)?.id ?? null;
}

/**
 * The versions in force for this event that are for this beneficiary. A customer bound when there was
 * no base reward yet is bound to none: the base reward of event time holds.
 */
function versionsFor(
  question: CommissionQuestion,
  to: Beneficiary & { readonly rewardsFrozenFrom: number | null },
): RewardVersion[] {
  const { binding } = question;
  const asBound = versionsAt(question, to, binding?.boundAt ?? null);
  if (binding === null || asBound.some(isBase)) return asBound;
  return [...asBound, ...versionsAt(question, to, null).filter(isBase)];
}

function versionsAt(
  { conversion, binding, program, versions }: CommissionQuestion,
  to: Beneficiary & { readonly rewardsFrozenFrom: number | null },
  boundAt: number | null,
): RewardVersion[] {
  return versionsInForce(versions, {
    eventAt: conversion.eventAt,
    boundAt,
    pinnedVersionId: boundAt === null ? null : (binding?.rewardVersionId ?? null),
    frozenFrom: to.rewardsFrozenFrom,
  })
    .filter(({ definition }) => triggerFits(definition.trigger, conversion))
    .filter((version) => scopeFits(version, to, program.id))
    .sort(byPosition);
}

function eventFacts({ conversion, customer }: CommissionQuestion): EventFacts {
  const { country, linkId, metadata, base, type } = conversion;
  const isNew = type === "sale" ? !customer?.earlier : !customer?.firstSaleDay;
  return {
    country,
    device: null,
    linkId,
    metadata,
    base: base === "no_rate" ? null : base,
    customer: isNew ? "new" : "renewal",
    payment: (customer?.earlier ?? 0) + 1,
  };
}

function triggerFits(trigger: RewardTrigger, conversion: ConversionFacts): boolean {
  if (trigger.type !== conversion.type) return false;
  return trigger.type !== "event" || trigger.eventName === conversion.eventName;
}

/** Whether a version is for this beneficiary: by name, by group, or as any affiliate of the program. */
export function scopeFits(version: RewardVersion, to: Beneficiary, programId: string): boolean {
  switch (version.scope) {
    case "affiliate":
      return version.scopeId === to.id;
    case "group":
      return version.scopeId === to.groupId;
    case "program":
      return version.scopeId === programId;
  }
}

/** By position; ids settle the rest, so that the order never depends on how rows were read. */
export function byPosition(a: RewardVersion, b: RewardVersion): number {
  return a.position - b.position || (a.rewardId < b.rewardId ? -1 : 1);
}

function isBase(version: RewardVersion): version is VersionOf<BaseReward> {
  return version.definition.kind === "base";
}

function isBonus(version: RewardVersion): version is VersionOf<BonusReward> {
  return version.definition.kind === "bonus";
}

function isSecondLevel(version: RewardVersion): version is VersionOf<SecondLevelReward> {
  return version.definition.kind === "second_level";
}
