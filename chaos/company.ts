/** What a run's companies are: facts that the plan draws from and the model computes with. */
import { SAMPLE_AT } from "../workers/core/testing/sample.ts";

export type Rule = "plain" | "capped" | "tiered";
export type AffiliateState = "active" | "suspended" | "banned";

export type Link = {
  readonly id: string;
  readonly slug: string;
  readonly affiliate: Affiliate;
  /** Clicks after which it closes; `null` for none. */
  readonly cap: number | null;
};

/** What a merchant does in the middle of a run, as the books show it. */
export type Turn = {
  /** UTC ms: it holds from then on. */
  readonly at: number;
  /** UTC ms from which every isolate has to know it. */
  seenBy: number;
};

export type Affiliate = {
  readonly id: string;
  readonly program: Program;
  /** From the beginning. */
  readonly state: AffiliateState;
  suspension: Turn | null;
  /** Coupon, and code of `?via=`. */
  readonly code: string;
  readonly links: Link[];
};

export type Program = {
  readonly id: string;
  readonly organizationId: string;
  readonly rule: Rule;
  /** IANA name. */
  readonly timeZone: string;
  pause: Turn | null;
  readonly affiliates: Affiliate[];
  /** API keys in the clear. */
  readonly liveKeys: readonly string[];
  readonly testKeys: readonly string[];
};

export type World = { readonly programs: readonly Program[] };

/** Everything that the clicks of a run need was there by then; their rewards are a sample's. */
export const FOUNDED_AT = SAMPLE_AT;
export const SHOP_ORIGIN = "https://shop.example";

/** What the rewards pay; minor units and basis points. */
export const RATES = {
  plain: { saleBasisPoints: 2_000, lead: 500 },
  capped: {
    saleBasisPoints: 1_000,
    /** Of an affiliate, for ever. */
    affiliateAmount: 40_000,
    bonus: 100,
    /** Bonuses of the whole program, for ever. */
    bonuses: 60,
  },
  tiered: {
    steps: [
      { from: 0, basisPoints: 500 },
      { from: 100_000, basisPoints: 1_000 },
      { from: 400_000, basisPoints: 1_550 },
    ],
  },
} as const;

export const affiliatesOf = (world: World): Affiliate[] =>
  world.programs.flatMap(({ affiliates }) => affiliates);

/** How an affiliate stands at a moment, UTC ms. */
export const stateAt = ({ state, suspension }: Affiliate, at: number): AffiliateState =>
  state === "active" && holds(suspension, at) ? "suspended" : state;

export const holds = (turn: Turn | null, at: number): boolean => turn !== null && at >= turn.at;

export function programOf(world: World, rule: Rule): Program {
  const found = world.programs.find((program) => program.rule === rule);
  if (found === undefined) throw new Error(`No program is ${rule}.`);
  return found;
}
