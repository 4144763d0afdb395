import { describe, expect, it } from "vitest";
import { linkEligibility } from "./link-eligibility.ts";
import type { AffiliateState, ProgramState } from "./states.ts";

type Case = [AffiliateState, boolean, ProgramState, string | null];

describe("a click on a link mints a token only for an active affiliate of an active program", () => {
  it.each<Case>([
    ["active", false, "active", null],
    ["active", true, "active", "terms_not_accepted"],
    ["active", false, "paused", "program_paused"],
    ["active", false, "ended", "program_ended"],
    ["applied", false, "active", "affiliate_applied"],
    ["suspended", false, "active", "affiliate_suspended"],
    ["left", false, "active", "affiliate_left"],
    ["banned", false, "active", "affiliate_banned"],
  ])("affiliate %s, terms due %s, program %s: %s", (state, termsDue, program, reason) => {
    expect(linkEligibility({ state, termsDue }, { state: program })).toEqual({
      token: reason === null,
      reason,
    });
  });

  it.each<Case>([
    ["banned", true, "ended", "affiliate_banned"],
    ["suspended", false, "paused", "affiliate_suspended"],
    ["active", true, "paused", "terms_not_accepted"],
  ])(
    "of several reasons the affiliate's own is named (%s, terms due %s, program %s: %s)",
    (state, termsDue, program, reason) => {
      expect(linkEligibility({ state, termsDue }, { state: program }).reason).toBe(reason);
    },
  );
});
