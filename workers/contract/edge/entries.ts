/**
 * What the edge looks up to answer a request: three kinds of entry in KV, each written by core's link
 * writer alone. Everything that can be decided when an entry is written is decided then.
 */

import type { TargetRule, WeightedDestination } from "../../domain/destination.ts";
import type { AffiliateState, ProgramState } from "../../domain/states.ts";

/** A tracking link. Its affiliate's and its program's states live in their own entries. */
export type LinkEntry = {
  /** Version of the row that this was written from. */
  readonly version: number;
  /** `link_…` */
  readonly id: string;
  readonly program: string;
  readonly affiliate: string;
  readonly state: "active" | "paused" | "ended";
  /** The counter found the click cap reached: clicks go on, marked and without a token. */
  readonly overCap: boolean;
  /** Clicks after which the counter closes the link; `null` for no cap. */
  readonly clickCap: number | null;
  /** Absolute http(s) URL. */
  readonly destination: string;
  /** Where an expired, paused or ended link leads; `null`: the program's, or a plain page. */
  readonly fallback: string | null;
  /** UTC ms. */
  readonly expiresAt: number | null;
  /** First match wins; none: `split`, then `destination`. */
  readonly targets: readonly TargetRule[];
  /** Weighted destinations, the same for a visitor; empty for none. */
  readonly split: readonly WeightedDestination[];
  /** `utm_source` and so on, with their placeholders already filled in. */
  readonly utm: Readonly<Record<string, string>>;
};

/** Whether an affiliate's links mint tokens. */
export type AffiliateEntry = {
  readonly version: number;
  readonly id: string;
  readonly state: AffiliateState;
  /** UTC ms from which unaccepted terms stop new credit; `null` when nothing is due. */
  readonly termsDueAt: number | null;
};

/** What the edge must know of a program. */
export type ProgramEntry = {
  readonly version: number;
  readonly id: string;
  readonly state: ProgramState;
  /** Hosts that a destination may have: `shop.example`, or `*.shop.example` for any subdomain. */
  readonly allowedHosts: readonly string[];
  /** Origins that may send browser events: `https://shop.example`; a leading `*.` in the host matches subdomains. */
  readonly origins: readonly string[];
  /** Query parameter that carries the click token. */
  readonly tokenParam: string;
  /** Days that a click may be credited for; the browser's cookie lives as long. */
  readonly windowDays: number;
  readonly fallback: string | null;
};

/** KV keys. `*` as the domain stands for `/r/:slug`, which works on every host. */
export const entryKey = {
  link: (domain: string, slug: string) => `l:${domain}:${slug}`,
  /** The link behind `?via=code` on the merchant's own page. */
  code: (program: string, code: string) => `v:${program}:${code.toLowerCase()}`,
  affiliate: (id: string) => `a:${id}`,
  program: (id: string) => `p:${id}`,
  /** A link by its id, for a token that names it: a prefetch that was seen. Not kept in KV; core knows. */
  linkId: (id: string) => `i:${id}`,
} as const;

/** Domain part of a key for links that work on any host under `/r/`. */
export const ANY_HOST = "*";
