/** Conditions of a reward as parts of a sentence. */
import type { RewardCondition } from "./reward.ts";

/** `only from AT, DE`, `from the 2nd payment on`. Links are not named: their ids say nothing to people. */
export function conditionInWords(
  condition: RewardCondition,
  money: (amount: number) => string,
): string {
  switch (condition.kind) {
    case "country":
      return `${onlyOrNot(condition.is)} from ${condition.countries.join(", ")}`;
    case "device":
      return `${onlyOrNot(condition.is)} on ${condition.devices.join(", ")}`;
    case "link":
      return `${onlyOrNot(condition.is)} by certain links`;
    case "product":
      return `${onlyOrNot(condition.is)} for the products ${condition.products.join(", ")}`;
    case "category":
      return `${onlyOrNot(condition.is)} for the categories ${condition.categories.join(", ")}`;
    case "customer":
      return condition.is === "new" ? "only of new customers" : "only on renewals";
    case "payment":
      return paymentInWords(condition.from, condition.to);
    case "amount":
      return amountInWords(condition.min, condition.max, money);
    case "metadata":
      return `only where ${condition.key} is “${condition.equals}”`;
  }
}

const onlyOrNot = (is: "in" | "not_in"): string => (is === "in" ? "only" : "not");

const ORDINALS = new Intl.PluralRules("en", { type: "ordinal" });
const ENDINGS: Readonly<Record<string, string>> = { one: "st", two: "nd", few: "rd" };
const ordinal = (count: number): string => `${count}${ENDINGS[ORDINALS.select(count)] ?? "th"}`;

function paymentInWords(from: number, to: number | null): string {
  if (to === null) return `from the ${ordinal(from)} payment on`;
  if (from === to) return `only for the ${ordinal(from)} payment`;
  return `only for the ${ordinal(from)} to the ${ordinal(to)} payment`;
}

function amountInWords(
  min: number | null,
  max: number | null,
  money: (amount: number) => string,
): string {
  if (min !== null && max !== null) return `of ${money(min)} to ${money(max)}`;
  if (min !== null) return `of ${money(min)} or more`;
  return max === null ? "of any amount" : `of ${money(max)} or less`;
}
