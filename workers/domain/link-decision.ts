/** Where a click on a link leads, and whether it may be credited: the link column of rules.md 3. */
import { type LinkRefusal, linkEligibility } from "./link-eligibility.ts";
import type { AffiliateState, ProgramState } from "./states.ts";

export type LinkDecisionInput = {
  readonly link: {
    readonly state: "active" | "paused" | "ended";
    /** UTC ms. */
    readonly expiresAt: number | null;
  };
  /** `null`: there is no such affiliate. `unavailable`: nobody could say. */
  readonly affiliate:
    | { readonly state: AffiliateState; readonly termsDueAt: number | null }
    | "unavailable"
    | null;
  readonly program: { readonly state: ProgramState };
  /** UTC ms. */
  readonly now: number;
};

/** Why a click is kept without a token. */
export type ClickRefusal =
  | LinkRefusal
  | "link_ended"
  | "link_expired"
  | "link_paused"
  | "affiliate_unknown"
  /** None of the link's destinations is on the program's list: the click goes to the fallback. */
  | "destination_not_allowed";

export type LinkDecision = {
  readonly leadsTo: "destination" | "fallback";
  /** A token is minted unless this is set, or the link is over its click cap. */
  readonly refused: ClickRefusal | null;
  /** Nobody could say how the affiliate stands: his history decides before the click counts. */
  readonly unchecked?: true;
};

/**
 * Decides about one click. A link that is over, or whose program is, leads to the fallback; anything
 * that concerns the affiliate alone leaves the visitor's way as it is. If nobody can say how the
 * affiliate stands, a token is minted and the click marked: core asks again, with his history, before it
 * credits a sale (`judgeTouch`) and before it counts the click (`checkClick`).
 */
export function decideLink({ link, affiliate, program, now }: LinkDecisionInput): LinkDecision {
  if (link.state === "ended") return { leadsTo: "fallback", refused: "link_ended" };
  if (link.expiresAt !== null && link.expiresAt <= now) {
    return { leadsTo: "fallback", refused: "link_expired" };
  }
  if (link.state === "paused") return { leadsTo: "fallback", refused: "link_paused" };
  if (program.state === "ended") return { leadsTo: "fallback", refused: "program_ended" };
  if (affiliate === null) return { leadsTo: "destination", refused: "affiliate_unknown" };
  const standing =
    affiliate === "unavailable"
      ? { state: "active" as const, termsDue: false }
      : {
          state: affiliate.state,
          termsDue: affiliate.termsDueAt !== null && affiliate.termsDueAt <= now,
        };
  const { reason: refused } = linkEligibility(standing, program);
  const isUnchecked = affiliate === "unavailable" && refused === null;
  return { leadsTo: "destination", refused, ...(isUnchecked ? { unchecked: true } : {}) };
}
