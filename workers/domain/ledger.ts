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

/** The account of an affiliate: what is earned is his alone, the payee joins with the payout (decision 020). */
const earned = (kind: string, affiliateId: string) => ({ kind, affiliateId, payeeId: "" });
const own = (kind: string) => ({ kind, affiliateId: "", payeeId: "" });
const posting = (
  account: LedgerPosting["account"],
  currency: string,
  amount: number,
): LedgerPosting => ({ account, currency, amount });
/** A part of a transaction that comes to nothing is no posting. */
const some = (postings: readonly LedgerPosting[]) => postings.filter(({ amount }) => amount !== 0);

/** A commission comes to exist: a cost of the merchant, owed to the affiliate, not yet payable. */
export const accrual = (affiliateId: string, currency: string, amount: number): LedgerPosting[] => [
  posting(earned("affiliate_pending", affiliateId), currency, amount),
  posting(own("commission_cost"), currency, -amount),
];

/** A commission is mature, approved and free: it can be paid from now on. */
export const maturing = (
  affiliateId: string,
  currency: string,
  amount: number,
): LedgerPosting[] => [
  posting(earned("affiliate_pending", affiliateId), currency, -amount),
  posting(earned("affiliate_payable", affiliateId), currency, amount),
];

/** Where what is owed of a commission stands. */
export type OwedAccount = "affiliate_pending" | "affiliate_payable";

/**
 * The reversed part of a commission moved: `amount` is negative when more is taken back, positive when it
 * is given back. What was paid, or is on its way, is owed back on the payable account.
 */
export const reversing = (
  affiliateId: string,
  currency: string,
  amount: number,
  account: OwedAccount,
): LedgerPosting[] => [
  posting(earned(account, affiliateId), currency, amount),
  posting(own("commission_cost"), currency, -amount),
];

/** A paid commission is taken back: a debt of the affiliate, which later payouts net. */
export const recovery = (affiliateId: string, currency: string, amount: number): LedgerPosting[] =>
  reversing(affiliateId, currency, -amount, "affiliate_payable");

/**
 * A person adds to a balance, or takes off it.
 * @param against `write_offs` for a debt that is let go
 */
export const adjusting = (
  affiliateId: string,
  currency: string,
  amount: number,
  against: "adjustments" | "write_offs" = "adjustments",
): LedgerPosting[] => [
  posting(earned("affiliate_payable", affiliateId), currency, amount),
  posting(own(against), currency, -amount),
];

/** What a payout has of an affiliate: the sum of the items, which may be negative. */
export type PayoutShare = { readonly affiliateId: string; readonly amount: number };

const inPayout = (affiliateId: string, payeeId: string) => ({
  kind: "affiliate_in_payout",
  affiliateId,
  payeeId,
});

/** A payout claims what it pays, affiliate by affiliate; mirrored, the claim is given up. */
export const claiming = (
  payeeId: string,
  currency: string,
  shares: readonly PayoutShare[],
): LedgerPosting[] =>
  some(
    shares.flatMap(({ affiliateId, amount }) => [
      posting(earned("affiliate_payable", affiliateId), currency, -amount),
      posting(inPayout(affiliateId, payeeId), currency, amount),
    ]),
  );

/** What a payout comes to at its provider; minor units, none of them negative. */
export type PayoutCosts = {
  /** What reaches the payee. */
  readonly amount: number;
  readonly fee: number;
  readonly feeBorneBy: "merchant" | "affiliate";
};

/**
 * A payout reached the payee: its items are settled. The fee is a cost of the merchant, or was kept from
 * the items (rules.md 8: amount + fee = items). Throws RangeError when they do not come to the items.
 */
export function settling(
  payeeId: string,
  currency: string,
  shares: readonly PayoutShare[],
  { amount, fee, feeBorneBy }: PayoutCosts,
): LedgerPosting[] {
  const items = shares.reduce((sum, share) => sum + share.amount, 0);
  const kept = feeBorneBy === "affiliate" ? fee : 0;
  if (items !== amount + kept) {
    throw new RangeError(`Items of ${items} are no payout of ${amount} and a fee of ${kept}.`);
  }
  return some([
    ...shares.map(({ affiliateId, amount: share }) =>
      posting(inPayout(affiliateId, payeeId), currency, -share),
    ),
    posting(own("payouts_sent"), currency, amount + fee),
    posting(own("provider_fees"), currency, feeBorneBy === "merchant" ? -fee : 0),
  ]);
}

/** Value added tax on top of what a payout pays; negative: withholding tax that is kept from it. */
export const taxing = (
  payeeId: string,
  currency: string,
  { affiliateId, amount }: PayoutShare,
): LedgerPosting[] => [
  posting(inPayout(affiliateId, payeeId), currency, amount),
  posting(own(amount > 0 ? "vat" : "withholding"), currency, -amount),
];
