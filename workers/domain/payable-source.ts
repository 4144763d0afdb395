/** What a payout pays (rules.md 8): each source is in at most one live payout. */

export const SOURCE_KINDS = ["commission", "reversal", "bonus", "adjustment", "tax"] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];
