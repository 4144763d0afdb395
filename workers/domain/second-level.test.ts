import { describe, expect, it } from "vitest";
import type { Recruiter } from "./commission.ts";
import { RECRUITER, rewardVersion, SECOND_LEVEL } from "./reward-examples.ts";
import { chooseSecondLevel, secondLevelAmount, secondLevelRefusal } from "./second-level.ts";

describe("a recruiter", () => {
  const affiliate = { id: "aff_1", payeeId: "payee_1" };
  it.each<[string, Partial<Recruiter>, string, string | null]>([
    ["earns on the day of recruitment", {}, "2026-01-31", null],
    ["earns on the last day of the months", {}, "2027-01-30", null],
    ["earns nothing when they are over", {}, "2027-01-31", "months_over"],
    [
      "earns nothing when not active",
      { activeAtEvent: false },
      "2026-11-24",
      "recruiter_not_active",
    ],
    ["is never oneself", { affiliateId: "aff_1" }, "2026-11-24", "oneself"],
    ["is never the same payee", { payeeId: "payee_1" }, "2026-11-24", "same_payee"],
    [
      "is never recruited by the recruit",
      { recruitedBy: ["aff_9", "aff_1"] },
      "2026-11-24",
      "cycle",
    ],
    ["may be recruited by others", { recruitedBy: ["aff_9"] }, "2026-11-24", null],
    ["may have no payee yet", { payeeId: null }, "2026-11-24", null],
  ])("%s", (_, changes, day, expected) => {
    const recruiter = { ...RECRUITER, ...changes };
    expect(secondLevelRefusal(recruiter, affiliate, 12, { day, zone: "UTC" })).toBe(expected);
  });

  it("does not count two missing payees as one", () => {
    const event = { day: "2026-11-24", zone: "UTC" };
    const nobody = { id: "aff_1", payeeId: null };
    expect(secondLevelRefusal({ ...RECRUITER, payeeId: null }, nobody, 12, event)).toBeNull();
  });

  it("earns for ever where no months are set", () => {
    const event = { day: "2060-01-01", zone: "UTC" };
    expect(secondLevelRefusal(RECRUITER, affiliate, null, event)).toBeNull();
  });

  it("counts months in the program's zone, the end of a month clamped", () => {
    const event = (day: string) => ({ day, zone: "Pacific/Kiritimati" });
    const recruiter = { ...RECRUITER, recruitedAt: Date.parse("2026-01-30T12:00:00Z") };
    expect(secondLevelRefusal(recruiter, affiliate, 1, event("2026-02-27"))).toBeNull();
    expect(secondLevelRefusal(recruiter, affiliate, 1, event("2026-02-28"))).toBe("months_over");
  });
});

describe("what it pays", () => {
  it.each([
    ["a tenth of the commission", "commission", 1_000, 100],
    ["a tenth of the base", "base", 5_000, 500],
  ] as const)("%s", (_, of, from, amount) => {
    const reward = { ...SECOND_LEVEL, of };
    expect(secondLevelAmount(reward, { commission: 1_000, base: 5_000 })).toEqual({ amount, from });
  });

  it("comes from one reward: the narrowest scope, then position", () => {
    const version = (rewardId: string, scope: "program" | "affiliate") => ({
      ...rewardVersion({ rewardId, scope }),
      definition: SECOND_LEVEL,
    });
    const [own, a, b] = [
      version("own", "affiliate"),
      version("a", "program"),
      version("b", "program"),
    ];
    expect(chooseSecondLevel([a, b])?.rewardId).toBe("a");
    expect(chooseSecondLevel([a, b, own])?.rewardId).toBe("own");
    expect(chooseSecondLevel([])).toBeNull();
  });
});
