/** What a service loads before it asks for a decision. */
import { milestoneKey } from "./bonus.ts";
import type { CommissionQuestion, MetricRead, NeededReads } from "./commission.ts";
import type { RewardVersion } from "./reward.ts";
import { rewardCandidates } from "./reward-candidates.ts";
import { capKey } from "./reward-caps.ts";
import { metricRead } from "./reward-tiers.ts";

/**
 * The metrics and counters that `computeCommissions` may ask for, each once. A metric is loaded as
 * `MetricRead` says and handed over under its `key`; a counter is the row of that key (0 without one),
 * of the conversion's program and mode. When a conversion replaces an earlier decision of its own, what
 * that one added is first taken off both.
 */
export function neededReads(question: CommissionQuestion): NeededReads {
  const { base, bonus, secondLevel, day } = rewardCandidates(question);
  const affiliateId = question.affiliate.id;
  const metrics = new Map<string, MetricRead>();
  const counters = new Set<string>();
  for (const version of [...base, ...bonus]) {
    const { amount } = version.definition;
    if (amount.kind === "tiered" || amount.kind === "milestone") {
      const read = metricRead(amount, affiliateId, day);
      metrics.set(read.key, read);
    }
    if (amount.kind === "milestone") {
      const of = { rewardId: version.rewardId, affiliateId, day };
      for (const { at } of amount.steps) counters.add(milestoneKey(amount, at, of));
    }
    for (const key of capKeys(version, affiliateId, question, day)) counters.add(key);
  }
  const recruiterId = question.recruiter?.affiliateId;
  for (const version of recruiterId ? secondLevel : []) {
    for (const key of capKeys(version, recruiterId ?? "", question, day)) counters.add(key);
  }
  return { metrics: [...metrics.values()], counters: [...counters] };
}

function capKeys(
  version: RewardVersion,
  affiliateId: string,
  question: CommissionQuestion,
  day: string,
): string[] {
  const customerId = question.customer?.customerId ?? null;
  const subject = { rewardId: version.rewardId, affiliateId, customerId, day };
  return version.definition.caps.flatMap((cap) => capKey(cap, subject) ?? []);
}
