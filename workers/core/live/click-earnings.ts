/** What clicks earn, decided when they are first counted (design §4.5). */
import type { CountedClick } from "../../domain/click-counts.ts";
import { deviceOfClick } from "../../domain/click-facts.ts";
import { decideClickRewards } from "../../domain/click-reward.ts";
import { groupInForce, rewardsFrozenFrom } from "../../domain/reward-version.ts";
import type { CounterTerms } from "../services/clicks/load-counter-terms.ts";
import type { RowEarnings } from "./counter-storage.ts";

/**
 * Sums by mode, day, link and reward version.
 * @param dayOf the day of a moment (UTC ms) in the program's zone
 */
export function earningsOf(
  counted: readonly CountedClick[],
  terms: CounterTerms,
  dayOf: (at: number) => string,
): RowEarnings[] {
  if (terms.rewards.length === 0) return [];
  const sums = new Map<string, RowEarnings>();
  for (const { counted: as, facts, unique, overCap } of counted) {
    if (as !== "click" || overCap || facts.refused !== undefined) continue;
    const click = {
      at: facts.at,
      programId: terms.programId,
      affiliateId: terms.affiliateId,
      groupId: groupInForce(terms.groups, { eventAt: facts.at, boundAt: null }),
      rewardsFrozenFrom: rewardsFrozenFrom(terms.terms, terms.acceptances, facts.at),
      linkId: facts.link,
      country: facts.country ?? null,
      device: deviceOfClick(facts)?.device ?? null,
      unique,
      credited: true,
    };
    const mode = facts.mode ?? "live";
    const day = dayOf(facts.at);
    for (const earning of decideClickRewards(click, terms.rewards, terms.rewardSwitch)) {
      const { rewardId, rewardVersionId, amount } = earning;
      const key = [mode, day, facts.link, rewardVersionId].join(" ");
      const known = sums.get(key);
      if (known) {
        known.clicks += 1;
        known.amount += amount;
      } else {
        const link = facts.link;
        sums.set(key, { mode, day, link, rewardId, rewardVersionId, clicks: 1, amount });
      }
    }
  }
  return [...sums.values()];
}
