import { describe, expect, it } from "vitest";
import type { CommissionInput } from "./commission.ts";
import type { RewardVersion } from "./reward.ts";
import { rewardCandidates, scopeFits, versionToPin } from "./reward-candidates.ts";
import {
  BONUS_ON_SALES,
  PERCENT_OF_SALES,
  question,
  RECRUITER,
  rewardVersion,
  SALE,
  SECOND_LEVEL,
} from "./reward-examples.ts";

function ids(changes: Partial<CommissionInput>) {
  const { base, bonus, secondLevel, unmet } = rewardCandidates(question(changes));
  const of = (versions: readonly RewardVersion[]) => versions.map(({ rewardId }) => rewardId);
  return {
    base: of(base),
    bonus: of(bonus),
    secondLevel: of(secondLevel),
    unmet: unmet.map(({ rewardId, condition }) => `${rewardId} ${condition}`),
  };
}

const program = rewardVersion({ rewardId: "program" });
const gold = rewardVersion({ rewardId: "gold", scope: "group", scopeId: "gold" });
const own = rewardVersion({ rewardId: "own", scope: "affiliate", scopeId: "aff_1" });
const other = rewardVersion({ rewardId: "other", scope: "affiliate", scopeId: "aff_2" });
const bonus = rewardVersion({ rewardId: "bonus", definition: BONUS_ON_SALES });
const second = rewardVersion({ rewardId: "second", definition: SECOND_LEVEL });
const french = rewardVersion({
  rewardId: "french",
  definition: {
    ...PERCENT_OF_SALES,
    conditions: [{ kind: "country", is: "in", countries: ["FR"] }],
  },
});
const onLeads = rewardVersion({
  rewardId: "leads",
  definition: { ...PERCENT_OF_SALES, trigger: { type: "lead" } },
});
const all = [program, gold, own, other, bonus, second, french, onLeads];
const member = { id: "aff_1", groupId: "gold", payeeId: null, rewardsFrozenFrom: null };

describe("rewards that come into question", () => {
  it.each<[string, Partial<CommissionInput>, Partial<ReturnType<typeof ids>>]>([
    ["those of the program and the affiliate", {}, { base: ["own", "program"] }],
    ["those of the group", { affiliate: member }, { base: ["gold", "own", "program"] }],
    ["bonuses apart", {}, { bonus: ["bonus"] }],
    ["no second level without a recruiter", {}, { secondLevel: [] }],
    ["the recruiter's second level", { recruiter: RECRUITER }, { secondLevel: ["second"] }],
    ["not where a condition fails; it is named", {}, { unmet: ["french country"] }],
    [
      "of leads for a lead",
      { conversion: { ...SALE, type: "lead" } },
      { base: ["leads"], bonus: [], unmet: [] },
    ],
    [
      "none that an affiliate's terms do not reach yet",
      { affiliate: { ...member, rewardsFrozenFrom: 0 } },
      { base: [], bonus: [] },
    ],
  ])("%s", (_, changes, expected) => {
    expect(ids({ versions: all, ...changes })).toMatchObject(expected);
  });

  it("come by position, whatever the order they were read in", () => {
    const versions = [
      rewardVersion({ rewardId: "c", position: 2 }),
      rewardVersion({ rewardId: "b", position: 1 }),
      rewardVersion({ rewardId: "a", position: 1 }),
    ];
    expect(ids({ versions }).base).toEqual(["a", "b", "c"]);
    expect(ids({ versions: [...versions].reverse() }).base).toEqual(["a", "b", "c"]);
  });

  it("are asked for the day in the program's zone", () => {
    const conversion = { ...SALE, eventAt: Date.parse("2026-12-31T23:30:00Z") };
    expect(rewardCandidates(question({ conversion })).day).toBe("2027-01-01");
  });
});

describe("the version that a binding names", () => {
  const lead = { ...SALE, type: "lead", base: null } as const;
  it.each<[string, Partial<CommissionInput>, string | null]>([
    ["of the narrowest scope", { versions: all }, "own_v1"],
    ["of the sale to come, when a lead binds", { versions: all, conversion: lead }, "own_v1"],
    ["of the program's reward", { versions: [program, bonus] }, "program_v1"],
    ["none where sales earn nothing", { versions: [onLeads, bonus], conversion: lead }, null],
  ])("is that %s", (_, changes, expected) => {
    expect(versionToPin(question(changes))).toBe(expected);
  });
});

describe("a scope", () => {
  it.each([
    ["the program's", program, true],
    ["another program's", { ...program, scopeId: "prog_2" }, false],
    ["the group's", gold, true],
    ["another group's", { ...gold, scopeId: "silver" }, false],
    ["the affiliate's own", own, true],
    ["another affiliate's", other, false],
  ])("%s fits: %#", (_, version, expected) => {
    expect(scopeFits(version, member, "prog_1")).toBe(expected);
  });

  it("of a group fits nobody without a group", () => {
    expect(scopeFits(gold, { id: "aff_1", groupId: null }, "prog_1")).toBe(false);
  });
});
