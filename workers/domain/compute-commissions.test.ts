import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CommissionInput, CommissionItem, ConversionFacts } from "./commission.ts";
import { commissionKey } from "./commission.ts";
import { computeCommissions } from "./compute-commissions.ts";
import { neededReads } from "./needed-reads.ts";
import type { BaseReward, RewardCondition, RewardDefinition, RewardVersion } from "./reward.ts";
import {
  BONUS_ON_SALES,
  PERCENT_OF_SALES,
  question,
  RECRUITER,
  rewardVersion,
  SALE,
  SECOND_LEVEL,
} from "./reward-examples.ts";

const month = { kind: "calendar", unit: "month" } as const;

function base(changes: Partial<BaseReward>, version: Partial<RewardVersion> = {}): RewardVersion {
  return rewardVersion({ ...version, definition: { ...PERCENT_OF_SALES, ...changes } });
}

function sale(changes: Partial<ConversionFacts>): Partial<CommissionInput> {
  return { conversion: { ...SALE, ...changes } };
}

/** `who:reward:item amount` of each commission. */
function decide(changes: Partial<CommissionInput>): string[] {
  return computeCommissions(question(changes)).commissions.map(
    ({ affiliateId, rewardId, itemKey, amount }) =>
      `${affiliateId}:${rewardId}:${itemKey} ${amount}`,
  );
}

function reasons(changes: Partial<CommissionInput>): string[] {
  return computeCommissions(question(changes)).reasons.map(({ code }) => code);
}

const onLead = { trigger: { type: "lead" }, amount: { kind: "flat", amount: 700 } } as const;
const onCall = {
  trigger: { type: "event", eventName: "call" },
  amount: { kind: "flat", amount: 300 },
} as const;

describe("one reward, one commission", () => {
  it.each<[string, Partial<CommissionInput>, string[]]>([
    ["20 % of a sale", {}, ["aff_1:rwd_default:whole 1000"]],
    [
      "a flat amount",
      { versions: [base({ amount: { kind: "flat", amount: 1_500 } })] },
      ["aff_1:rwd_default:whole 1500"],
    ],
    [
      "a flat amount for every unit",
      {
        versions: [base({ amount: { kind: "flat", amount: 150, per: "unit" } })],
        ...sale({
          items: [{ key: "a", product: "a", category: null, quantity: 3, amount: 5_000 }],
        }),
      },
      ["aff_1:rwd_default:whole 450"],
    ],
    [
      "a lead",
      { versions: [base(onLead)], ...sale({ type: "lead", base: null }) },
      ["aff_1:rwd_default:whole 700"],
    ],
    [
      "a custom event",
      { versions: [base(onCall)], ...sale({ type: "event", eventName: "call", base: null }) },
      ["aff_1:rwd_default:whole 300"],
    ],
    [
      "not another event",
      { versions: [base(onCall)], ...sale({ type: "event", eventName: "chat", base: null }) },
      [],
    ],
    ["a base of 0 earns nothing, percent", sale({ base: 0 }), []],
    [
      "a base of 0 earns nothing, flat",
      { versions: [base({ amount: { kind: "flat", amount: 1_500 } })], ...sale({ base: 0 }) },
      [],
    ],
    ["no rate yet", sale({ base: "no_rate" }), []],
    [
      "a percentage of nothing known",
      { versions: [base({ trigger: { type: "lead" } })], ...sale({ type: "lead", base: null }) },
      [],
    ],
    ["less than half a cent", sale({ base: 2 }), []],
    ["no reward at all", { versions: [] }, []],
  ])("%s", (_, changes, expected) => {
    expect(decide(changes)).toEqual(expected);
  });

  it("carries everything that is stored with it", () => {
    const notes = [{ code: "base.as_reported", base: 5_000, currency: "EUR" }] as const;
    expect(computeCommissions(question(sale({ notes })))).toEqual({
      commissions: [
        {
          itemKey: "whole",
          rewardId: "rwd_default",
          rewardVersionId: "rwd_default_v1",
          affiliateId: "aff_1",
          level: 1,
          kind: "base",
          parent: null,
          base: 5_000,
          amount: 1_000,
          currency: "EUR",
          followsRefunds: true,
          requiresSale: false,
          explanation: [
            ...notes,
            {
              code: "reward.chosen",
              kind: "base",
              rewardId: "rwd_default",
              version: 1,
              scope: "program",
              position: 0,
              items: [],
            },
            {
              code: "amount.percent",
              basisPoints: 2_000,
              of: 5_000,
              amount: 1_000,
              currency: "EUR",
            },
          ],
        },
      ],
      counters: [],
      reasons: [],
    });
  });
});

describe("why nothing", () => {
  const french: RewardCondition[] = [{ kind: "country", is: "in", countries: ["FR"] }];
  it.each<[string, Partial<CommissionInput>, string[]]>([
    ["a base of 0", sale({ base: 0 }), ["nothing.base_zero"]],
    ["no rate", sale({ base: "no_rate" }), ["nothing.no_rate"]],
    ["no reward", { versions: [] }, ["nothing.no_reward"]],
    [
      "a condition that does not hold",
      { versions: [base({ conditions: french })] },
      ["nothing.condition_not_met", "nothing.no_reward"],
    ],
    [
      "a percentage without an amount",
      { versions: [base({ trigger: { type: "lead" } })], ...sale({ type: "lead", base: null }) },
      ["nothing.no_base"],
    ],
    [
      "one time, and it was paid",
      {
        versions: [base({ duration: { kind: "one_time" } })],
        customer: { customerId: "cus_1", firstSaleDay: "2026-01-01", earlier: 1 },
      },
      ["nothing.duration_over"],
    ],
    [
      "a cap that is used up",
      {
        versions: [
          base({ caps: [{ scope: "reward", measure: "count", period: month, limit: 0 }] }),
        ],
      },
      ["nothing.cap_reached"],
    ],
    ["an amount that rounds to nothing", sale({ base: 2 }), ["nothing.rounds_to_zero"]],
    ["nothing to say", {}, []],
  ])("%s", (_, changes, expected) => {
    expect(reasons(changes)).toEqual(expected);
  });

  it("a reward whose time is over is not replaced by a wider one", () => {
    const own = base(
      { duration: { kind: "one_time" } },
      { rewardId: "own", scope: "affiliate", scopeId: "aff_1" },
    );
    const customer = { customerId: "cus_1", firstSaleDay: "2026-01-01", earlier: 1 };
    expect(decide({ versions: [rewardVersion(), own], customer })).toEqual([]);
  });
});

describe("customers who come again", () => {
  const customer = { customerId: "cus_1", firstSaleDay: "2026-01-15", earlier: 5 };
  const binding = { boundAt: Date.parse("2026-01-15T12:00:00Z"), rewardVersionId: null };
  const raised = base(
    { amount: { kind: "percent", basisPoints: 3_000 } },
    { version: 2, validFrom: Date.parse("2026-06-01T00:00:00Z") },
  );

  it("keep the version that they were bound under", () => {
    const versions = [rewardVersion(), raised];
    expect(decide({ versions, customer, binding })).toEqual(["aff_1:rwd_default:whole 1000"]);
    expect(decide({ versions })).toEqual(["aff_1:rwd_default:whole 1500"]);
  });

  it("follow an edit that is for renewals too", () => {
    const versions = [rewardVersion(), { ...raised, appliesTo: "renewals_too" } as const];
    expect(decide({ versions, customer, binding })).toEqual(["aff_1:rwd_default:whole 1500"]);
  });

  it("get the reward of event time when there was none to be bound under", () => {
    const late = base({}, { validFrom: Date.parse("2026-02-01T00:00:00Z") });
    expect(decide({ versions: [late], customer, binding })).toEqual([
      "aff_1:rwd_default:whole 1000",
    ]);
  });

  it("do not get a reward that was added since, unless it is for renewals too", () => {
    const added = base(
      { amount: { kind: "percent", basisPoints: 9_000 } },
      { rewardId: "added", position: -1, validFrom: Date.parse("2026-02-01T00:00:00Z") },
    );
    const versions = [rewardVersion(), added];
    expect(decide({ versions, customer, binding })).toEqual(["aff_1:rwd_default:whole 1000"]);
    const reaching = { ...added, appliesTo: "renewals_too" } as const;
    expect(decide({ versions: [rewardVersion(), reaching], customer, binding })).toEqual([
      "aff_1:added:whole 4500",
    ]);
  });

  it("are told so", () => {
    const { commissions } = computeCommissions(question({ customer, binding }));
    expect(commissions[0]?.explanation).toContainEqual({
      code: "reward.pinned",
      version: 1,
      boundAt: binding.boundAt,
    });
  });

  it.each([
    ["within twelve months", "2026-12-01T12:00:00Z", null, 1],
    ["after twelve months", "2027-01-15T12:00:00Z", null, 0],
    [
      "after them, for a period that began within",
      "2027-01-15T12:00:00Z",
      "2027-01-14T12:00:00Z",
      1,
    ],
  ])("%s", (_, eventAt, periodStart, count) => {
    const versions = [base({ duration: { kind: "months", months: 12 } })];
    const conversion = {
      ...SALE,
      eventAt: Date.parse(eventAt),
      periodStart: periodStart === null ? null : Date.parse(periodStart),
    };
    expect(decide({ versions, customer, binding, conversion }).length).toBe(count);
  });

  it("may earn by another reward than new ones", () => {
    const versions = [
      base(
        {
          amount: { kind: "percent", basisPoints: 4_000 },
          conditions: [{ kind: "customer", is: "new" }],
        },
        { rewardId: "first", position: 0 },
      ),
      base(
        { conditions: [{ kind: "customer", is: "renewal" }] },
        { rewardId: "later", position: 1 },
      ),
    ];
    expect(decide({ versions })).toEqual(["aff_1:first:whole 2000"]);
    expect(decide({ versions, customer })).toEqual(["aff_1:later:whole 1000"]);
  });
});

describe("items", () => {
  const item = (key: string, product: string, amount: number): CommissionItem => ({
    key,
    product,
    category: null,
    quantity: 1,
    amount,
  });
  const basket = [item("a", "shirt", 3_333), item("b", "mug", 1_000), item("c", "shirt", 667)];
  const onShirts: RewardCondition[] = [{ kind: "product", is: "in", products: ["shirt"] }];
  const shirts = base({ conditions: onShirts }, { rewardId: "shirts", position: 0 });
  const rest = base(
    { amount: { kind: "percent", basisPoints: 1_000 } },
    { rewardId: "rest", position: 1 },
  );

  it("earn by their own rewards, and sum to what the reward pays for them together", () => {
    expect(decide({ versions: [shirts, rest], ...sale({ items: basket }) })).toEqual([
      "aff_1:shirts:a 667",
      "aff_1:shirts:c 133",
      "aff_1:rest:b 100",
    ]);
  });

  it("earn one flat amount together, not one each", () => {
    const flat = base(
      { conditions: onShirts, amount: { kind: "flat", amount: 1_000 } },
      { rewardId: "shirts" },
    );
    const amounts = computeCommissions(
      question({ versions: [flat], ...sale({ items: basket }) }),
    ).commissions.map(({ amount }) => amount);
    expect(amounts).toEqual([833, 167]);
  });

  it("without a reward are named as such", () => {
    const decision = computeCommissions(
      question({ versions: [shirts], ...sale({ items: basket }) }),
    );
    expect(decision.commissions.length).toBe(2);
    expect(decision.reasons).toEqual([{ code: "nothing.no_reward", type: "sale", items: ["b"] }]);
  });

  it("share a cap", () => {
    const capped = base(
      {
        conditions: onShirts,
        caps: [{ scope: "affiliate", measure: "amount", period: month, limit: 500 }],
      },
      { rewardId: "shirts" },
    );
    const decision = computeCommissions(
      question({ versions: [capped], ...sale({ items: basket }) }),
    );
    expect(decision.commissions.map(({ amount }) => amount)).toEqual([417, 83]);
    expect(decision.counters).toEqual([
      { key: "cap:affiliate:shirts:aff_1:amount:2026-11", read: 0, add: 500 },
    ]);
  });

  it("climb tiers by revenue one after the other", () => {
    const tiers = {
      kind: "tiered",
      metric: "revenue",
      mode: "marginal",
      period: month,
      unit: "percent",
      steps: [
        { from: 0, basisPoints: 1_000 },
        { from: 4_000, basisPoints: 2_000 },
      ],
    } as const;
    const versions = [
      base({ amount: tiers, conditions: onShirts }, { rewardId: "shirts", position: 0 }),
      base({ amount: tiers }, { rewardId: "rest", position: 1 }),
    ];
    const metrics = { "metric:aff_1:revenue:2026-11": 0 };
    const { commissions } = computeCommissions(
      question({ versions, metrics, ...sale({ items: basket }) }),
    );
    // Shirts bring revenue to 40.00 at 10 %; the mug lies wholly above.
    expect(commissions.map(({ itemKey, amount }) => `${itemKey} ${amount}`)).toEqual([
      "a 333",
      "c 67",
      "b 200",
    ]);
  });
});

describe("bonuses", () => {
  const bonus = rewardVersion({ rewardId: "bonus", definition: BONUS_ON_SALES });
  it("add to the base reward, from every scope", () => {
    const own = {
      ...bonus,
      id: "own_v1",
      rewardId: "own",
      scope: "affiliate",
      scopeId: "aff_1",
    } as const;
    expect(decide({ versions: [rewardVersion(), bonus, own] })).toEqual([
      "aff_1:rwd_default:whole 1000",
      "aff_1:bonus:whole 500",
      "aff_1:own:whole 500",
    ]);
  });

  it("are paid where no base reward is", () => {
    expect(decide({ versions: [bonus] })).toEqual(["aff_1:bonus:whole 500"]);
  });

  it("are not touched by refunds", () => {
    const { commissions } = computeCommissions(question({ versions: [bonus] }));
    expect(commissions[0]?.followsRefunds).toBe(false);
  });

  it("may be for the first sale of a customer only", () => {
    const versions = [
      rewardVersion({
        rewardId: "bonus",
        definition: { ...BONUS_ON_SALES, duration: { kind: "one_time" } },
      }),
    ];
    const customer = { customerId: "cus_1", firstSaleDay: "2026-01-01", earlier: 1 };
    expect(decide({ versions })).toEqual(["aff_1:bonus:whole 500"]);
    expect(decide({ versions, customer })).toEqual([]);
  });

  it("pay a milestone once", () => {
    const versions = [
      rewardVersion({
        rewardId: "tenth",
        definition: {
          ...BONUS_ON_SALES,
          amount: {
            kind: "milestone",
            metric: "sales",
            period: month,
            steps: [{ at: 10, amount: 10_000 }],
          },
        },
      }),
    ];
    const metrics = { "metric:aff_1:sales:2026-11": 9 };
    const paid = { "milestone:tenth:aff_1:2026-11:10": 1 };
    expect(decide({ versions, metrics })).toEqual(["aff_1:tenth:whole 10000"]);
    expect(decide({ versions, metrics, counters: paid })).toEqual([]);
    expect(decide({ versions, metrics: { "metric:aff_1:sales:2026-11": 8 } })).toEqual([]);
  });
});

describe("the second level", () => {
  const second = rewardVersion({ rewardId: "second", definition: SECOND_LEVEL });
  const versions = [rewardVersion(), second];

  it("pays the recruiter on top, tied to the first level", () => {
    const { commissions } = computeCommissions(question({ versions, recruiter: RECRUITER }));
    expect(commissions).toMatchObject([
      { affiliateId: "aff_1", level: 1, amount: 1_000 },
      {
        affiliateId: "aff_boss",
        level: 2,
        kind: "second_level",
        amount: 100,
        base: 5_000,
        parent: { rewardId: "rwd_default", itemKey: "whole" },
        followsRefunds: true,
      },
    ]);
  });

  it.each<[string, Partial<CommissionInput>, string[]]>([
    [
      "of the base",
      {
        versions: [
          rewardVersion(),
          rewardVersion({ rewardId: "second", definition: { ...SECOND_LEVEL, of: "base" } }),
        ],
        recruiter: RECRUITER,
      },
      ["aff_1:rwd_default:whole 1000", "aff_boss:second:whole 500"],
    ],
    ["to nobody without a recruiter", { versions }, ["aff_1:rwd_default:whole 1000"]],
    [
      "nothing to a recruiter who is not active",
      { versions, recruiter: { ...RECRUITER, activeAtEvent: false } },
      ["aff_1:rwd_default:whole 1000"],
    ],
    [
      "nothing where the first level earned nothing",
      { versions: [second], recruiter: RECRUITER },
      [],
    ],
    [
      "nothing of bonuses",
      {
        versions: [second, rewardVersion({ rewardId: "bonus", definition: BONUS_ON_SALES })],
        recruiter: RECRUITER,
      },
      ["aff_1:bonus:whole 500"],
    ],
    [
      "nothing of leads",
      {
        versions: [second, base(onLead)],
        recruiter: RECRUITER,
        ...sale({ type: "lead", base: null }),
      },
      ["aff_1:rwd_default:whole 700"],
    ],
    [
      "not by a reward for another affiliate",
      {
        versions: [rewardVersion(), { ...second, scope: "affiliate", scopeId: "aff_1" }],
        recruiter: RECRUITER,
      },
      ["aff_1:rwd_default:whole 1000"],
    ],
  ])("pays %s", (_, changes, expected) => {
    expect(decide(changes)).toEqual(expected);
  });

  it("is computed on what the caps left of the first", () => {
    const capped = base({
      caps: [{ scope: "affiliate", measure: "amount", period: month, limit: 400 }],
    });
    expect(decide({ versions: [capped, second], recruiter: RECRUITER })).toEqual([
      "aff_1:rwd_default:whole 400",
      "aff_boss:second:whole 40",
    ]);
  });

  it("says why the recruiter earns nothing", () => {
    const recruiter = { ...RECRUITER, payeeId: "payee_1" };
    const affiliate = { id: "aff_1", groupId: null, payeeId: "payee_1", rewardsFrozenFrom: null };
    expect(computeCommissions(question({ versions, recruiter, affiliate })).reasons).toEqual([
      { code: "nothing.second_level", rewardId: "second", because: "same_payee" },
    ]);
  });
});

describe("what follows refunds", () => {
  const flat = { amount: { kind: "flat", amount: 700 } } as const;
  const call: Partial<ConversionFacts> = { type: "event", eventName: "call" };
  it.each<[string, Partial<BaseReward>, Partial<ConversionFacts>, boolean, boolean]>([
    ["a percentage always", { followsRefunds: false }, {}, false, true],
    ["a flat amount on a sale", flat, {}, true, true],
    ["unless the reward says no", { ...flat, followsRefunds: false }, {}, true, false],
    ["or the program", flat, {}, false, false],
    ["never a lead", onLead, { type: "lead" }, true, false],
    ["a custom event like a sale", onCall, call, true, true],
  ])("%s", (_, reward, conversion, flatFollowsRefund, expected) => {
    const { program } = question();
    const { commissions } = computeCommissions(
      question({
        versions: [base(reward)],
        program: { ...program, flatFollowsRefund },
        ...sale(conversion),
      }),
    );
    expect(commissions.map(({ followsRefunds }) => followsRefunds)).toEqual([expected]);
  });
});

describe("a switch on the program", () => {
  it("takes the highest of a scope and says so", () => {
    const versions = [
      base({ amount: { kind: "flat", amount: 900 } }, { rewardId: "flat", position: 0 }),
      base({}, { rewardId: "percent", position: 1 }),
    ];
    const { program } = question();
    const highest = { ...program, rewardSwitch: "highest" } as const;
    expect(decide({ versions })).toEqual(["aff_1:flat:whole 900"]);
    expect(decide({ versions, program: highest })).toEqual(["aff_1:percent:whole 1000"]);
    expect(decide({ versions, program: highest, ...sale({ base: 4_000 }) })).toEqual([
      "aff_1:flat:whole 900",
    ]);
    const { commissions } = computeCommissions(question({ versions, program: highest }));
    expect(commissions[0]?.explanation).toContainEqual({ code: "reward.highest" });
  });

  it("passes over a reward whose time is over", () => {
    const versions = [
      base(
        { amount: { kind: "flat", amount: 9_000 }, duration: { kind: "one_time" } },
        { rewardId: "welcome" },
      ),
      base({}, { rewardId: "percent", position: 1 }),
    ];
    const { program } = question();
    const customer = { customerId: "cus_1", firstSaleDay: "2026-01-01", earlier: 1 };
    const highest = { ...program, rewardSwitch: "highest" } as const;
    expect(decide({ versions, program: highest, customer })).toEqual(["aff_1:percent:whole 1000"]);
  });
});

describe("a metric that was not loaded", () => {
  it("is an error, not a 0", () => {
    const tiers = base({
      amount: {
        kind: "tiered",
        metric: "sales",
        mode: "marginal",
        period: month,
        unit: "flat",
        steps: [{ from: 0, amount: 1 }],
      },
    });
    expect(() => computeCommissions(question({ versions: [tiers] }))).toThrow(
      "metric:aff_1:sales:2026-11",
    );
  });
});

describe("whatever the rewards and the basket", () => {
  const conditions = fc.constantFrom<RewardCondition[]>(
    [],
    [{ kind: "product", is: "in", products: ["p1"] }],
    [{ kind: "product", is: "not_in", products: ["p1"] }],
    [{ kind: "customer", is: "new" }],
  );
  const amount = fc.oneof(
    fc.record({ kind: fc.constant("percent" as const), basisPoints: fc.nat({ max: 10_000 }) }),
    fc.record({
      kind: fc.constant("tiered" as const),
      metric: fc.constantFrom("revenue" as const, "sales" as const),
      mode: fc.constant("marginal" as const),
      period: fc.constant(month),
      unit: fc.constant("percent" as const),
      steps: fc.tuple(fc.nat({ max: 10_000 }), fc.nat({ max: 10_000 })).map(([low, high]) => [
        { from: 0, basisPoints: low },
        { from: 3_000, basisPoints: high },
      ]),
    }),
  );
  const cap = fc.record({
    scope: fc.constantFrom("affiliate", "customer", "reward", "program"),
    measure: fc.constantFrom("count", "amount"),
    period: fc.constant(month),
    limit: fc.nat({ max: 2_000 }),
  });
  const definition = fc
    .record({ amount, conditions, caps: fc.array(cap, { maxLength: 2 }) })
    .map((changes): RewardDefinition => ({ ...PERCENT_OF_SALES, ...changes }) as BaseReward);
  const versions = fc
    .array(definition, { minLength: 1, maxLength: 4 })
    .map((definitions) => [
      ...definitions.map((one, position) =>
        rewardVersion({ rewardId: `r${position}`, position, definition: one }),
      ),
      rewardVersion({ rewardId: "second", definition: { ...SECOND_LEVEL, of: "base" } }),
    ]);
  const items = fc
    .array(
      fc.record({ product: fc.constantFrom("p1", "p2", null), amount: fc.nat({ max: 9_000 }) }),
      {
        maxLength: 5,
      },
    )
    .map((lines) =>
      lines.map(
        (line, index): CommissionItem => ({
          key: `i${index}`,
          category: null,
          quantity: 1,
          ...line,
        }),
      ),
    );

  it("earns at most the base on the first level, within all caps, each commission once", () => {
    fc.assert(
      fc.property(
        versions,
        items,
        fc.nat({ max: 9_000 }),
        fc.boolean(),
        (rewards, basket, alone, top) => {
          const total =
            basket.length > 0 ? basket.reduce((sum, item) => sum + item.amount, 0) : alone;
          const { program } = question();
          const asked = question({
            versions: rewards,
            recruiter: RECRUITER,
            program: { ...program, rewardSwitch: top ? "highest" : "position" },
            ...sale({ base: total, items: basket }),
          });
          const reads = neededReads(asked);
          const metrics = Object.fromEntries(reads.metrics.map(({ key }) => [key, 1_234]));
          const decision = computeCommissions({ ...asked, metrics });
          const first = decision.commissions.filter(({ level }) => level === 1);
          const sum = first.reduce((all, one) => all + one.amount, 0);
          expect(sum).toBeLessThanOrEqual(total);
          for (const commission of decision.commissions) {
            expect(Number.isSafeInteger(commission.amount) && commission.amount > 0).toBe(true);
            if (commission.level === 1)
              expect(commission.amount).toBeLessThanOrEqual(commission.base);
          }
          const keys = decision.commissions.map(commissionKey);
          expect(new Set(keys).size).toBe(keys.length);
          for (const { key } of decision.counters) expect(reads.counters).toContain(key);
          for (const {
            rewardId,
            definition: { caps },
          } of rewards) {
            const earned = first.filter((one) => one.rewardId === rewardId);
            const paid = earned.reduce((all, one) => all + one.amount, 0);
            for (const one of caps) {
              if (one.measure === "amount") expect(paid).toBeLessThanOrEqual(one.limit);
              else if (one.limit === 0) expect(paid).toBe(0);
            }
          }
          expect(computeCommissions({ ...asked, metrics })).toEqual(decision);
        },
      ),
    );
  });
});
