/** Commissions of the affiliate who recruited the one that is credited. */
import type { Commission } from "./commission.ts";
import { capAmount, type Run } from "./commission-run.ts";
import type { ExplanationStep } from "./explanation.ts";
import { allocate } from "./money.ts";
import { chooseSecondLevel, secondLevelAmount, secondLevelRefusal } from "./second-level.ts";

/** On top of the first level's base commissions, one for each, so that each goes with its parent. */
export function secondLevelCommissions(run: Run, parents: readonly Commission[]): Commission[] {
  const { input, candidates } = run;
  const { recruiter, affiliate, conversion, program } = input;
  const version = chooseSecondLevel(candidates.secondLevel);
  if (!recruiter || !version || parents.length === 0 || conversion.type !== "sale") return [];
  const { definition, rewardId } = version;
  const because = secondLevelRefusal(recruiter, affiliate, definition.months, {
    day: candidates.day,
    zone: program.timeZone,
  });
  if (because) {
    run.reasons.push({ code: "nothing.second_level", rewardId, because });
    return [];
  }
  const commission = parents.reduce((sum, parent) => sum + parent.amount, 0);
  const base = parents.reduce((sum, parent) => sum + parent.base, 0);
  const { amount, from } = secondLevelAmount(definition, { commission, base });
  const capped = capAmount(run, version, recruiter.affiliateId, amount);
  const weights = parents.map((parent) =>
    definition.of === "commission" ? parent.amount : parent.base,
  );
  const parts = allocate(capped.amount, weights);
  const { basisPoints, of } = definition;
  const { currency } = program;
  const { scope, position, version: number } = version;
  const steps: ExplanationStep[] = [
    {
      code: "reward.chosen",
      kind: "second_level",
      rewardId,
      version: number,
      scope,
      position,
      items: [],
    },
    { code: "second_level.amount", basisPoints, of, from, amount, currency },
    ...capped.steps,
  ];
  return parents.flatMap((parent, index) => {
    const part = parts[index] ?? 0;
    if (part === 0) return [];
    const { itemKey } = parent;
    const share: ExplanationStep = {
      code: "amount.item_share",
      item: itemKey,
      of: capped.amount,
      amount: part,
      currency,
    };
    return {
      itemKey,
      rewardId,
      rewardVersionId: version.id,
      affiliateId: recruiter.affiliateId,
      level: 2,
      kind: "second_level",
      parent: { rewardId: parent.rewardId, itemKey },
      base: parent.base,
      amount: part,
      currency,
      followsRefunds: parent.followsRefunds,
      requiresSale: false,
      explanation: parents.length > 1 ? [...steps, share] : steps,
    };
  });
}
