/** What a merchant may decide about credit and money: every setting that rules.md 1 to 7 name. */

/** What becomes of the renewals of bound customers once their affiliate left, or the program ended. */
export type RenewalPolicy =
  | { readonly kind: "continue" }
  | { readonly kind: "stop" }
  /** Events up to `days` times 24 hours after the leaving or the end are still credited. */
  | { readonly kind: "stop_after"; readonly days: number };

export type ProgramSettings = {
  /** Bare-browser sales stay pending until confirmed; off only by somebody who knows (rules 1). */
  readonly browserSalesNeedConfirmation: boolean;
  /** Only Stripe's reports make commissions: browser and Stripe share no reference (rules 1). */
  readonly stripeOnly: boolean;

  /** Which of several eligible clicks is credited (rules 2). */
  readonly attributionModel: "last" | "first";
  /** Days for which a click may be credited. */
  readonly clickWindowDays: number;
  readonly couponPriority: "coupon" | "click" | "coupon_if_clicked" | "never";
  /** Whether a newer click or coupon may move a binding. */
  readonly rebind: "never" | "until_first_sale";
  /** Days from a customer's lead to the first sale. */
  readonly leadWindowDays: number;

  readonly renewalsAfterLeaving: RenewalPolicy;
  readonly renewalsAfterEnd: RenewalPolicy;
  /** Days after its end in which a program still takes new customers (rules 3). */
  readonly endGraceDays: number;

  readonly taxInBase: boolean;
  readonly shippingInBase: boolean;
  /** A refund reverses flat rewards on sales by the same ratio as percentages (rules 4). */
  readonly flatFollowsRefund: boolean;

  /** Of several matching rewards of one scope: the first by position, or the highest (rules 5). */
  readonly rewardSwitch: "position" | "highest";

  readonly holdDays: number;
  readonly approval: "automatic" | "manual";
};

/** The defaults stand in brackets in rules.md. */
export const DEFAULT_SETTINGS: ProgramSettings = {
  browserSalesNeedConfirmation: true,
  stripeOnly: false,
  attributionModel: "last",
  clickWindowDays: 30,
  couponPriority: "coupon",
  rebind: "never",
  leadWindowDays: 90,
  renewalsAfterLeaving: { kind: "continue" },
  renewalsAfterEnd: { kind: "continue" },
  endGraceDays: 0,
  taxInBase: false,
  shippingInBase: false,
  flatFollowsRefund: true,
  rewardSwitch: "position",
  holdDays: 30,
  approval: "automatic",
};

/** Settings that hold for all programs of an organization. */
export type OrganizationSettings = {
  /** One order makes a commission in one program only: that of the winning touch (rules 1). */
  readonly exclusiveAcrossPrograms: boolean;
};

export const DEFAULT_ORGANIZATION_SETTINGS: OrganizationSettings = {
  exclusiveAcrossPrograms: true,
};

/** A program's settings from what was stored, which is only what differs from the defaults. */
export function programSettings(changes: Partial<ProgramSettings>): ProgramSettings {
  return { ...DEFAULT_SETTINGS, ...changes };
}

/** What of `settings` differs from the defaults: all that is stored, so that a new default reaches old programs. */
export function settingsChanges(settings: Partial<ProgramSettings>): Partial<ProgramSettings> {
  const defaults: Readonly<Record<string, unknown>> = { ...DEFAULT_SETTINGS };
  return Object.fromEntries(
    Object.entries(settings).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults[name]),
    ),
  );
}
