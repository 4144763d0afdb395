/** A report of a conversion, whatever channel it came by: the one input of `services/conversions/record`. */
import type { Mode } from "./mode.ts";

export const CONVERSION_TYPES = ["lead", "sale", "event"] as const;
export type ConversionType = (typeof CONVERSION_TYPES)[number];

/** Who says so, from the least trusted to the most (rules.md 1). */
export const TRUST_ORDER = ["browser", "signed_browser", "api", "provider"] as const;
export type Trust = (typeof TRUST_ORDER)[number];

export const REFERENCE_KINDS = [
  "order",
  "checkout_session",
  "payment_intent",
  "charge",
  "invoice",
  "subscription",
] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];
export type Reference = { readonly kind: ReferenceKind; readonly value: string };

export const IDENTITY_KINDS = [
  "external",
  "stripe_customer",
  "subscription",
  "email_hash",
] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];
/** One way of naming a customer. E-mail is a keyed hash of the lower-cased address, never the address. */
export type Identity = { readonly kind: IdentityKind; readonly value: string };

export type ReportedItem = {
  readonly id: string | null;
  readonly product: string | null;
  readonly category: string | null;
  readonly quantity: number;
  /** Minor units of the report's currency, for the whole line. */
  readonly amount: number;
};

/** Amounts as reported, integers in minor units of `currency`. */
export type ReportedMoney = {
  readonly currency: string;
  readonly gross: number;
  readonly tax: number;
  readonly shipping: number;
  readonly discount: number;
  /** Only one amount was given: base = gross, marked so in the trace. */
  readonly asReported: boolean;
  readonly items: readonly ReportedItem[];
};

export type ReportedCoupon = {
  readonly code: string;
  /** UTC ms at which the customer redeemed it, where the caller knows. */
  readonly redeemedAt: number | null;
};

export type Report = {
  /** `conv_…`: the id that the conversion will have if it is new. */
  readonly conversionId: string;
  readonly programId: string;
  readonly mode: Mode;
  readonly trust: Trust;
  /** Shop or Stripe account. */
  readonly origin: string;
  readonly type: ConversionType;
  /** Name of a custom event; empty for leads and sales. */
  readonly eventName: string;
  readonly externalId: string;
  readonly references: readonly Reference[];
  /** Event time, UTC ms. */
  readonly occurredAt: number;
  /** When it was accepted at our door, UTC ms. */
  readonly acceptedAt: number;
  /** Came by bulk upload or import: matures no earlier than 24 h after it was recorded. */
  readonly bulk: boolean;
  /** One or two click tokens in one string; empty for none. */
  readonly touches: string;
  readonly coupons: readonly ReportedCoupon[];
  readonly identities: readonly Identity[];
  /** `null` for leads and events without an amount. */
  readonly money: ReportedMoney | null;
  /** Start of the invoiced period for a renewal, UTC ms; `null` when the event time decides. */
  readonly periodStart: number | null;
  readonly metadata: Readonly<Record<string, string>>;
};
