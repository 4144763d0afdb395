import { describe, expect, it } from "vitest";
import { type TermsVersion, termsDueAt, termsInForce } from "./terms.ts";

const first: TermsVersion = {
  termsId: "terms_1",
  kind: "must_accept",
  effectiveAt: 100,
  deadlineAt: 100,
};
const notice: TermsVersion = {
  termsId: "terms_2",
  kind: "notice",
  effectiveAt: 200,
  deadlineAt: null,
};
const second: TermsVersion = {
  termsId: "terms_3",
  kind: "must_accept",
  effectiveAt: 300,
  deadlineAt: 350,
};
const terms = [second, first, notice];

const accepts = (...pairs: [string, number][]) =>
  pairs.map(([termsId, acceptedAt]) => ({ termsId, acceptedAt }));

describe("terms that were not accepted stop new credit from their deadline", () => {
  it.each([
    ["nothing accepted: since the first version's deadline", accepts(), 400, 100],
    ["the first accepted: since the second's", accepts(["terms_1", 90]), 400, 350],
    ["a deadline ahead is known before it passes", accepts(["terms_1", 90]), 320, 350],
    ["both accepted: nothing", accepts(["terms_1", 90], ["terms_3", 340]), 400, null],
    ["a later version covers the earlier", accepts(["terms_3", 340]), 400, null],
    ["accepted too late: due in between", accepts(["terms_1", 90], ["terms_3", 500]), 400, 350],
    ["accepted late: not due any more", accepts(["terms_1", 90], ["terms_3", 500]), 500, null],
    ["an unknown version covers nothing", accepts(["terms_9", 90]), 400, 100],
  ])("%s", (_, acceptances, at, due) => {
    expect(termsDueAt(terms, acceptances, at)).toBe(due);
  });

  it("are never due in a program without terms", () => {
    expect(termsDueAt([], [], 400)).toBeNull();
  });

  it("are never due for a notice", () => {
    expect(termsDueAt([notice], [], 400)).toBeNull();
  });
});

describe("the rewards of the accepted version stay in force", () => {
  it.each([
    ["before any version", accepts(), 99, null],
    ["nothing accepted: the notice alone", accepts(), 250, "terms_2"],
    ["the first, accepted", accepts(["terms_1", 90]), 150, "terms_1"],
    ["a notice follows for everybody", accepts(["terms_1", 90]), 250, "terms_2"],
    ["the second waits for consent", accepts(["terms_1", 90]), 320, "terms_2"],
    ["also after its deadline", accepts(["terms_1", 90]), 400, "terms_2"],
    ["and holds from consent on", accepts(["terms_1", 90], ["terms_3", 330]), 330, "terms_3"],
    ["not from before it takes effect", accepts(["terms_3", 250]), 299, "terms_2"],
  ])("%s", (_, acceptances, at, termsId) => {
    expect(termsInForce(terms, acceptances, at)?.termsId ?? null).toBe(termsId);
  });
});
