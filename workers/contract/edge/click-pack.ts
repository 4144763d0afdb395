/**
 * Clicks on their way from an isolate to the counters. A pack is immutable: a retry sends the same bytes
 * under the same id (design: the unit of delivery is the pack, so its id is what is deduplicated).
 */
import type { Mode } from "../../domain/mode.ts";

/** Why a click is kept but never credited. */
export type ClickFlag = "bot" | "preview" | "prefetch" | "head";

/** One click as the edge saw it. Absent and empty fields are left out of the JSON. */
export type Click = {
  readonly link: string;
  readonly program: string;
  readonly affiliate: string;
  /** UTC ms, the same as in the click's token. */
  readonly at: number;
  /** 8 random bytes, base64url: with `at` it names the click. The same as in its token. */
  readonly nonce: string;
  /** Keyed daily hash of the visitor (8 bytes, base64url). */
  readonly visitor: string;
  readonly mode?: Mode;
  readonly country?: string;
  readonly region?: string;
  readonly city?: string;
  /** Raw User-Agent, at most 512 characters; core parses it. */
  readonly ua?: string;
  /** Referrer's host and path, at most 256 characters; no query. */
  readonly referrer?: string;
  /** Sub-ids 1 to 5, each at most 64 characters; trailing empty ones dropped. */
  readonly sub?: readonly string[];
  /** UTM parameters as the visitor arrived with, at most 64 characters each: `source`, `medium`, … */
  readonly utm?: Readonly<Record<string, string>>;
  readonly flag?: ClickFlag;
  /** Reason behind `flag`, for instance the crawler's name. */
  readonly reason?: string;
  /** No token was minted, with the reason (`affiliate_suspended`, `program_paused`, …). */
  readonly refused?: string;
  /** A token was minted because nobody could say how the affiliate stands: core asks his history. */
  readonly unchecked?: true;
  readonly overCap?: true;
  /** The link's click cap as the edge saw it. */
  readonly cap?: number;
  /** How the visitor came: through the redirect (absent), or by `?via=code` on the merchant's page. */
  readonly via?: "code";
  /** A prefetch that the snippet reported as seen: repeats the token's `at` and `nonce`. */
  readonly shown?: true;
};

export type ClickPack = {
  /** `pack_…` */
  readonly id: string;
  /** UTC ms at which the pack was closed. */
  readonly at: number;
  readonly clicks: readonly Click[];
};

/** Limits of a pack: a queue message holds 128 KB. */
export const PACK_CLICKS_MAX = 500;
export const PACK_BYTES_MAX = 100_000;
