/** Words of the codes that explanations use. */
import type { SecondLevelRefusal } from "./explanation.ts";
import { formatMinor } from "./money.ts";
import type { CapScope, TierMetric } from "./reward.ts";

export const SCOPE_WORDS: Readonly<Record<CapScope, string>> = {
  affiliate: "per affiliate",
  customer: "per customer",
  reward: "of this reward",
  program: "of the program",
};

export const METRIC_WORDS: Readonly<Record<TierMetric, string>> = {
  sales: "the number of sales",
  leads: "the number of leads",
  customers: "the number of new customers",
  revenue: "revenue",
};

const NOUNS = { sales: "sale", leads: "lead", customers: "new customer" } as const;

/** `3 sales`, `1 lead`, `€1,200.00 of revenue`. */
export function metricInWords(
  metric: TierMetric,
  value: number,
  currency: string,
  locale: string,
): string {
  if (metric === "revenue") return `${formatMinor(value, currency, locale)} of revenue`;
  return `${value} ${NOUNS[metric]}${value === 1 ? "" : "s"}`;
}

export const REFUSAL_WORDS: Readonly<Record<SecondLevelRefusal, string>> = {
  recruiter_not_active: "they were not active at the time",
  oneself: "nobody recruits themselves",
  same_payee: "both are paid to the same payee",
  cycle: "each would have recruited the other",
  months_over: "the months from recruitment are over",
};
