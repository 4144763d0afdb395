import { describe, expect, it } from "vitest";
import { decideLink } from "./link-decision.ts";

const NOW = 1_000_000;
const link = { state: "active", expiresAt: null } as const;
const affiliate = { state: "active", termsDueAt: null } as const;
const program = { state: "active" } as const;
const usual = { link, affiliate, program, now: NOW };

describe("a click on a link", () => {
  it.each([
    ["of an active affiliate", usual, "destination", null],
    [
      "of an applicant",
      { affiliate: { ...affiliate, state: "applied" } },
      "destination",
      "affiliate_applied",
    ],
    [
      "of a suspended affiliate",
      { affiliate: { ...affiliate, state: "suspended" } },
      "destination",
      "affiliate_suspended",
    ],
    [
      "of one who left",
      { affiliate: { ...affiliate, state: "left" } },
      "destination",
      "affiliate_left",
    ],
    [
      "of a banned one",
      { affiliate: { ...affiliate, state: "banned" } },
      "destination",
      "affiliate_banned",
    ],
    ["of an affiliate who is not there", { affiliate: null }, "destination", "affiliate_unknown"],
    [
      "when terms are due",
      { affiliate: { ...affiliate, termsDueAt: NOW } },
      "destination",
      "terms_not_accepted",
    ],
    [
      "before terms are due",
      { affiliate: { ...affiliate, termsDueAt: NOW + 1 } },
      "destination",
      null,
    ],
    ["of a paused program", { program: { state: "paused" } }, "destination", "program_paused"],
    ["of an ended program", { program: { state: "ended" } }, "fallback", "program_ended"],
    [
      "of an ended program, by a banned affiliate",
      { program: { state: "ended" }, affiliate: { ...affiliate, state: "banned" } },
      "fallback",
      "program_ended",
    ],
    ["that is paused", { link: { ...link, state: "paused" } }, "fallback", "link_paused"],
    ["that has ended", { link: { ...link, state: "ended" } }, "fallback", "link_ended"],
    [
      "at the moment of its expiry",
      { link: { ...link, expiresAt: NOW } },
      "fallback",
      "link_expired",
    ],
    ["before its expiry", { link: { ...link, expiresAt: NOW + 1 } }, "destination", null],
  ] as const)("%s", (_, given, leadsTo, refused) => {
    expect(decideLink({ ...usual, ...given })).toEqual({ leadsTo, refused });
  });

  it("is left to core when nobody can say how he stands, and leads where it should", () => {
    const decision = decideLink({ ...usual, affiliate: "unavailable" });
    expect(decision).toEqual({ leadsTo: "destination", refused: null, unchecked: true });
  });

  it("that is refused whoever he is needs nobody to say how he stands", () => {
    const given = { ...usual, affiliate: "unavailable" } as const;
    for (const state of ["paused", "ended"] as const) {
      const decision = decideLink({ ...given, program: { state } });
      expect(decision.refused).toBe(`program_${state}`);
      expect(decision).not.toHaveProperty("unchecked");
    }
  });
});
