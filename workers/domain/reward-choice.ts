/** Exactly one base reward per item and event type (rules.md 5). */
import type { CommissionItem } from "./commission.ts";
import type { ProgramSettings } from "./program-settings.ts";
import { type BaseReward, REWARD_SCOPES } from "./reward.ts";
import type { VersionOf } from "./reward-candidates.ts";
import { asksForItems, itemMatches } from "./reward-conditions.ts";

/** A whole conversion, where items are not told apart. */
export type ChoiceUnit = Pick<CommissionItem, "product" | "category" | "quantity"> & {
  /** Minor units of the program's currency; `null` where there is no base. */
  readonly amount: number | null;
};

export type BaseChoice = {
  readonly version: VersionOf<BaseReward>;
  /** The items that it applies to; `null` for the whole conversion. */
  readonly items: readonly CommissionItem[] | null;
};

export type BaseChoices = {
  readonly choices: readonly BaseChoice[];
  /** Keys of items that no reward is for. */
  readonly unmatched: readonly string[];
};

export type ChoiceRule = {
  readonly policy: ProgramSettings["rewardSwitch"];
  /** What a version would pay for this alone, before caps; asked under `highest` only. */
  readonly worth: (version: VersionOf<BaseReward>, unit: ChoiceUnit) => number;
};

/**
 * Chooses among candidates whose scope, trigger and event conditions fit, sorted by position. Items are
 * told apart only where a candidate asks for products or categories; items of base 0 earn nothing and
 * are left out. A conversion without items is one unit of unknown product.
 */
export function chooseBaseRewards(
  candidates: readonly VersionOf<BaseReward>[],
  base: number | null,
  items: readonly CommissionItem[],
  rule: ChoiceRule,
): BaseChoices {
  const earning = items.filter((item) => item.amount > 0);
  const byItem = candidates.some(({ definition }) => asksForItems(definition.conditions));
  if (!byItem || earning.length === 0) {
    const whole = { product: null, category: null, quantity: unitsOf(earning), amount: base };
    const version = chooseFor(candidates, whole, rule);
    return { choices: version ? [{ version, items: null }] : [], unmatched: [] };
  }
  const chosen = earning.map((item) => ({ item, version: chooseFor(candidates, item, rule) }));
  const unmatched = chosen.filter(({ version }) => !version).map(({ item }) => item.key);
  const groups = Map.groupBy(chosen, ({ version }) => version);
  const choices = [...groups].flatMap(([version, members]) => {
    if (!version) return [];
    const everything = members.length === earning.length;
    return { version, items: everything ? null : members.map(({ item }) => item) };
  });
  return { choices, unmatched };
}

/** Narrowest scope that has a match; within it the first by position, or the one that pays most. */
function chooseFor(
  candidates: readonly VersionOf<BaseReward>[],
  unit: ChoiceUnit,
  rule: ChoiceRule,
): VersionOf<BaseReward> | null {
  const matching = candidates.filter((version) => itemMatches(version.definition.conditions, unit));
  for (const scope of REWARD_SCOPES) {
    const [first, ...others] = matching.filter((version) => version.scope === scope);
    if (!first) continue;
    if (rule.policy === "position") return first;
    return others.reduce(
      (best, version) => (rule.worth(version, unit) > rule.worth(best, unit) ? version : best),
      first,
    );
  }
  return null;
}

/** Units sold among items; 1 where none are known. */
export function unitsOf(items: readonly Pick<CommissionItem, "quantity">[]): number {
  return items.length === 0 ? 1 : items.reduce((sum, item) => sum + item.quantity, 0);
}
