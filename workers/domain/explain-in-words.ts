/** Explanations as sentences that a merchant and an affiliate can read (checklist T10). */
import type {
  AmountStep,
  BaseStep,
  ChoiceStep,
  ExplanationStep,
  NothingStep,
} from "./explanation.ts";
import { METRIC_WORDS, metricInWords, REFUSAL_WORDS, SCOPE_WORDS } from "./explanation-words.ts";
import { formatMinor, formatPercent, percentOf } from "./money.ts";

export type ExplanationLocale = "en";

/**
 * One sentence for each step, in their order. Times and days are shown as dates (UTC).
 * @param rewardNames by id; a reward without a name is called by its id
 */
export function explainInWords(
  steps: readonly ExplanationStep[],
  locale: ExplanationLocale = "en",
  rewardNames: ReadonlyMap<string, string> = new Map(),
): string[] {
  return steps.map((step) => sentence(named(step, rewardNames), locale));
}

/** The step with its reward's name in quotes in place of its id. */
function named<Step extends ExplanationStep>(step: Step, names: ReadonlyMap<string, string>): Step {
  const name = "rewardId" in step ? names.get(step.rewardId) : undefined;
  return name === undefined ? step : { ...step, rewardId: `“${name}”` };
}

function sentence(step: ExplanationStep, locale: ExplanationLocale): string {
  if (isBaseStep(step)) return baseSentence(step, locale);
  if (isChoiceStep(step)) return choiceSentence(step);
  if (isNothingStep(step)) return nothingSentence(step);
  return amountSentence(step, locale);
}

const isBaseStep = (step: ExplanationStep): step is BaseStep => step.code.startsWith("base.");
const isNothingStep = (step: ExplanationStep): step is NothingStep =>
  step.code.startsWith("nothing.");
const isChoiceStep = (step: ExplanationStep): step is ChoiceStep =>
  step.code.startsWith("reward.") || step.code.startsWith("duration.");

function baseSentence(step: BaseStep, locale: ExplanationLocale): string {
  const money = (amount: number) => formatMinor(amount, step.currency, locale);
  switch (step.code) {
    case "base.as_reported":
      return `The base is ${money(step.base)}, as reported.`;
    case "base.computed":
      return `The base is ${money(step.base)}: ${baseParts(step, money)}.`;
    case "base.raised_to_zero":
      return `Tax and shipping exceed the amount paid, so the base is ${money(0)}.`;
    case "base.items_scaled":
      return `The items add up to ${money(step.itemsSum)}; they share the base of ${money(step.base)} in proportion.`;
    case "base.converted":
      return `${money(step.amount)} = ${formatMinor(step.converted, step.into, locale)} at the rate ${step.rate} of ${step.day} (${step.source}).`;
  }
}

function baseParts(
  step: Extract<BaseStep, { code: "base.computed" }>,
  money: (amount: number) => string,
): string {
  const parts = [`${money(step.gross)} paid`];
  if (step.tax > 0) parts.push(`${step.taxInBase ? "with" : "less"} ${money(step.tax)} tax`);
  if (step.shipping > 0) {
    parts.push(`${step.shippingInBase ? "with" : "less"} ${money(step.shipping)} shipping`);
  }
  return parts.join(", ");
}

const KIND_WORDS = { base: "reward", bonus: "bonus", second_level: "second-level reward" } as const;

function choiceSentence(step: ChoiceStep): string {
  switch (step.code) {
    case "reward.chosen": {
      const scope = {
        affiliate: "this affiliate",
        group: "the affiliate's group",
        program: "the program",
      };
      const items = step.items.length === 0 ? "" : `, for ${listed(step.items)}`;
      return `The ${KIND_WORDS[step.kind]} ${step.rewardId} (version ${step.version}) of ${scope[step.scope]} applies${items}.`;
    }
    case "reward.highest":
      return "Of the rewards that match, the one that pays most was taken.";
    case "reward.pinned":
      return `Version ${step.version} holds for this customer, who was bound on ${dateOf(step.boundAt)}.`;
    case "duration.months":
      return `The customer earns for ${counted(step.months, "month")} from ${step.firstDay}; ${step.day} is before ${step.endDay}.`;
    case "duration.payments":
      return `This is payment ${step.payment} of ${step.payments}.`;
  }
}

function amountSentence(step: AmountStep, locale: ExplanationLocale): string {
  const money = (amount: number) => formatMinor(amount, step.currency, locale);
  switch (step.code) {
    case "amount.percent":
      return `${formatPercent(step.basisPoints)} of ${money(step.of)} = ${money(step.amount)}.`;
    case "amount.flat":
      return step.units === 1
        ? `A flat ${money(step.amount)}.`
        : `${step.units} × ${money(step.each)} = ${money(step.amount)}.`;
    case "amount.item_share":
      return `Of ${money(step.of)}, ${money(step.amount)} is for item ${step.item}.`;
    case "second_level.amount":
      return `${formatPercent(step.basisPoints)} of the ${step.of === "base" ? "base" : "first-level commission"} of ${money(step.from)} = ${money(step.amount)}.`;
    case "cap.cut": {
      const limit =
        step.measure === "count" ? counted(step.limit, "commission") : money(step.limit);
      const used = step.measure === "count" ? String(step.used) : money(step.used);
      return `The cap of ${limit} ${SCOPE_WORDS[step.scope]} (${step.period}), of which ${used} was used, cuts ${money(step.before)} to ${money(step.after)}.`;
    }
    default:
      return tierSentence(step, money, locale);
  }
}

type TierStepOf = Extract<
  AmountStep,
  { code: "tier.reached" | "tier.part" | "tier.catch_up" | "milestone.reached" }
>;

function tierSentence(
  step: TierStepOf,
  money: (amount: number) => string,
  locale: ExplanationLocale,
): string {
  switch (step.code) {
    case "tier.reached": {
      const value = metricInWords(step.metric, step.value, step.currency, locale);
      const from = metricInWords(step.metric, step.from, step.currency, locale);
      return `Before this conversion the affiliate had ${value} (${step.period}): the step from ${from} applies.`;
    }
    case "tier.part": {
      const carried = step.amount !== percentOf(step.of, step.basisPoints);
      const note = carried ? ", with the rounding of earlier sales carried over" : "";
      return `${formatPercent(step.basisPoints)} of the ${money(step.of)} above ${money(step.from)} = ${money(step.amount)}${note}.`;
    }
    case "tier.catch_up":
      return `At the end of ${step.period} ${METRIC_WORDS[step.metric]} reached ${metricInWords(step.metric, step.value, step.currency, locale)}: ${money(step.due)} is due, ${money(step.booked)} was booked, ${money(step.amount)} is added.`;
    case "milestone.reached":
      return `This conversion brings the affiliate to ${metricInWords(step.metric, step.at, step.currency, locale)} (${step.period}): ${money(step.amount)}.`;
  }
}

function nothingSentence(step: NothingStep): string {
  switch (step.code) {
    case "nothing.base_zero":
      return "The base is 0, and a base of 0 earns nothing.";
    case "nothing.no_rate":
      return "There is no exchange rate for the day of the event, so no commission could be computed.";
    case "nothing.no_reward":
      return step.items.length === 0
        ? `The program has no reward that matches this ${step.type}.`
        : `No reward is for ${listed(step.items)}.`;
    case "nothing.condition_not_met":
      return `Reward ${step.rewardId} does not apply: its condition on ${CONDITION_WORDS[step.condition]} is not met.`;
    case "nothing.no_base":
      return `Reward ${step.rewardId} is a percentage, and no amount was reported.`;
    case "nothing.duration_over":
      return durationOverSentence(step);
    case "nothing.cap_reached":
      return `Reward ${step.rewardId} pays nothing more: its cap ${SCOPE_WORDS[step.scope]} is used up.`;
    case "nothing.rounds_to_zero":
      return `Reward ${step.rewardId} comes to less than half of the smallest unit, so to nothing.`;
    case "nothing.second_level":
      return `The recruiter earns nothing on top: ${REFUSAL_WORDS[step.because]}.`;
  }
}

const CONDITION_WORDS = {
  country: "the country",
  device: "the device",
  link: "the link",
  product: "the product",
  category: "the category",
  customer: "new or returning customers",
  payment: "the number of the payment",
  amount: "the amount",
  metadata: "the metadata",
} as const;

function durationOverSentence(
  step: Extract<NothingStep, { code: "nothing.duration_over" }>,
): string {
  const over = `Reward ${step.rewardId} is over for this customer`;
  switch (step.duration) {
    case "months":
      return `${over}: it earned from ${step.firstDay} until before ${step.endDay}, and this is of ${step.day}.`;
    case "payments":
      return `${over}: ${counted(step.earlier, "payment")} earned before.`;
    default:
      return `${over}: it is paid once.`;
  }
}

function listed(keys: readonly string[]): string {
  return `${keys.length === 1 ? "item" : "items"} ${keys.join(", ")}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
