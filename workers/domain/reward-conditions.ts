/** Whether a reward's conditions hold (rules.md 5). */
import type { CommissionItem } from "./commission.ts";
import type { ConditionKind, RewardCondition } from "./reward.ts";

/** What conditions may ask of an event. */
export type EventFacts = {
  readonly country: string | null;
  readonly device: string | null;
  readonly linkId: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** Base of the whole conversion in the program's currency; `null` where there is none. */
  readonly base: number | null;
  readonly customer: "new" | "renewal";
  /** 1 for the customer's first credited conversion of this type. */
  readonly payment: number;
};

/** The first condition on the event that does not hold; `null` when all do. Items are asked apart. */
export function unmetCondition(
  conditions: readonly RewardCondition[],
  facts: EventFacts,
): ConditionKind | null {
  return conditions.find((condition) => !holds(condition, facts))?.kind ?? null;
}

/** Whether the reward asks for certain products or categories, so that it applies to items. */
export function asksForItems(conditions: readonly RewardCondition[]): boolean {
  return conditions.some(({ kind }) => kind === "product" || kind === "category");
}

/** Whether the reward applies to this item. */
export function itemMatches(
  conditions: readonly RewardCondition[],
  item: Pick<CommissionItem, "product" | "category">,
): boolean {
  return conditions.every((condition) => {
    if (condition.kind === "product") return among(condition.is, condition.products, item.product);
    if (condition.kind === "category") {
      return among(condition.is, condition.categories, item.category);
    }
    return true;
  });
}

function holds(condition: RewardCondition, facts: EventFacts): boolean {
  switch (condition.kind) {
    case "country":
      return among(condition.is, condition.countries, facts.country);
    case "device":
      return among(condition.is, condition.devices, facts.device);
    case "link":
      return among(condition.is, condition.linkIds, facts.linkId);
    case "customer":
      return condition.is === facts.customer;
    case "payment":
      return withinLimits(facts.payment, condition.from, condition.to);
    case "amount":
      return withinLimits(facts.base, condition.min, condition.max);
    case "metadata":
      return (
        Object.hasOwn(facts.metadata, condition.key) &&
        facts.metadata[condition.key] === condition.equals
      );
    case "product":
    case "category":
      return true;
  }
}

/** What is unknown is in no list. */
function among(is: "in" | "not_in", list: readonly string[], value: string | null): boolean {
  const listed = value !== null && list.includes(value);
  return is === "in" ? listed : !listed;
}

function withinLimits(value: number | null, min: number | null, max: number | null): boolean {
  if (value === null) return min === null && max === null;
  return (min === null || value >= min) && (max === null || value <= max);
}
