import { describe, expect, it } from "vitest";
import type { CommissionItem } from "./commission.ts";
import type { BaseReward, RewardCondition, RewardVersion } from "./reward.ts";
import type { VersionOf } from "./reward-candidates.ts";
import { chooseBaseRewards, unitsOf } from "./reward-choice.ts";
import { PERCENT_OF_SALES, rewardVersion } from "./reward-examples.ts";

function reward(
  rewardId: string,
  changes: Partial<RewardVersion> = {},
  conditions: RewardCondition[] = [],
): VersionOf<BaseReward> {
  const definition: BaseReward = { ...PERCENT_OF_SALES, conditions };
  return { ...rewardVersion({ rewardId, ...changes }), definition };
}

const item = (key: string, product: string, amount: number): CommissionItem => ({
  key,
  product,
  category: product === "shirt" ? "clothes" : null,
  quantity: 1,
  amount,
});
const basket = [item("a", "shirt", 3_000), item("b", "mug", 1_000), item("c", "shirt", 1_000)];
const first = { policy: "position", worth: () => 0 } as const;
const onShirts: RewardCondition[] = [{ kind: "product", is: "in", products: ["shirt"] }];

/** `reward: items` of each choice, `*` for the whole conversion. */
function choose(
  candidates: VersionOf<BaseReward>[],
  items: CommissionItem[],
  rule: Parameters<typeof chooseBaseRewards>[3] = first,
) {
  const { choices, unmatched } = chooseBaseRewards(candidates, 5_000, items, rule);
  return {
    choices: choices.map(({ version, items: of }) =>
      [version.rewardId, of ? of.map(({ key }) => key).join("") : "*"].join(":"),
    ),
    unmatched,
  };
}

describe("exactly one base reward", () => {
  const program = reward("program");
  const group = reward("group", { scope: "group", scopeId: "gold" });
  const affiliate = reward("affiliate", { scope: "affiliate", scopeId: "aff_1" });

  it.each([
    ["the affiliate's own before all", [program, group, affiliate], "affiliate:*"],
    ["the group's before the program's", [program, group], "group:*"],
    ["the program's when there is nothing narrower", [program], "program:*"],
    [
      "the first by position within a scope",
      [reward("first", { position: 1 }), reward("second", { position: 2 })],
      "first:*",
    ],
  ])("%s", (_, candidates, expected) => {
    expect(choose(candidates, [])).toEqual({ choices: [expected], unmatched: [] });
    expect(choose(candidates, basket)).toEqual({ choices: [expected], unmatched: [] });
  });

  it("none when none comes into question", () => {
    expect(choose([], basket)).toEqual({ choices: [], unmatched: [] });
  });
});

describe("rewards on products", () => {
  it("apply to their items; the next reward takes the others", () => {
    const candidates = [
      reward("shirts", { position: 0 }, onShirts),
      reward("rest", { position: 1 }),
    ];
    expect(choose(candidates, basket).choices).toEqual(["shirts:ac", "rest:b"]);
  });

  it("leave items alone that no reward is for", () => {
    expect(choose([reward("shirts", {}, onShirts)], basket)).toEqual({
      choices: ["shirts:ac"],
      unmatched: ["b"],
    });
  });

  it("yield to an earlier reward on everything", () => {
    const candidates = [
      reward("all", { position: 0 }),
      reward("shirts", { position: 1 }, onShirts),
    ];
    expect(choose(candidates, basket).choices).toEqual(["all:*"]);
  });

  it("stand before the program's, where they are the affiliate's own", () => {
    const own = reward("own", { scope: "affiliate", scopeId: "aff_1" }, onShirts);
    expect(choose([reward("program"), own], basket).choices).toEqual(["own:ac", "program:b"]);
  });

  it("are for the whole conversion when they take every item", () => {
    const shirts = basket.filter(({ product }) => product === "shirt");
    expect(choose([reward("shirts", {}, onShirts)], shirts).choices).toEqual(["shirts:*"]);
  });

  it("leave out items of base 0", () => {
    const free = [item("a", "shirt", 5_000), item("b", "mug", 0)];
    expect(choose([reward("shirts", {}, onShirts)], free)).toEqual({
      choices: ["shirts:*"],
      unmatched: [],
    });
  });

  it("do not apply to a sale that names no items", () => {
    expect(choose([reward("shirts", {}, onShirts)], []).choices).toEqual([]);
    const others: RewardCondition[] = [{ kind: "product", is: "not_in", products: ["mug"] }];
    expect(choose([reward("others", {}, others)], []).choices).toEqual(["others:*"]);
  });
});

describe("where the program takes the highest", () => {
  const worth = (version: { rewardId: string }) =>
    ({ low: 1, high: 9, same: 9 })[version.rewardId] ?? 0;
  const highest = { policy: "highest", worth } as const;

  it.each([
    ["the one that pays most", ["low", "high"], "high:*"],
    ["by position where two pay the same", ["same", "high"], "same:*"],
  ])("%s", (_, ids, expected) => {
    const candidates = ids.map((id, position) => reward(id, { position }));
    expect(choose(candidates, [], highest).choices).toEqual([expected]);
  });

  it("still the narrowest scope first", () => {
    const own = reward("low", { scope: "affiliate", scopeId: "aff_1" });
    expect(choose([own, reward("high")], [], highest).choices).toEqual(["low:*"]);
  });

  it("item by item where products matter", () => {
    const candidates = [reward("low", { position: 0 }), reward("high", { position: 1 }, onShirts)];
    expect(choose(candidates, basket, highest).choices).toEqual(["high:ac", "low:b"]);
  });
});

it("counts units, one where no items are known", () => {
  expect(unitsOf([])).toBe(1);
  expect(unitsOf([{ quantity: 2 }, { quantity: 3 }])).toBe(5);
});
