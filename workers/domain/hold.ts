/** Hold and approval (rules.md 1 and 7). */
import { DAY_MS } from "./day.ts";
import type { ConversionType, Trust } from "./report.ts";

const HOUR_MS = 3_600_000;

/** Rows that came in bulk or were re-attributed are not paid before somebody could look at them. */
export const BULK_HOLD_MS = 24 * HOUR_MS;

/**
 * UTC ms at which a commission matures: event time + hold, but for bulk, imported and re-attributed rows
 * not before recorded + 24 h. `holdDays` is the program's hold when the conversion was recorded, also
 * for a re-attribution later.
 */
export function maturesAt(input: {
  readonly eventAt: number;
  readonly recordedAt: number;
  readonly holdDays: number;
  readonly bulkOrReattributed: boolean;
}): number {
  const held = input.eventAt + input.holdDays * DAY_MS;
  return input.bulkOrReattributed ? Math.max(held, input.recordedAt + BULK_HOLD_MS) : held;
}

/** What blocks a commission without stopping its clock. */
export const HELD_REASONS = [
  "no_rate",
  "affiliate_suspended",
  "needs_confirmation",
  "fraud",
  "dispute",
] as const;
export type HeldReason = (typeof HELD_REASONS)[number];

export type CreationFacts = {
  readonly conversionType: ConversionType;
  readonly trust: Trust;
  readonly approval: "automatic" | "manual";
  /** Off only where the program turned it off knowingly [true]. */
  readonly browserSalesNeedConfirmation: boolean;
  /** The affiliate is suspended as of event time (rules.md 3: recorded, commission held). */
  readonly affiliateSuspended: boolean;
  /** The sale's currency has no rate for the event day yet (rules.md 10). */
  readonly noRate: boolean;
  /** `Commission.requiresSale`. */
  readonly requiresSale: boolean;
  /** The customer has a paid sale already. */
  readonly customerHasSale: boolean;
};

export type CommissionCreation = {
  readonly state: "pending";
  /** `rule` when approved automatically; `null` waits for a person. */
  readonly approvedBy: "rule" | null;
  /** The weightiest reason first; empty for none. */
  readonly heldReasons: readonly HeldReason[];
  /** Waits for the customer's first paid sale. */
  readonly awaitsSale: boolean;
};

/**
 * How a commission starts: always pending. A bare browser's sale is held and not approved by rule, so
 * that it never matures by itself: a report of higher trust replaces it, or a person approves it.
 */
export function commissionStateAtCreation(facts: CreationFacts): CommissionCreation {
  const unconfirmed =
    facts.conversionType === "sale" &&
    facts.trust === "browser" &&
    facts.browserSalesNeedConfirmation;
  const heldReasons: HeldReason[] = [];
  if (facts.noRate) heldReasons.push("no_rate");
  if (facts.affiliateSuspended) heldReasons.push("affiliate_suspended");
  if (unconfirmed) heldReasons.push("needs_confirmation");
  return {
    state: "pending",
    approvedBy: facts.approval === "automatic" && !unconfirmed ? "rule" : null,
    heldReasons,
    awaitsSale: facts.requiresSale && !facts.customerHasSale,
  };
}

export type PayableFacts = {
  /** UTC ms. */
  readonly now: number;
  readonly maturesAt: number;
  readonly approved: boolean;
  readonly held: boolean;
  readonly awaitsSale: boolean;
};

export type PayableBlock = "not_matured" | "not_approved" | "held" | "awaits_sale";

/** What keeps a pending commission from being payable; empty when it is: matured, approved, free. */
export function payableBlocks(facts: PayableFacts): PayableBlock[] {
  const blocks: PayableBlock[] = [];
  if (facts.now < facts.maturesAt) blocks.push("not_matured");
  if (!facts.approved) blocks.push("not_approved");
  if (facts.held) blocks.push("held");
  if (facts.awaitsSale) blocks.push("awaits_sale");
  return blocks;
}

/**
 * What becomes of a lead's reward that requires a sale: released by the customer's first paid sale
 * within `lead_window` of the lead, rejected when that ends without one.
 */
export function leadRewardOutcome(input: {
  readonly leadAt: number;
  readonly leadWindowDays: number;
  /** UTC ms of the customer's first paid sale; `null` for none yet. */
  readonly firstSaleAt: number | null;
  readonly now: number;
}): "waits" | "released" | "rejected" {
  const endsAt = input.leadAt + input.leadWindowDays * DAY_MS;
  if (input.firstSaleAt !== null && input.firstSaleAt <= endsAt) return "released";
  return input.now > endsAt ? "rejected" : "waits";
}
