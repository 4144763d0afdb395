/** The decision on a conversion's commissions: rules.md 4, 5 and 10 put together. */
import { baseCommissions } from "./base-commission.ts";
import { bonusCommission } from "./bonus-commission.ts";
import type { CommissionDecision, CommissionInput } from "./commission.ts";
import type { Run } from "./commission-run.ts";
import type { ExplanationStep } from "./explanation.ts";
import { rewardCandidates } from "./reward-candidates.ts";
import { createTally } from "./reward-caps.ts";
import { secondLevelCommissions } from "./second-level-commission.ts";

/**
 * Decides what a credited conversion earns, for whom, and why. Exactly one base reward per item, bonuses
 * on top, then the recruiter's share. Amounts are minor units of the program's currency and above 0;
 * what earns nothing is in `reasons`. The same input gives the same answer, so a preview asks it too.
 * Throws Error when a metric named by `neededReads` is missing.
 */
export function computeCommissions(input: CommissionInput): CommissionDecision {
  const { base } = input.conversion;
  if (base === "no_rate") return nothing({ code: "nothing.no_rate" });
  if (base === 0) return nothing({ code: "nothing.base_zero" });
  const run: Run = {
    input,
    candidates: rewardCandidates(input),
    base,
    tally: createTally(input.counters),
    reasons: [],
  };
  const first = baseCommissions(run);
  const bonuses = run.candidates.bonus.flatMap((version) => bonusCommission(run, version));
  const second = secondLevelCommissions(run, first);
  return {
    commissions: [...first, ...bonuses, ...second],
    counters: run.tally.changes(),
    reasons: run.reasons,
  };
}

function nothing(reason: ExplanationStep): CommissionDecision {
  return { commissions: [], counters: [], reasons: [reason] };
}
