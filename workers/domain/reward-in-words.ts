/** What a reward pays, in one sentence for a merchant's list, an affiliate, and whoever thinks of joining. */
import { SCOPE_WORDS } from "./explanation-words.ts";
import { formatMinor, formatPercent } from "./money.ts";
import type {
  CalendarPeriod,
  LifetimePeriod,
  MilestoneAmount,
  Period,
  RewardAmount,
  RewardCap,
  RewardDefinition,
  RewardDuration,
  RewardTrigger,
  TieredAmount,
  TierMetric,
} from "./reward.ts";
import { conditionInWords } from "./reward-condition-words.ts";

type Money = (amount: number) => string;

/**
 * `20 % of each sale for 12 months`. Names no link and no affiliate by id, so it may be shown to anybody.
 * @param currency of the program: what its amounts are in
 */
export function rewardInWords(
  definition: RewardDefinition,
  currency: string,
  locale = "en",
): string {
  const money: Money = (amount) => formatMinor(amount, currency, locale);
  return [
    mainPart(definition, money),
    ...definition.conditions.map((condition) => conditionInWords(condition, money)),
    ...(definition.kind === "base" && definition.requiresSale
      ? ["once the customer has bought"]
      : []),
    ...definition.caps.map((cap) => capInWords(cap, money)),
  ].join(", ");
}

function mainPart(definition: RewardDefinition, money: Money): string {
  if (definition.kind === "second_level") {
    const of = definition.of === "base" ? "the sales" : "the commissions";
    const whose = `${formatPercent(definition.basisPoints)} of ${of} of affiliates one has recruited`;
    return definition.months === null
      ? whose
      : `${whose}, for ${counted(definition.months, "month")} each`;
  }
  const { amount, trigger, duration } = definition;
  if (amount.kind === "milestone") return milestoneInWords(amount, money);
  const pays = amountInWords(amount, targetOf(trigger, duration), trigger, money);
  return definition.kind === "bonus" ? `${pays}, on top` : pays;
}

const NOUNS = { click: "click", lead: "lead", sale: "sale" } as const;
const nounOf = (trigger: RewardTrigger): string =>
  trigger.type === "event" ? `“${trigger.eventName}”` : NOUNS[trigger.type];

/** `each sale for 12 months`, `a customer's first sale`. */
function targetOf(trigger: RewardTrigger, duration: RewardDuration): string {
  const noun = nounOf(trigger);
  if (trigger.type === "click") {
    return trigger.repeats ? "each click" : "each visitor's first click on a link in a day";
  }
  switch (duration.kind) {
    case "one_time":
      return `a customer's first ${noun}`;
    case "months":
      return `each ${noun} for ${counted(duration.months, "month")}`;
    case "payments":
      return duration.payments === 1
        ? `a customer's first ${noun}`
        : `each of a customer's first ${counted(duration.payments, noun)}`;
    case "lifetime":
      return `each ${noun}`;
  }
}

function amountInWords(
  amount: RewardAmount,
  target: string,
  trigger: RewardTrigger,
  money: Money,
): string {
  switch (amount.kind) {
    case "percent":
      return `${formatPercent(amount.basisPoints)} of ${target}`;
    case "flat":
      return amount.per === "unit"
        ? `${money(amount.amount)} for each unit of ${target}`
        : `${money(amount.amount)} for ${target}`;
    case "tiered":
      return tiersInWords(amount, target, trigger, money);
  }
}

const METRIC_NOUNS = { sales: "sale", leads: "lead", customers: "new customer" } as const;

function metricWords(metric: TierMetric, value: number, money: Money): string {
  return metric === "revenue" ? `${money(value)} of revenue` : counted(value, METRIC_NOUNS[metric]);
}

function tiersInWords(
  amount: TieredAmount,
  target: string,
  trigger: RewardTrigger,
  money: Money,
): string {
  const steps =
    amount.unit === "percent"
      ? amount.steps.map(({ from, basisPoints }) => ({ from, rate: formatPercent(basisPoints) }))
      : amount.steps.map((step) => ({ from: step.from, rate: money(step.amount) }));
  const joint = amount.unit === "percent" ? "of" : "for";
  const [first, ...later] = steps;
  const rates = [
    `${first?.rate ?? money(0)} ${joint} ${target}`,
    ...later.map(({ from, rate }) => `${rate} from ${metricWords(amount.metric, from, money)}`),
  ].join(", ");
  const reach =
    amount.mode === "retroactive"
      ? `, then for every ${nounOf(trigger)} ${inPeriod(amount.period)}`
      : "";
  return `${rates} (counted ${perPeriod(amount.period)}${reach})`;
}

function milestoneInWords(amount: MilestoneAmount, money: Money): string {
  const steps = amount.steps.map(
    ({ at, amount: sum }) => `${money(sum)} for reaching ${metricWords(amount.metric, at, money)}`,
  );
  return `${steps.join(", ")} (counted ${perPeriod(amount.period)})`;
}

function perPeriod(period: Period): string {
  switch (period.kind) {
    case "lifetime":
      return "from the beginning";
    case "rolling":
      return `over ${counted(period.days, "day")}`;
    case "calendar":
      return `per ${period.unit}`;
  }
}

const inPeriod = (period: CalendarPeriod): string => `of that ${period.unit}`;

function capInWords(cap: RewardCap, money: Money): string {
  const limit = cap.measure === "count" ? counted(cap.limit, "commission") : money(cap.limit);
  return `at most ${limit} ${SCOPE_WORDS[cap.scope]}${capPeriod(cap.period)}`;
}

const capPeriod = (period: CalendarPeriod | LifetimePeriod): string =>
  period.kind === "lifetime" ? " in all" : ` per ${period.unit}`;

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? "" : "s"}`;
