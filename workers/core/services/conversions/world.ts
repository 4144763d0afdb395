/**
 * What a list of reports of one program and mode is decided on: loaded once, and kept up to date in
 * memory as each report is decided, so that the next one sees what the one before it did.
 */
import type { AffiliateRow } from "../../../db/queries/affiliates.ts";
import type { commissions } from "../../../db/schema/commissions.ts";
import type { conversions } from "../../../db/schema/conversions.ts";
import type { bindings } from "../../../db/schema/customers.ts";
import type { orderWinners } from "../../../db/schema/order-winners.ts";
import type { CreditedClick } from "../../../domain/binding.ts";
import type { AffiliateStanding, ProgramStanding } from "../../../domain/eligibility.ts";
import type { Mode } from "../../../domain/mode.ts";
import type { ProgramSettings } from "../../../domain/program-settings.ts";
import type { ConversionType, Identity, Reference, Report, Trust } from "../../../domain/report.ts";
import type { RewardVersion } from "../../../domain/reward.ts";
import type { GroupStep } from "../../../domain/reward-version.ts";
import type { AttributionTrace } from "../../../domain/trace.ts";
import type { VerifiedClickToken } from "../../../lib/crypto.ts";

export type ConversionRow = typeof conversions.$inferSelect;
export type CommissionRow = typeof commissions.$inferSelect;
export type BindingRow = typeof bindings.$inferSelect;
export type OrderWinnerRow = typeof orderWinners.$inferSelect;

export type SightingNote = {
  readonly trust: Trust;
  readonly outcome: "created" | "kept" | "replaced";
  readonly reportHash: string;
};

export type SaidInputs = {
  readonly tokens: readonly VerifiedClickToken[];
  /** Folded coupon codes, in the order of the report. */
  readonly codes: readonly string[];
  readonly identities: readonly Identity[];
};

export type KnownConversion = {
  row: ConversionRow;
  references: Reference[];
  /** How the customer came, by the report in force. */
  readonly said: SaidInputs;
  sightings: SightingNote[];
  /** Those in force. */
  commissions: CommissionRow[];
  trace: AttributionTrace | null;
};

export type KnownBinding = {
  readonly row: BindingRow;
  readonly linkId: string | null;
  readonly couponId: string | null;
  readonly click: CreditedClick | null;
};

export type KnownAffiliate = AffiliateRow & {
  readonly standing: AffiliateStanding;
  readonly groups: readonly GroupStep[];
};

export type KnownLink = {
  readonly id: string;
  readonly programId: string;
  readonly affiliateId: string;
  readonly endedAt: number | null;
  readonly capReachedAt: number | null;
};

export type KnownCoupon = {
  readonly id: string;
  readonly programId: string;
  readonly mode: Mode;
  readonly affiliateId: string | null;
  readonly codeFolded: string;
  readonly activeFrom: number;
  readonly activeUntil: number | null;
};

/**
 * Credited conversions of a customer by type and event name; of sales those with a base over 0 that wait
 * for no confirmation.
 */
export type History = Map<string, { credited: number; firstAt: number }>;

export type ProgramFacts = {
  readonly id: string;
  readonly organizationId: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly settings: ProgramSettings;
  readonly exclusiveAcrossPrograms: boolean;
  readonly standing: ProgramStanding;
  readonly versions: readonly RewardVersion[];
};

export type KnownRate = { readonly rate: string; readonly source: string };

export type World = {
  readonly program: ProgramFacts;
  readonly mode: Mode;
  /** Ids that the reports bring and that are in use: a new conversion takes another one. */
  readonly takenIds: Set<string>;
  readonly conversions: Map<string, KnownConversion>;
  /** By `conversionKey`. */
  readonly byKey: Map<string, string>;
  /** By `referenceKey`. */
  readonly byReference: Map<string, string>;
  /** By `identityKey`: the customer who remains after merging. */
  readonly customers: Map<string, { customerId: string; identity: Identity }>;
  readonly customerCreatedAt: Map<string, number>;
  readonly bindings: Map<string, KnownBinding>;
  /** By customer, of conversions that are not among `conversions`: see `historyOf`. */
  readonly history: Map<string, History>;
  readonly affiliates: Map<string, KnownAffiliate>;
  readonly links: Map<string, KnownLink>;
  readonly coupons: readonly KnownCoupon[];
  /** By `rateKey`. */
  readonly rates: Map<string, KnownRate>;
  /** By `conversionKey`. */
  readonly orderWinners: Map<string, OrderWinnerRow>;
  /** Cap counters that were asked for: as stored, and as they will be. */
  readonly counters: Map<string, { stored: number; value: number }>;
};

type Keyed = {
  readonly origin: string;
  readonly type: ConversionType;
  readonly eventName: string;
};

export const conversionKey = (of: Keyed & { readonly externalId: string }): string =>
  JSON.stringify([of.origin, of.type, of.eventName, of.externalId]);

export const referenceKey = (of: Keyed, { kind, value }: Reference): string =>
  JSON.stringify([of.origin, of.type, of.eventName, kind, value]);

export const identityKey = (origin: string, { kind, value }: Identity): string =>
  JSON.stringify([origin, kind, value]);

export const rateKey = (currency: string, day: string): string => `${currency} ${day}`;

export const historyKey = (of: Pick<Report, "type" | "eventName">): string =>
  `${of.type} ${of.eventName}`;
