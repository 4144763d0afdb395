/** Rewards per click (design 4.5): decided in the counter when a click is first counted, booked by day. */
import type { ProgramSettings } from "./program-settings.ts";
import type { RewardTrigger, RewardVersion } from "./reward.ts";
import { REWARD_SCOPES } from "./reward.ts";
import { byPosition, scopeFits } from "./reward-candidates.ts";
import { unmetCondition } from "./reward-conditions.ts";
import { versionsInForce } from "./reward-version.ts";

/** What a click knows. */
export type ClickFacts = {
  /** UTC ms. */
  readonly at: number;
  readonly programId: string;
  readonly affiliateId: string;
  /** The affiliate's group at the time of the click. */
  readonly groupId: string | null;
  /** See `rewardsFrozenFrom`. */
  readonly rewardsFrozenFrom: number | null;
  readonly linkId: string;
  /** ISO 3166 alpha-2; `null` when unknown. */
  readonly country: string | null;
  readonly device: string | null;
  /** First of its visitor for its link and UTC day. */
  readonly unique: boolean;
  /** No bot, preview or prefetch, below the link's click cap, and the affiliate was active. */
  readonly credited: boolean;
};

export type ClickEarning = {
  readonly rewardId: string;
  readonly rewardVersionId: string;
  readonly kind: "base" | "bonus";
  /** Minor units of the program's currency. */
  readonly amount: number;
};

/**
 * What a click earns: one base reward (narrowest scope, then position, or the highest of a scope) and
 * the bonuses, in versions in force at the time of the click. Only flat amounts: a click has no base
 * and its counter knows no metrics.
 */
export function decideClickRewards(
  click: ClickFacts,
  versions: readonly RewardVersion[],
  choice: ProgramSettings["rewardSwitch"] = "position",
): ClickEarning[] {
  if (!click.credited) return [];
  const moment = {
    eventAt: click.at,
    boundAt: null,
    pinnedVersionId: null,
    frozenFrom: click.rewardsFrozenFrom,
  };
  const to = { id: click.affiliateId, groupId: click.groupId };
  const fitting = versionsInForce(versions, moment)
    .filter(({ definition }) => triggerFits(definition.trigger, click))
    .filter((version) => scopeFits(version, to, click.programId))
    .filter(({ definition }) => conditionsHold(definition.conditions, click))
    .sort(byPosition);
  const earnings = fitting.flatMap((version) => earningOf(version) ?? []);
  const base = chooseBase(fitting, choice);
  return earnings.filter(
    ({ kind, rewardVersionId }) => kind === "bonus" || rewardVersionId === base,
  );
}

function triggerFits(trigger: RewardTrigger, click: ClickFacts): boolean {
  return trigger.type === "click" && (click.unique || trigger.repeats === true);
}

function conditionsHold(
  conditions: RewardVersion["definition"]["conditions"],
  { country, device, linkId }: ClickFacts,
): boolean {
  const known = { country, device, linkId };
  const unknown = { metadata: {}, base: null, customer: "new", payment: 1 } as const;
  return unmetCondition(conditions, { ...known, ...unknown }) === null;
}

function earningOf({ id, rewardId, definition }: RewardVersion): ClickEarning | null {
  if (definition.kind === "second_level" || definition.amount.kind !== "flat") return null;
  const { amount } = definition.amount;
  if (amount === 0) return null;
  return { rewardId, rewardVersionId: id, kind: definition.kind, amount };
}

function chooseBase(
  sorted: readonly RewardVersion[],
  choice: ProgramSettings["rewardSwitch"],
): string | null {
  for (const scope of REWARD_SCOPES) {
    const ofScope = sorted.filter(
      (version) => version.scope === scope && version.definition.kind === "base",
    );
    const [first, ...others] = ofScope;
    if (!first) continue;
    if (choice === "position") return first.id;
    const amountOf = (version: RewardVersion) => earningOf(version)?.amount ?? 0;
    return others.reduce((best, one) => (amountOf(one) > amountOf(best) ? one : best), first).id;
  }
  return null;
}

/**
 * What to book for a day of clicks of an affiliate, link and reward version: the total that the counter
 * has decided so far less what was booked so far. Both are sums, so repeats book nothing; negative when
 * clicks were taken away since.
 */
export function bookDifference(decided: number, booked: number): number {
  return decided - booked;
}
