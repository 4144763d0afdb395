/** Where a commission is in its life, what is owed of it, and what a new decision makes of it. */

export const COMMISSION_STATES = ["pending", "payable", "paid", "rejected", "reversed"] as const;
export type CommissionState = (typeof COMMISSION_STATES)[number];

/** What of a commission is the affiliate's, paid or not; minor units. It is what the ledger holds. */
export function owedOf(commission: {
  readonly state: CommissionState;
  readonly amount: number;
  readonly reversed: number;
}): number {
  return commission.state === "rejected" ? 0 : commission.amount - commission.reversed;
}

/** Why a conversion is decided again. */
export type Redecision =
  /** A report of higher trust replaces it, or a person confirms it. */
  | { readonly by: "report" }
  | { readonly by: "rejection" }
  /** `recover`: also what was paid is taken back. */
  | { readonly by: "reattribution"; readonly recover: boolean };

/**
 * - `supersede`: it is undone, and whatever the new decision brings takes its place
 * - `reject`: it is undone, and stays to be seen as rejected
 * - `recover`: it was paid, and is owed back
 * - `keep`: it stays as it is
 */
export type Fate = "supersede" | "reject" | "recover" | "keep";

/**
 * What becomes of a commission when its conversion is decided again (rules.md 1 and 2): by hand only what
 * was not paid moves. What an earlier decision by hand left where it was stays there for good.
 * @param current it is of the decision that is undone
 */
export function fateOf(state: CommissionState, current: boolean, redecision: Redecision): Fate {
  if (!current || state === "rejected") return "keep";
  if (redecision.by === "report") return "supersede";
  if (state === "reversed") return "keep";
  if (state === "paid") {
    return redecision.by === "reattribution" && redecision.recover ? "recover" : "keep";
  }
  return redecision.by === "rejection" ? "reject" : "supersede";
}
