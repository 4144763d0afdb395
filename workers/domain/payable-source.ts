/** What a payout pays (rules.md 8): each source is in at most one live payout. */

export const SOURCE_KINDS = ["commission", "reversal", "bonus", "adjustment", "tax"] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** How a commission is called among the sources of a payout. */
export const sourceKindOf = (commission: { readonly kind: string }): SourceKind =>
  commission.kind === "bonus" ? "bonus" : "commission";
