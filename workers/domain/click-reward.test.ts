import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bookDifference, type ClickFacts, decideClickRewards } from "./click-reward.ts";
import type { BaseReward, BonusReward, RewardVersion } from "./reward.ts";
import { BONUS_ON_SALES, PERCENT_OF_SALES, rewardVersion } from "./reward-examples.ts";

const click: ClickFacts = {
  at: 1_000,
  programId: "prog_1",
  affiliateId: "aff_1",
  groupId: "gold",
  rewardsFrozenFrom: null,
  linkId: "link_1",
  country: "DE",
  device: "mobile",
  unique: true,
  credited: true,
};

function perClick(amount: number, changes: Partial<BaseReward> = {}): BaseReward {
  return {
    ...PERCENT_OF_SALES,
    trigger: { type: "click" },
    amount: { kind: "flat", amount },
    ...changes,
  };
}

const bonus: BonusReward = {
  ...BONUS_ON_SALES,
  trigger: { type: "click" },
  amount: { kind: "flat", amount: 1 },
};
const tenCents = rewardVersion({ rewardId: "ten", definition: perClick(10) });
const fromFrance = rewardVersion({
  rewardId: "france",
  position: -1,
  definition: perClick(50, { conditions: [{ kind: "country", is: "in", countries: ["FR"] }] }),
});
const onPhones = rewardVersion({
  rewardId: "phones",
  position: -1,
  definition: perClick(30, { conditions: [{ kind: "device", is: "in", devices: ["mobile"] }] }),
});
const repeated = rewardVersion({
  rewardId: "repeated",
  definition: perClick(2, { trigger: { type: "click", repeats: true } }),
});
const ofGroup = rewardVersion({
  rewardId: "group",
  scope: "group",
  scopeId: "gold",
  definition: perClick(20),
});

describe("what a click earns", () => {
  it.each<[string, RewardVersion[], Partial<ClickFacts>, string[]]>([
    ["the flat amount", [tenCents], {}, ["ten 10"]],
    ["nothing without a reward on clicks", [rewardVersion()], {}, []],
    ["nothing when it is not credited", [tenCents], { credited: false }, []],
    ["nothing when the visitor came before on that day", [tenCents], { unique: false }, []],
    ["something, where repeats are paid", [repeated], { unique: false }, ["repeated 2"]],
    ["by country", [tenCents, fromFrance], { country: "FR" }, ["france 50"]],
    ["of another country, what comes after", [tenCents, fromFrance], {}, ["ten 10"]],
    ["by device", [tenCents, onPhones], {}, ["phones 30"]],
    ["the group's reward before the program's", [tenCents, ofGroup], {}, ["group 20"]],
    ["not that of a group that it is not in", [tenCents, ofGroup], { groupId: null }, ["ten 10"]],
    [
      "a bonus on top",
      [tenCents, rewardVersion({ rewardId: "plus", definition: bonus })],
      {},
      ["plus 1", "ten 10"],
    ],
    ["nothing before the version begins", [{ ...tenCents, validFrom: 1_001 }], {}, []],
    ["nothing once it is archived", [{ ...tenCents, archivedAt: 1_000 }], {}, []],
    [
      "nothing of a percentage: a click has no base",
      [
        rewardVersion({
          definition: perClick(0, { amount: { kind: "percent", basisPoints: 10_000 } }),
        }),
      ],
      {},
      [],
    ],
    [
      "nothing of a condition that a click does not know",
      [
        rewardVersion({
          definition: perClick(10, {
            conditions: [{ kind: "metadata", key: "plan", equals: "pro" }],
          }),
        }),
      ],
      {},
      [],
    ],
  ])("%s", (_, versions, changes, expected) => {
    const earnings = decideClickRewards({ ...click, ...changes }, versions);
    expect(earnings.map(({ rewardId, amount }) => `${rewardId} ${amount}`).sort()).toEqual(
      expected,
    );
  });

  it("is the highest of a scope where the program says so", () => {
    const cheap = { ...tenCents, position: -5 };
    expect(decideClickRewards(click, [cheap, onPhones])).toMatchObject([{ rewardId: "ten" }]);
    expect(decideClickRewards(click, [cheap, onPhones], "highest")).toMatchObject([
      { rewardId: "phones", rewardVersionId: "phones_v1", kind: "base", amount: 30 },
    ]);
  });
});

describe("booking a day of clicks", () => {
  it.each([
    ["the first time", 500, 0, 500],
    ["what came since", 730, 500, 230],
    ["a repeat", 730, 730, 0],
    ["clicks that were taken away", 700, 730, -30],
  ])("%s", (_, decided, booked, expected) => {
    expect(bookDifference(decided, booked)).toBe(expected);
  });

  it("ends at the total, however often it runs", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1 }), (totals) => {
        let booked = 0;
        for (const total of totals) booked += bookDifference(total, booked);
        expect(booked).toBe(totals.at(-1));
      }),
    );
  });
});
