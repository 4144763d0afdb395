import { beforeEach, describe, expect, it } from "vitest";
import { Chance } from "../../chaos/chance.ts";
import { ClickModel } from "../../chaos/click-model.ts";
import type { Affiliate, AffiliateState, Program, Rule } from "../../chaos/company.ts";
import { Comparison, sameMaps } from "../../chaos/findings.ts";
import {
  baseOf,
  commissionOf,
  conversionDays,
  creditOf,
  percentOf,
  sumOfCommissions,
} from "../../chaos/model.ts";
import type { Order } from "../../chaos/orders.ts";
import { indexOf, nameOf, SEEN, type Visit, type VisitKind, Visits } from "../../chaos/visits.ts";

const programOf = (rule: Rule): Program => ({
  id: `prog_${rule}`,
  organizationId: "org_1",
  rule,
  timeZone: "UTC",
  pause: null,
  affiliates: [],
  liveKeys: [],
  testKeys: [],
});

function affiliateOf(program: Program, state: AffiliateState = "active"): Affiliate {
  const id = `aff_${state}_${program.affiliates.length}`;
  const affiliate: Affiliate = { id, program, state, suspension: null, code: id, links: [] };
  affiliate.links.push({ id: `link_${id}`, slug: id, affiliate, cap: null });
  program.affiliates.push(affiliate);
  return affiliate;
}

function raise(): never {
  throw new Error("Everybody here has a link.");
}

const plain = programOf("plain");
const mara = affiliateOf(plain);
const tom = affiliateOf(plain);
const suspended = affiliateOf(plain, "suspended");
const banned = affiliateOf(plain, "banned");
const others = [programOf("capped"), programOf("tiered")];
for (const program of others) affiliateOf(program);
const world = { programs: [plain, ...others] };

/** A visit of that kind to one of Mara's links. */
function visitOf(kind: VisitKind): Visit {
  const [link] = mara.links;
  if (link === undefined) throw new Error("Mara has a link.");
  return { ...new Visits(world, 1, 100).get(7), kind, link, mode: "live" };
}

const NO_ORDER: Order = {
  index: 0,
  phase: 0,
  program: plain,
  mode: "live",
  type: "sale",
  visit: null,
  coupon: null,
  customer: "c1",
  money: { gross: 10_000, tax: 0, shipping: 0 },
  reports: [{ via: "api", externalId: "o1", references: {}, idempotencyKey: null }],
  refunds: [],
  renews: null,
  twin: false,
  times: { order: 0, click: 0 },
};
const orderOf = (changes: Partial<Order>): Order => ({ ...NO_ORDER, ...changes });

describe("whom the model credits", () => {
  const byClick = orderOf({ visit: visitOf("person") });
  it.each<[string, Order, Affiliate | null, string | null, boolean]>([
    ["nobody came by anything", NO_ORDER, null, null, false],
    ["a click", byClick, mara, "click", false],
    ["a prefetch that was seen", orderOf({ visit: visitOf("shown") }), mara, "click", false],
    ["a bot's token", orderOf({ visit: visitOf("bot") }), null, null, false],
    ["a preview's token", orderOf({ visit: visitOf("preview") }), null, null, false],
    ["a HEAD request's token", orderOf({ visit: visitOf("head") }), null, null, false],
    ["a coupon before a click", orderOf({ ...byClick, coupon: tom }), tom, "coupon", false],
    ["a suspended affiliate's coupon", orderOf({ coupon: suspended }), suspended, "coupon", true],
    ["a banned affiliate's coupon", orderOf({ coupon: banned }), null, null, false],
    ["a click beside it", orderOf({ ...byClick, coupon: banned }), mara, "click", false],
    ["a renewal", orderOf({ renews: byClick }), mara, "binding", false],
    ["a renewal with a coupon", orderOf({ renews: byClick, coupon: tom }), mara, "binding", false],
    ["a renewal of nobody's", orderOf({ renews: NO_ORDER, coupon: tom }), tom, "coupon", false],
  ])("%s", (_, order, affiliate, via, held) => {
    expect(creditOf(order)).toEqual({ affiliate, via, held });
  });
});

describe("whom the model credits when a merchant turns", () => {
  const TURN = { at: 1_000, seenBy: 2_000 };
  const program = programOf("plain");
  const eva = affiliateOf(program);
  const [link] = eva.links;
  const visit = { ...visitOf("person"), link: link ?? raise() };
  const suspension = TURN;
  const suspend = () => Object.assign(eva, { suspension });
  const pause = () => Object.assign(program, { pause: TURN });
  beforeEach(() => {
    Object.assign(eva, { suspension: null });
    Object.assign(program, { pause: null });
  });

  it.each<[string, () => unknown, Partial<Order>, Affiliate | null, boolean]>([
    [
      "a sale before his suspension",
      suspend,
      { visit, times: { click: 1, order: 999 } },
      eva,
      false,
    ],
    [
      "one after it, by a click before",
      suspend,
      { visit, times: { click: 999, order: 1_000 } },
      eva,
      true,
    ],
    [
      "one by a click after it",
      suspend,
      { visit, times: { click: 1_000, order: 1_001 } },
      null,
      false,
    ],
    ["his coupon after it", suspend, { coupon: eva, times: { click: 0, order: 1_000 } }, eva, true],
    ["a click before a pause", pause, { visit, times: { click: 999, order: 5_000 } }, eva, false],
    ["a click within it", pause, { visit, times: { click: 1_000, order: 5_000 } }, null, false],
    [
      "a coupon before a pause",
      pause,
      { coupon: eva, times: { click: 0, order: 999 } },
      eva,
      false,
    ],
    ["a coupon within it", pause, { coupon: eva, times: { click: 0, order: 1_000 } }, null, false],
  ])("%s", (_, turn, order, affiliate, held) => {
    turn();
    expect(creditOf(orderOf({ program, ...order }))).toMatchObject({ affiliate, held });
  });

  it("holds a renewal after his suspension, of a customer of before", () => {
    suspend();
    const first = orderOf({ program, visit, times: { click: 1, order: 2 } });
    const renewal = orderOf({ program, renews: first, times: { click: 0, order: 1_000 } });
    expect(creditOf(renewal)).toEqual({ affiliate: eva, via: "binding", held: true });
  });
});

describe("what the model pays", () => {
  it.each([
    [10_000, 2_000, 2_000],
    [5, 1_000, 0],
    [15, 1_000, 2],
    [25, 1_000, 2],
    [35, 1_000, 4],
    [1, 9_999, 1],
  ])("of %i at %i basis points: %i, half to even", (amount, basisPoints, paid) => {
    expect(percentOf(amount, basisPoints)).toBe(paid);
  });

  it("is a part of gross without tax and shipping, never of less than nothing", () => {
    expect(baseOf(orderOf({ money: { gross: 1_000, tax: 160, shipping: 50 } }))).toBe(790);
    expect(baseOf(orderOf({ money: { gross: 100, tax: 80, shipping: 50 } }))).toBe(0);
    const money = { gross: 1_000, tax: 160, shipping: 50 };
    expect(commissionOf(orderOf({ visit: visitOf("person"), money }))).toBe(158);
  });

  it("is a flat sum for a lead, and nothing where nobody is credited", () => {
    const lead = orderOf({ visit: visitOf("person"), type: "lead", money: null });
    expect(commissionOf(lead)).toBe(500);
    expect(commissionOf(NO_ORDER)).toBe(0);
  });

  it.each<[Rule, number, number]>([
    ["capped", 100_000, 10_000],
    ["capped", 500_000, 40_000],
    ["tiered", 100_000, 5_000],
    ["tiered", 150_000, 10_000],
    ["tiered", 500_000, 50_500],
  ])("under %s rules for %i together: %i, however it is cut", (rule, revenue, paid) => {
    const program = programOf(rule);
    const affiliate = affiliateOf(program);
    const [link] = affiliate.links;
    if (link === undefined) throw new Error("It has a link.");
    const visit = { ...visitOf("person"), link };
    const part = { gross: revenue / 10, tax: 0, shipping: 0 };
    const orders = Array.from({ length: 10 }, () => orderOf({ program, visit, money: part }));
    expect(sumOfCommissions(affiliate, orders)).toBe(paid);
  });
});

describe("the days of the model", () => {
  const NOON = Date.UTC(2026, 10, 24, 12);
  const first = orderOf({ visit: visitOf("person") });

  it("count a customer once, and no revenue of a sale that only a browser reported", () => {
    const browser = {
      via: "browser",
      externalId: "o3",
      references: {},
      idempotencyKey: null,
    } as const;
    const unconfirmed = orderOf({ visit: visitOf("person"), customer: null, reports: [browser] });
    const orders = new Map(
      [first, orderOf({ renews: first }), unconfirmed].map((one) => [one, NOON]),
    );
    const key = `${plain.id}|live|${mara.id}|2026-11-24|sale`;
    expect(conversionDays(world, orders).get(key)).toEqual({
      conversions: 3,
      earning: 2,
      newCustomers: 1,
      revenue: 20_000,
    });
  });
});

describe("the clicks of the model", () => {
  const AT = Date.UTC(2026, 10, 24, 12);
  const visits = new Visits(world, 1, 4_000);
  const names = (kind: VisitKind) =>
    Array.from({ length: 4_000 }, (_, index) => visits.get(index))
      .filter((visit) => visit.kind === kind)
      .map(({ name }) => name);
  const countOf = (handed: [string, number][]) => {
    const totals = [...new ClickModel(visits).count(handed).totals.values()];
    const sum = (of: "clicks" | "bots") => totals.reduce((all, one) => all + one[of], 0);
    return { clicks: sum("clicks"), bots: sum("bots") };
  };

  it("are one for a prefetch and its report as seen, in whatever order, and a bot until then", () => {
    const [name = ""] = names("shown");
    const seen = `${name}${SEEN}`;
    expect(countOf([[name, AT]])).toEqual({ clicks: 0, bots: 1 });
    expect(
      countOf([
        [name, AT],
        [seen, AT],
      ]),
    ).toEqual({ clicks: 1, bots: 0 });
    expect(
      countOf([
        [seen, AT],
        [name, AT],
      ]),
    ).toEqual({ clicks: 1, bots: 0 });
  });

  it("are counted once however often they were handed over", () => {
    const [name = ""] = names("person");
    expect(
      countOf([
        [name, AT],
        [name, AT],
      ]),
    ).toEqual({ clicks: 1, bots: 0 });
  });

  it("are refused after a turn, and may be or not until every isolate has to know it", () => {
    const name = names("person").find((one) => {
      const { link, mode } = visits.get(indexOf(one));
      return link.affiliate === mara && mode === "live";
    });
    const refusedAt = (at: number) => {
      const model = new ClickModel(visits).count([[name ?? "", at]]);
      const sum = [...model.links.values()].reduce((all, { refused }) => all + refused, 0);
      return [sum, [...model.open.values()].reduce((all, one) => all + one, 0)];
    };
    mara.suspension = { at: AT, seenBy: AT + 90_000 };
    expect(refusedAt(AT - 1)).toEqual([0, 0]);
    expect(refusedAt(AT)).toEqual([0, 1]);
    expect(refusedAt(AT + 89_999)).toEqual([0, 1]);
    expect(refusedAt(AT + 90_000)).toEqual([1, 0]);
    mara.suspension = null;
  });

  it("find the visit of a name again, also of one that was seen", () => {
    for (const index of [0, 35, 36, 1_000_000]) {
      expect(indexOf(nameOf(index))).toBe(index);
      expect(indexOf(`${nameOf(index)}${SEEN}`)).toBe(index);
    }
  });
});

describe("the plan", () => {
  it("is the same for a seed and another for another", () => {
    const drawn = (seed: number) =>
      Array.from({ length: 50 }, (_, i) => Chance.of(seed, 1, i).next());
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
    expect(new Set(drawn(1)).size).toBe(50);
  });
});

describe("a comparison", () => {
  it("tells what differs, what is missing, and what should not be there", () => {
    const { finding } = sameMaps(
      new Comparison("figures"),
      new Map([
        ["same", 1],
        ["other", 2],
        ["surplus", 3],
      ]),
      new Map([
        ["same", 1],
        ["other", 5],
        ["missing", 4],
      ]),
    );
    expect(finding).toEqual({
      figure: "figures",
      compared: 4,
      wrong: 3,
      examples: ["other: 2, not 5", "surplus: 3, not null", "missing: null, not 4"],
    });
  });
});
