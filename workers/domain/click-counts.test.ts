import * as fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import {
  type CountingMemory,
  countClick,
  OTHER_VALUE,
  PREFETCH_KEPT_MS,
  type Prefetch,
  VALUES_MAX,
} from "./click-counts.ts";
import type { RawClick } from "./click-facts.ts";
import {
  addEarnings,
  type ClickCounts,
  type DayTotals,
  emptyCounts,
  emptyDay,
  type LinkCounts,
  readDay,
  writeDay,
} from "./click-totals.ts";

const NOW = Date.UTC(2026, 10, 24, 12);
const DAY = "2026-11-24";

/** Everything in plain maps. */
class PlainMemory implements CountingMemory {
  readonly days = new Map<string, DayTotals>();
  readonly #visits = new Set<string>();
  readonly #prefetches = new Map<string, Prefetch>();
  readonly #totals = { live: emptyCounts(), test: emptyCounts() };
  readonly #links = new Map<string, number>();

  day(mode: "live" | "test", day: string): DayTotals {
    const totals = this.days.get(`${mode} ${day}`) ?? emptyDay();
    this.days.set(`${mode} ${day}`, totals);
    return totals;
  }
  isFirstVisit(utcDay: string, link: string, visitor: string): boolean {
    const before = this.#visits.size;
    return this.#visits.add(`${utcDay} ${link} ${visitor}`).size > before;
  }
  prefetch(key: string): Prefetch | undefined {
    return this.#prefetches.get(key);
  }
  setPrefetch(key: string, _at: number, prefetch: Prefetch): void {
    this.#prefetches.set(key, prefetch);
  }
  total(mode: "live" | "test"): ClickCounts {
    return this.#totals[mode];
  }
  linkClicks(mode: string, link: string): number {
    return this.#links.get(`${mode} ${link}`) ?? 0;
  }
  addLinkClick(mode: string, link: string): number {
    const clicks = this.linkClicks(mode, link) + 1;
    this.#links.set(`${mode} ${link}`, clicks);
    return clicks;
  }
}

let memory: PlainMemory;
let seq = 0;
let nonce = 0;

beforeEach(() => {
  memory = new PlainMemory();
});

function count(own: Partial<RawClick> = {}, day = DAY) {
  seq += 1;
  nonce += 1;
  const click = { link: "link_1", at: NOW, nonce: `n${nonce}`, visitor: `v${nonce}`, ...own };
  return countClick(memory, click, { seq, storedAt: NOW, day });
}
const linkCounts = (link = "link_1") => memory.day("live", DAY).links.get(link);
const valuesOf = (dimension: "country" | "sub1") =>
  Object.fromEntries(
    [...(memory.day("live", DAY).values.get(dimension) ?? [])].map(([value, one]) => [
      value,
      [one.clicks, one.uniques, one.bots],
    ]),
  );

describe("a click", () => {
  it.each<[string, Partial<RawClick>, Partial<LinkCounts>]>([
    ["of a person", {}, { clicks: 1, uniques: 1, bots: 0 }],
    ["of a bot", { flag: "bot" }, { clicks: 0, uniques: 0, bots: 1 }],
    ["of a link preview", { flag: "preview" }, { clicks: 0, bots: 1 }],
    ["by HEAD", { flag: "head" }, { clicks: 0, bots: 1 }],
    ["prefetched", { flag: "prefetch" }, { clicks: 0, bots: 1 }],
    ["without a token", { refused: "program_paused" }, { clicks: 1, refused: 1, overCap: 0 }],
    ["that the edge found over the cap", { overCap: true }, { clicks: 1, refused: 0, overCap: 1 }],
  ])("%s", (_, own, expected) => {
    count(own);
    expect(linkCounts()).toMatchObject(expected);
    expect(linkCounts()?.seq).toBe(seq);
  });

  it("beyond the cap that it carries is marked, although the edge did not know", () => {
    expect(
      [count({ cap: 2 }), count({ cap: 2 }), count({ cap: 2 })].map((one) => one.overCap),
    ).toEqual([false, false, true]);
    expect(linkCounts()).toMatchObject({ clicks: 3, overCap: 1 });
  });

  it("of the same visitor is unique once a link and UTC day, and a mode", () => {
    const uniques = [
      count({ visitor: "v" }),
      count({ visitor: "v" }),
      count({ visitor: "v", link: "link_2" }),
      count({ visitor: "v", mode: "test" }),
      count({ visitor: "v", at: NOW + 86_400_000 }),
    ].map((one) => one.unique);
    expect(uniques).toEqual([true, false, true, true, true]);
  });

  it("of a bot leaves the visitor new", () => {
    count({ visitor: "v", flag: "bot" });
    expect(count({ visitor: "v" }).unique).toBe(true);
  });
});

describe("a prefetch that was seen", () => {
  const shared = { at: NOW - 1_000, nonce: "shared", visitor: "v" };

  it("is counted with what the prefetch knew", () => {
    count({ ...shared, flag: "prefetch", country: "DE", refused: "program_paused" });
    const seen = count({ ...shared, shown: true });
    expect(seen).toMatchObject({ counted: "click", wasBot: true, unique: true });
    expect(linkCounts()).toMatchObject({ clicks: 1, bots: 0, refused: 1 });
    expect(valuesOf("country")).toEqual({ DE: [1, 1, 0] });
  });

  it("leaves (other) when it had been added there", () => {
    for (let index = 0; index < VALUES_MAX; index++) count({ sub: [`s${index}`] });
    count({ ...shared, flag: "prefetch", sub: ["one too many"] });
    expect(valuesOf("sub1")[OTHER_VALUE]).toEqual([0, 0, 1]);
    count({ ...shared, shown: true });
    expect(valuesOf("sub1")[OTHER_VALUE]).toEqual([1, 1, 0]);
  });

  it.each([
    ["within a week", PREFETCH_KEPT_MS, "click"],
    ["later, when its prefetch is forgotten", PREFETCH_KEPT_MS + 1, "nothing"],
  ])("%s counts as %s", (_, age, expected) => {
    expect(count({ at: NOW - age, nonce: "late", shown: true }).counted).toBe(expected);
  });
});

describe("a day's values", () => {
  it("are the first 200; what is among them stays, the rest is (other)", () => {
    for (let index = 0; index < VALUES_MAX + 50; index++) count({ sub: [`s${index}`] });
    count({ sub: ["s0"] });
    const values = valuesOf("sub1");
    expect(Object.keys(values)).toHaveLength(VALUES_MAX + 1);
    expect(values[OTHER_VALUE]?.[0]).toBe(50);
    expect(values.s0?.[0]).toBe(2);
  });
});

describe("earnings", () => {
  it("add up by link and version of a reward", () => {
    const totals = emptyDay();
    const earned = {
      link: "link_1",
      rewardId: "rew_1",
      rewardVersionId: "v1",
      clicks: 2,
      amount: 20,
    };
    addEarnings(totals, 1, earned);
    addEarnings(totals, 2, { ...earned, clicks: 1, amount: 10 });
    addEarnings(totals, 3, { ...earned, rewardVersionId: "v2" });
    expect([...totals.earnings.values()]).toEqual([
      { ...earned, clicks: 3, amount: 30 },
      { ...earned, rewardVersionId: "v2" },
    ]);
    expect(totals.seq).toBe(3);
    expect(earned.clicks).toBe(2);
  });
});

describe("totals", () => {
  const kind = fc.constantFrom("person", "bot", "prefetch", "shown");
  const draws = fc.array(
    fc.record({ kind, visitor: fc.nat(3), sub: fc.nat(4), test: fc.boolean() }),
  );

  const clickOf = (draw: { kind: string; visitor: number; sub: number; test: boolean }) => {
    const base: Partial<RawClick> = {
      visitor: `v${draw.visitor}`,
      sub: [`s${draw.visitor}`],
      ...(draw.test ? { mode: "test" } : {}),
    };
    const shared = { ...base, nonce: `shared ${draw.visitor} ${draw.test}` };
    if (draw.kind === "bot") return { ...base, flag: "bot" } as const;
    if (draw.kind === "prefetch") return { ...shared, flag: "prefetch" } as const;
    return draw.kind === "shown" ? ({ ...shared, shown: true } as const) : base;
  };

  it("are never negative, and the same by link, by value and in all", () => {
    fc.assert(
      fc.property(draws, (drawn) => {
        memory = new PlainMemory();
        for (const draw of drawn) count(clickOf(draw));
        for (const mode of ["live", "test"] as const) {
          const { links, values } = memory.day(mode, DAY);
          const sum = (all: Iterable<ClickCounts>) => {
            const total = emptyCounts();
            for (const one of all) {
              expect(Math.min(one.clicks, one.uniques, one.bots)).toBeGreaterThanOrEqual(0);
              expect(one.uniques).toBeLessThanOrEqual(one.clicks);
              total.clicks += one.clicks;
              total.uniques += one.uniques;
              total.bots += one.bots;
            }
            return total;
          };
          expect(sum(links.values())).toEqual(memory.total(mode));
          expect(sum(values.get("sub1")?.values() ?? [])).toEqual(memory.total(mode));
        }
      }),
    );
  });

  it("come back from their JSON", () => {
    fc.assert(
      fc.property(draws, (drawn) => {
        memory = new PlainMemory();
        for (const draw of drawn) count(clickOf(draw));
        const totals = memory.day("live", DAY);
        expect(readDay(writeDay(totals))).toEqual(totals);
      }),
    );
  });
});
