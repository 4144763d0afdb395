import { describe, expect, it } from "vitest";
import { recruitmentRefusal } from "./recruitment.ts";

const applicant = { affiliateId: null, userId: "usr_ada", payeeId: null };
const recruiter = { affiliateId: "aff_bob", userId: "usr_bob", payeeId: null, recruitedBy: [] };

describe("whoever recruited an applicant", () => {
  it.each<
    [string, Partial<typeof applicant> | object, object, ReturnType<typeof recruitmentRefusal>]
  >([
    ["is somebody else", {}, {}, null],
    ["may have been recruited by a third", {}, { recruitedBy: ["aff_eve"] }, null],
    ["may have no account", {}, { userId: null }, null],
    ["may be paid, as the applicant is", { payeeId: "payee_a" }, { payeeId: "payee_b" }, null],
    ["is never the same person", {}, { userId: "usr_ada" }, "oneself"],
    ["is never the same affiliate", { affiliateId: "aff_bob" }, { userId: null }, "oneself"],
    ["is never of the same payee", { payeeId: "payee_a" }, { payeeId: "payee_a" }, "same_payee"],
    [
      "was not recruited by the applicant",
      { affiliateId: "aff_ada" },
      { recruitedBy: ["aff_ada"] },
      "cycle",
    ],
    [
      "nor by somebody whom the applicant recruited",
      { affiliateId: "aff_ada" },
      { recruitedBy: ["aff_eve", "aff_ada"] },
      "cycle",
    ],
  ])("%s", (_, person, other, expected) => {
    expect(recruitmentRefusal({ ...applicant, ...person }, { ...recruiter, ...other })).toBe(
      expected,
    );
  });
});
