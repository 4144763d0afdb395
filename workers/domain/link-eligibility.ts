/** Whether a click on a link mints a token: the link column of rules.md 3, from current states alone. */
import type { AffiliateState, ProgramState } from "./states.ts";

/** Why a click got no token; the same words stand in the click's `refused` and in a trace. */
export type LinkRefusal =
  | "affiliate_applied"
  | "affiliate_suspended"
  | "affiliate_left"
  | "affiliate_banned"
  | "terms_not_accepted"
  | "program_paused"
  | "program_ended";

export type LinkEligibility =
  | { readonly token: true; readonly reason: null }
  | { readonly token: false; readonly reason: LinkRefusal };

const refuse = (reason: LinkRefusal): LinkEligibility => ({ token: false, reason });

/**
 * Answers for a click that happens now. `termsDue`: a `must_accept` version has passed its deadline
 * without this affiliate's consent. Of several reasons the affiliate's own is named first.
 * Free of imports at run time, because the edge carries it.
 */
export function linkEligibility(
  affiliate: { readonly state: AffiliateState; readonly termsDue: boolean },
  program: { readonly state: ProgramState },
): LinkEligibility {
  if (affiliate.state !== "active") return refuse(`affiliate_${affiliate.state}`);
  if (affiliate.termsDue) return refuse("terms_not_accepted");
  if (program.state !== "active") return refuse(`program_${program.state}`);
  return { token: true, reason: null };
}
