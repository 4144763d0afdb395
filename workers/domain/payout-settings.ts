/** What an organization decides about paying its affiliates (rules.md 8 and 9); defaults in brackets there. */

/** Minor units by ISO 4217 currency. */
export type ByCurrency = Readonly<Record<string, number>>;

export type PayoutSettings = {
  /** A payout is made from this on; currencies that are not named have no minimum but 1. */
  readonly minimums: ByCurrency;
  /** A batch above it needs a second person; currencies that are not named need none. */
  readonly secondApprovalAbove: ByCurrency;
  /** Who bears what the provider takes. */
  readonly feesBorneBy: "merchant" | "affiliate";
  /** Whether affiliates may ask for what is due before the schedule's day. */
  readonly onRequest: boolean;
  /** A payout waits in `needs_tax_profile` until the payee has one that is not expired. */
  readonly requireTaxProfile: boolean;
  /** Whether payouts are documented by self-billed invoices, and of whom. */
  readonly invoices: "self_billing" | "none";
};
