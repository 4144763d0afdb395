/** Why a part of a commission is taken back, or given back (rules.md 2 and 4). */
export const REVERSAL_CAUSES = [
  "refund",
  "refund_undone",
  "dispute_lost",
  "dispute_won",
  /** A person moved the conversion to somebody else, and took back what was paid. */
  "recovered",
  /** A report of higher trust took the place of the one that it was paid for. */
  "replaced",
] as const;
export type ReversalCause = (typeof REVERSAL_CAUSES)[number];
