/** Answers of `/api/v1/track/*`. */
import type { Mode } from "../domain/mode.ts";
import type { ConversionType, Trust } from "../domain/report.ts";

export type TrackedCommission = {
  readonly id: string;
  readonly affiliate_id: string;
  /** 1: who made the conversion; 2: who recruited them. */
  readonly level: number;
  readonly kind: string;
  /** Key of the item that it is for; `null` for the whole conversion. */
  readonly item: string | null;
  /** Minor units of `currency`. */
  readonly amount: number;
  readonly currency: string;
  readonly state: string;
  readonly held_reasons: readonly string[];
  readonly matures_at: string;
  readonly explanation: readonly string[];
};

export type TrackAnswer = {
  /** `created`, `replaced` by this report, or `kept` as it was. */
  readonly result: "created" | "replaced" | "kept";
  readonly conversion: {
    readonly id: string;
    readonly program_id: string;
    readonly mode: Mode;
    readonly type: ConversionType;
    readonly event_name: string | null;
    readonly origin: string;
    readonly external_id: string;
    readonly trust: Trust;
    readonly customer_id: string | null;
    readonly affiliate_id: string | null;
    readonly via: "manual" | "binding" | "coupon" | "click" | null;
    readonly link_id: string | null;
    readonly coupon_id: string | null;
    readonly occurred_at: string;
    readonly currency: string | null;
    readonly gross: number | null;
    readonly base: number | null;
    /** A bare browser's sale: it waits for a report of higher trust, or a person. */
    readonly needs_confirmation: boolean;
  };
  readonly commissions: readonly TrackedCommission[];
  /** Why nothing was earned; `null` when something was. */
  readonly no_commission: { readonly code: string; readonly message: string } | null;
  /** Why it was credited as it was, in words. */
  readonly attribution: readonly string[];
  /** What else earned nothing, and why. */
  readonly notes: readonly string[];
};

/** Answer 202: stored, and recorded as soon as the database answers again. */
export type AcceptedAnswer = { readonly result: "accepted" } & (
  | { /** The id that it will have, if it is new. */ readonly conversion: { readonly id: string } }
  | { readonly refund: { readonly id: string } }
);
