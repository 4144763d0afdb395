/** A customer's lasting tie to an affiliate, and what one conversion does to it (rules.md 2). */
import { DAY_MS } from "./day.ts";
import type { AffiliateStanding } from "./eligibility.ts";
import type { Facts } from "./facts.ts";
import type { Mode } from "./mode.ts";

/** The click behind a credit; its country is what rewards on country look at. */
export type CreditedClick = {
  readonly at: number;
  readonly nonce: string;
  readonly country: string | null;
};

/** The binding that is not ended, as loaded. Times are UTC ms. */
export type LiveBinding = {
  readonly bindingId: string;
  readonly programId: string;
  readonly mode: Mode;
  readonly affiliate: AffiliateStanding;
  readonly rewardVersionId: string | null;
  /** The conversion that made it, and its link, coupon and click. */
  readonly conversionId: string;
  readonly linkId: string | null;
  readonly couponId: string | null;
  readonly click: CreditedClick | null;
  /** Event time of the lead or sale that made it. */
  readonly boundAt: number;
  /** Event time of the lead that made it; `null` when a sale did. */
  readonly leadAt: number | null;
  /** Event time of the customer's first sale under it. */
  readonly firstSaleAt: number | null;
};

/**
 * - `create`: the customer gets a binding to the credited affiliate
 * - `keep`: the one that he has stays
 * - `move`: the one that he has ends, and a new one to the credited affiliate begins
 * - `end`: the one that he has ends, and none begins
 * - `none`: he has none and gets none
 */
export type BindingAction = "create" | "keep" | "move" | "end" | "none";

/**
 * - `live`: it decides
 * - `lapsed`: no sale came within the lead window
 * - `later`: the event happened before the click or the event that made it
 * - `own`: this very conversion made it, on an earlier report of lower trust
 */
export type BindingStanding = "live" | "lapsed" | "later" | "own" | "other_mode" | "other_program";

/** When its touch was: a sale reported late counts under it from then on, not from the report. */
export function bindingTouchAt(binding: LiveBinding): number {
  return binding.click?.at ?? binding.boundAt;
}

/** How a binding stands towards one event. */
export function bindingStanding(
  binding: LiveBinding,
  event: {
    readonly conversionId: string;
    readonly programId: string;
    readonly mode: Mode;
    readonly eventAt: number;
    readonly leadWindowDays: number;
  },
): BindingStanding {
  const { eventAt } = event;
  if (binding.mode !== event.mode) return "other_mode";
  if (binding.programId !== event.programId) return "other_program";
  if (binding.conversionId === event.conversionId) return "own";
  if (eventAt < bindingTouchAt(binding)) return "later";
  const waiting = binding.leadAt !== null && !soldBefore(binding, eventAt);
  const leadEndsAt = (binding.leadAt ?? 0) + event.leadWindowDays * DAY_MS;
  return waiting && eventAt > leadEndsAt ? "lapsed" : "live";
}

/** Whether the customer had bought under the binding before the event: then the event is a renewal. */
export function soldBefore(binding: LiveBinding, eventAt: number): boolean {
  return binding.firstSaleAt !== null && binding.firstSaleAt < eventAt;
}

/** What the trace keeps of a binding. */
export function bindingFacts(binding: LiveBinding, leadWindowDays: number): Facts {
  const { boundAt, leadAt, firstSaleAt, linkId, couponId, click } = binding;
  const clickAt = click?.at ?? null;
  return { boundAt, leadAt, firstSaleAt, leadWindowDays, linkId, couponId, clickAt };
}

/**
 * What a conversion does to the binding that the customer has.
 * @param standing `null` when he has none
 * @param binds the conversion may tie the customer to the one whom it is credited to
 * @param moves a newer touch, or a person, takes him away from a live one
 */
export function bindingAction(decision: {
  readonly standing: BindingStanding | null;
  readonly boundTo: string | null;
  readonly creditedTo: string | null;
  readonly binds: boolean;
  readonly moves: boolean;
}): BindingAction {
  const { standing, boundTo, creditedTo, binds, moves } = decision;
  const ties = binds && creditedTo !== null;
  switch (standing) {
    case null:
    case "other_mode":
    case "other_program":
      return ties ? "create" : "none";
    case "later":
      return "keep";
    case "lapsed":
      return ties ? "move" : "end";
    case "own":
      if (creditedTo === boundTo) return "keep";
      return ties ? "move" : "end";
    case "live":
      if (!moves || creditedTo === boundTo) return "keep";
      return ties ? "move" : creditedTo === null ? "end" : "keep";
  }
}
