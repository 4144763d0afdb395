import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { MetricRead } from "../../domain/commission.ts";
import { newId } from "../../lib/ids.ts";
import { openDb, WriteBatch } from "../batch.ts";
import { conversionDays } from "../schema/conversion-days.ts";
import { organizations } from "../schema/organizations.ts";
import { programs } from "../schema/programs.ts";
import { capCounters } from "../schema/rewards.ts";
import { selectCounters, selectMetrics } from "./metrics.ts";

const db = openDb(env.DB);
const DAYS = ["2026-02-28", "2026-03-01", "2026-03-02", "2026-12-31"] as const;

/** One conversion, as it is added to its day. */
const counted = fc.record({
  affiliateId: fc.constantFrom("aff_1", "aff_2", ""),
  day: fc.constantFrom(...DAYS),
  type: fc.constantFrom("sale", "lead", "event"),
  mode: fc.constantFrom("live", "test"),
  revenue: fc.integer({ min: 0, max: 10_000_000_000 }),
  newCustomers: fc.constantFrom(0, 1),
});
const day = fc.option(fc.constantFrom(...DAYS));
const asked = fc.record({
  affiliateId: fc.constantFrom("aff_1", "aff_2", "aff_none"),
  metric: fc.constantFrom("sales", "leads", "customers", "revenue"),
  fromDay: day,
  toDay: day,
});
type Counted = typeof counted extends fc.Arbitrary<infer One> ? One : never;

async function makeProgram(): Promise<string> {
  const [organizationId, id] = [newId("org"), newId("prog")];
  const batch = new WriteBatch(db);
  batch.insert(organizations, [{ id: organizationId, name: "Acme", country: "DE", createdAt: 1 }]);
  batch.insert(programs, [
    {
      id,
      organizationId,
      name: "Partners",
      currency: "EUR",
      timeZone: "UTC",
      state: "active",
      settings: {},
      allowedHosts: [],
      origins: [],
      utm: {},
      createdAt: 1,
    },
  ]);
  await batch.commit();
  return id;
}

/** Day by day and type by type, as recording writes them. */
function totalsOf(programId: string, list: readonly Counted[]) {
  const groups = Map.groupBy(list, ({ affiliateId, day: on, type, mode }) =>
    JSON.stringify([affiliateId, on, type, mode]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const sum = (of: (one: Counted) => number) => group.reduce((all, one) => all + of(one), 0);
    return {
      ...first,
      programId,
      eventName: first.type === "event" ? "trial" : "",
      conversions: group.length,
      earning: sum(({ revenue }) => (revenue > 0 ? 1 : 0)),
      newCustomers: sum(({ newCustomers }) => newCustomers),
      revenue: sum(({ revenue }) => revenue),
      commission: 0,
      refunds: 0,
    };
  });
}

/** The metric counted from the conversions themselves. */
function folded(list: readonly Counted[], mode: string, read: Omit<MetricRead, "key">): number {
  const own = list.filter(
    (one) =>
      one.mode === mode &&
      one.affiliateId === read.affiliateId &&
      (read.fromDay === null || one.day >= read.fromDay) &&
      (read.toDay === null || one.day <= read.toDay),
  );
  switch (read.metric) {
    case "sales":
      return own.filter(({ type, revenue }) => type === "sale" && revenue > 0).length;
    case "leads":
      return own.filter(({ type }) => type === "lead").length;
    case "customers":
      return own.reduce((sum, { newCustomers }) => sum + newCustomers, 0);
    case "revenue":
      return own.reduce((sum, { revenue }) => sum + revenue, 0);
  }
}

it("a metric is what counting the conversions one by one would give", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(counted, { maxLength: 25 }),
      fc.array(asked, { minLength: 1, maxLength: 8 }),
      fc.constantFrom("live" as const, "test" as const),
      async (list, questions, mode) => {
        const programId = await makeProgram();
        const batch = new WriteBatch(db);
        batch.insert(conversionDays, totalsOf(programId, list));
        await batch.commit();
        const reads = questions.map((one, index) => ({ ...one, key: `${index}` }));
        const values = await selectMetrics(db, { programId, mode }, reads);
        expect(values.size).toBe(reads.length);
        for (const read of reads) expect(values.get(read.key)).toBe(folded(list, mode, read));
      },
    ),
    { numRuns: 40 },
  );
});

it("a cap counter is read by its own key, in its own program and mode; one never used has no value", async () => {
  const [one, other] = [await makeProgram(), await makeProgram()];
  const batch = new WriteBatch(db);
  batch.insert(capCounters, [
    { programId: one, mode: "live", key: "a", value: 1 },
    { programId: one, mode: "live", key: "b", value: 2 },
    { programId: one, mode: "test", key: "a", value: 3 },
    { programId: other, mode: "live", key: "a", value: 4 },
  ]);
  await batch.commit();
  const scope = { programId: one, mode: "live" as const };
  expect(await selectCounters(db, scope, ["a", "none"])).toEqual(new Map([["a", 1]]));
  expect(await selectCounters(db, { programId: other, mode: "live" }, ["a", "b"])).toEqual(
    new Map([["a", 4]]),
  );
  expect(await selectCounters(db, scope, [])).toEqual(new Map());
});
