import { describe, expect, it } from "vitest";
import type { RawClick } from "./click-facts.ts";
import { programSettings } from "./program-settings.ts";
import { checkClick, type DatedStanding, hasUnchecked } from "./unchecked-click.ts";

const JOINED = 1_000;
const SUSPENDED = 2_000;
const LIFTED = 3_000;

const standing: DatedStanding = {
  affiliate: {
    affiliateId: "aff_1",
    history: [
      { state: "active", fromAt: JOINED },
      { state: "suspended", fromAt: SUSPENDED },
      { state: "active", fromAt: LIFTED },
    ],
    acceptances: [],
  },
  program: {
    programId: "prog_1",
    history: [{ state: "active", fromAt: JOINED }],
    terms: [],
    timeZone: "UTC",
  },
  settings: programSettings({}),
};
const click: RawClick = { link: "link_1", at: 2_500, nonce: "n", visitor: "v", unchecked: true };
const paused = { ...standing.program, history: [{ state: "paused", fromAt: JOINED }] } as const;
const terms = {
  termsId: "1",
  kind: "must_accept",
  effectiveAt: JOINED,
  deadlineAt: SUSPENDED,
} as const;

describe("a click of an affiliate of whom nobody could say how he stands", () => {
  it.each<[string, number, Partial<DatedStanding>, string | undefined]>([
    ["while he was active", SUSPENDED - 1, {}, undefined],
    ["from the moment of his suspension", SUSPENDED, {}, "affiliate_suspended"],
    ["until it was lifted", LIFTED - 1, {}, "affiliate_suspended"],
    ["after that", LIFTED, {}, undefined],
    ["before he joined", JOINED - 1, {}, "affiliate_not_joined"],
    ["while the program was paused", JOINED, { program: paused }, "program_paused"],
    [
      "when terms were due",
      LIFTED,
      { program: { ...standing.program, terms: [terms] } },
      "terms_not_accepted",
    ],
  ])("%s", (_, at, own, refused) => {
    const checked = checkClick({ ...click, at }, { ...standing, ...own });
    const { unchecked: __, ...rest } = click;
    expect(checked).toEqual({ ...rest, at, ...(refused === undefined ? {} : { refused }) });
  });

  it("keeps everything else that it knows", () => {
    const full = { ...click, country: "DE", sub: ["a"], flag: "prefetch", cap: 5 } as const;
    const { unchecked: _, ...rest } = full;
    expect(checkClick(full, standing)).toEqual({ ...rest, refused: "affiliate_suspended" });
  });

  it("is found among others", () => {
    const { unchecked: _, ...checked } = click;
    expect(hasUnchecked([])).toBe(false);
    expect(hasUnchecked([checked, checked])).toBe(false);
    expect(hasUnchecked([checked, click])).toBe(true);
  });
});

it("A click that the edge decided stays as it is", () => {
  const { unchecked: _, ...decided } = click;
  expect(checkClick(decided, standing)).toBe(decided);
  const refused = { ...decided, refused: "link_paused" };
  expect(checkClick(refused, standing)).toBe(refused);
});
