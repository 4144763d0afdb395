/** What a merchant decides about credit and money in a program (rules.md 1 to 7), with its bounds. */
import * as z from "zod";
import type { ProgramSettings } from "../domain/program-settings.ts";

/** A year: raw clicks are kept at least as long, and token keys verify as long. */
const WINDOW_DAYS_MAX = 365;
const HOLD_DAYS_MAX = 365;
const RENEWAL_DAYS_MAX = 3_650;

const renewalPolicy = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("continue") }),
  z.strictObject({ kind: z.literal("stop") }),
  z.strictObject({ kind: z.literal("stop_after"), days: z.int().min(1).max(RENEWAL_DAYS_MAX) }),
]);

const fields = {
  browser_sales_need_confirmation: z
    .boolean()
    .describe(
      "Sales that only a browser reported stay pending until a server, Stripe or a person confirms them. Off, anybody can post guessed order numbers.",
    ),
  stripe_only: z.boolean().describe("Only what Stripe reports makes commissions."),
  attribution_model: z.enum(["last", "first"]).describe("Which of several clicks is credited."),
  click_window_days: z
    .int()
    .min(1)
    .max(WINDOW_DAYS_MAX)
    .describe("Days for which a click may be credited."),
  coupon_priority: z.enum(["coupon", "click", "coupon_if_clicked", "never"]),
  rebind: z
    .enum(["never", "until_first_sale"])
    .describe("Whether a newer click or coupon may move a customer to another affiliate."),
  lead_window_days: z
    .int()
    .min(1)
    .max(WINDOW_DAYS_MAX)
    .describe("Days from a customer's lead to the first sale."),
  renewals_after_leaving: renewalPolicy,
  renewals_after_end: renewalPolicy,
  end_grace_days: z
    .int()
    .min(0)
    .max(WINDOW_DAYS_MAX)
    .describe("Days after its end in which the program still takes new customers."),
  tax_in_base: z.boolean(),
  shipping_in_base: z.boolean(),
  flat_follows_refund: z.boolean(),
  reward_switch: z
    .enum(["position", "highest"])
    .describe("Of several matching rewards of one scope: the first, or the one that pays most."),
  hold_days: z.int().min(0).max(HOLD_DAYS_MAX),
  approval: z.enum(["automatic", "manual"]),
};

/** Answered whole, with the defaults. */
export const programSettingsSchema = z.object(fields);
export type ProgramSettingsAnswer = z.output<typeof programSettingsSchema>;

/** Only what is named is changed. */
export const programSettingsEditSchema = z.strictObject(fields).partial();
export type ProgramSettingsEdit = z.output<typeof programSettingsEditSchema>;

/** Each setting by its name in the API. */
const NAMES = {
  browser_sales_need_confirmation: "browserSalesNeedConfirmation",
  stripe_only: "stripeOnly",
  attribution_model: "attributionModel",
  click_window_days: "clickWindowDays",
  coupon_priority: "couponPriority",
  rebind: "rebind",
  lead_window_days: "leadWindowDays",
  renewals_after_leaving: "renewalsAfterLeaving",
  renewals_after_end: "renewalsAfterEnd",
  end_grace_days: "endGraceDays",
  tax_in_base: "taxInBase",
  shipping_in_base: "shippingInBase",
  flat_follows_refund: "flatFollowsRefund",
  reward_switch: "rewardSwitch",
  hold_days: "holdDays",
  approval: "approval",
} as const satisfies Record<keyof ProgramSettingsAnswer, keyof ProgramSettings>;
type Name = keyof typeof NAMES;

export const programSettingsAnswer = (settings: ProgramSettings): ProgramSettingsAnswer =>
  Object.fromEntries(
    Object.entries(NAMES).map(([name, own]) => [name, settings[own]]),
  ) as ProgramSettingsAnswer;

export const programSettingsOf = (edit: ProgramSettingsEdit): Partial<ProgramSettings> =>
  Object.fromEntries(
    Object.entries(edit)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [NAMES[name as Name], value]),
  ) as Partial<ProgramSettings>;
