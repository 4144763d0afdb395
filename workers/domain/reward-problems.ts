/** What makes no sense in a reward's definition, beyond its shape; the API refuses it. */
import { AMOUNT_MAX } from "./currency.ts";
import { BASIS_POINTS_WHOLE } from "./money.ts";
import {
  CLICK_CONDITIONS,
  type MilestoneAmount,
  type RewardAmount,
  type RewardDefinition,
} from "./reward.ts";

export type RewardProblem = {
  /** Where in the definition, as in `amount.steps`. */
  readonly path: string;
  readonly message: string;
};

/** All problems of a definition of the right shape; empty when it can be used. */
export function rewardProblems(definition: RewardDefinition): RewardProblem[] {
  return [
    ...conditionProblems(definition),
    ...capProblems(definition),
    ...(definition.kind === "second_level"
      ? percentProblems("basisPoints", definition.basisPoints)
      : amountProblems(definition.amount)),
    ...clickProblems(definition),
    ...leadProblems(definition),
  ];
}

function amountProblems(amount: RewardAmount | MilestoneAmount): RewardProblem[] {
  switch (amount.kind) {
    case "percent":
      return percentProblems("amount.basisPoints", amount.basisPoints);
    case "flat":
      return moneyProblems("amount.amount", amount.amount);
    case "milestone":
      return [
        ...stepProblems(amount.steps.map(({ at }) => at)),
        ...amount.steps.flatMap((step) => moneyProblems("amount.steps", step.amount)),
      ];
    case "tiered": {
      const rates =
        amount.unit === "percent"
          ? amount.steps.flatMap((step) => percentProblems("amount.steps", step.basisPoints))
          : amount.steps.flatMap((step) => moneyProblems("amount.steps", step.amount));
      const first = amount.steps[0]?.from === 0;
      const start = { path: "amount.steps", message: "The first step must start at 0." };
      return [
        ...stepProblems(amount.steps.map(({ from }) => from)),
        ...(first || amount.steps.length === 0 ? [] : [start]),
        ...rates,
      ];
    }
  }
}

function stepProblems(starts: readonly number[]): RewardProblem[] {
  const path = "amount.steps";
  if (starts.length === 0) return [{ path, message: "There must be at least one step." }];
  const rising = starts.every((start, index) => index === 0 || start > (starts[index - 1] ?? 0));
  return rising ? [] : [{ path, message: "Every step must start above the one before it." }];
}

/** More than the whole is refused: no sale shall cost the merchant more than it brought. */
function percentProblems(path: string, basisPoints: number): RewardProblem[] {
  const fits =
    Number.isSafeInteger(basisPoints) && basisPoints >= 0 && basisPoints <= BASIS_POINTS_WHOLE;
  return fits ? [] : [{ path, message: "A percentage lies between 0 and 10,000 basis points." }];
}

function moneyProblems(path: string, amount: number): RewardProblem[] {
  const fits = Number.isSafeInteger(amount) && amount >= 0 && amount <= AMOUNT_MAX;
  return fits ? [] : [{ path, message: `An amount is a whole number from 0 to ${AMOUNT_MAX}.` }];
}

function capProblems({ caps }: RewardDefinition): RewardProblem[] {
  return caps.flatMap((cap, index) => moneyProblems(`caps.${index}.limit`, cap.limit));
}

function conditionProblems({ conditions, trigger }: RewardDefinition): RewardProblem[] {
  return conditions.flatMap(({ kind }, index) => {
    const path = `conditions.${index}`;
    if (trigger.type === "click" && !CLICK_CONDITIONS.includes(kind)) {
      return [{ path, message: `A click knows nothing of "${kind}".` }];
    }
    // A conversion is decided before the facts of its click have arrived, the country excepted.
    if (trigger.type !== "click" && kind === "device") {
      return [{ path, message: "Only a reward on clicks can ask for the device." }];
    }
    return [];
  });
}

function clickProblems(definition: RewardDefinition): RewardProblem[] {
  if (definition.trigger.type !== "click" || definition.kind === "second_level") return [];
  const { amount, caps } = definition;
  const problems: RewardProblem[] = [];
  if (amount.kind !== "flat" || amount.per === "unit") {
    problems.push({ path: "amount", message: "A click earns a flat amount." });
  }
  if (caps.some((cap) => cap.scope === "customer")) {
    problems.push({ path: "caps", message: "A click has no customer." });
  }
  return problems;
}

function leadProblems(definition: RewardDefinition): RewardProblem[] {
  const isLead = definition.trigger.type === "lead";
  if (definition.kind !== "base" || !definition.requiresSale || isLead) return [];
  return [{ path: "requiresSale", message: "Only a reward on leads can wait for a sale." }];
}
