/** Ledger transactions (design: double entry, append-only, every transaction sums to zero). */

export type LedgerPosting = {
  readonly account: {
    readonly kind: string;
    /** Whose account; empty for the organization's own. */
    readonly affiliateId: string;
    readonly payeeId: string;
  };
  readonly currency: string;
  /** Minor units. On an affiliate's accounts positive is what is owed to them. */
  readonly amount: number;
};

/** Throws RangeError unless there are postings, none of them empty, and each currency sums to zero. */
export function assertBalanced(postings: readonly LedgerPosting[]): void {
  const sums = new Map<string, number>();
  for (const { amount, currency } of postings) {
    if (!Number.isSafeInteger(amount) || amount === 0) {
      throw new RangeError(`A posting of ${amount} ${currency} is no posting.`);
    }
    sums.set(currency, (sums.get(currency) ?? 0) + amount);
  }
  if (sums.size === 0) throw new RangeError("A transaction needs postings.");
  for (const [currency, sum] of sums) {
    if (sum !== 0) throw new RangeError(`The postings in ${currency} sum to ${sum}, not to zero.`);
  }
}

/** The same postings with the opposite sign: how a transaction is undone. */
export function mirrored(postings: readonly LedgerPosting[]): LedgerPosting[] {
  return postings.map((posting) => ({ ...posting, amount: -posting.amount }));
}

/** A commission comes to exist: a cost of the merchant, owed to the affiliate, not yet payable. */
export function accrual(
  beneficiary: { readonly affiliateId: string; readonly payeeId: string },
  currency: string,
  amount: number,
): LedgerPosting[] {
  return [
    { account: { kind: "affiliate_pending", ...beneficiary }, currency, amount },
    {
      account: { kind: "commission_cost", affiliateId: "", payeeId: "" },
      currency,
      amount: -amount,
    },
  ];
}

/** A paid commission is taken back: a debt of the affiliate, which later payouts net. */
export function recovery(
  beneficiary: { readonly affiliateId: string; readonly payeeId: string },
  currency: string,
  amount: number,
): LedgerPosting[] {
  return [
    { account: { kind: "affiliate_payable", ...beneficiary }, currency, amount: -amount },
    { account: { kind: "commission_cost", affiliateId: "", payeeId: "" }, currency, amount },
  ];
}
