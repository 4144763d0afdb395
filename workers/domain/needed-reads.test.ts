import { describe, expect, it } from "vitest";
import { neededReads } from "./needed-reads.ts";
import {
  BONUS_ON_SALES,
  PERCENT_OF_SALES,
  question,
  RECRUITER,
  rewardVersion,
  SECOND_LEVEL,
} from "./reward-examples.ts";

const month = { kind: "calendar", unit: "month" } as const;
const tiered = rewardVersion({
  rewardId: "tiers",
  definition: {
    ...PERCENT_OF_SALES,
    amount: {
      kind: "tiered",
      metric: "revenue",
      mode: "marginal",
      period: month,
      unit: "percent",
      steps: [{ from: 0, basisPoints: 1_000 }],
    },
    caps: [
      { scope: "affiliate", measure: "amount", period: month, limit: 100_000 },
      { scope: "customer", measure: "count", period: { kind: "lifetime" }, limit: 3 },
    ],
  },
});
const milestone = rewardVersion({
  rewardId: "milestone",
  definition: {
    ...BONUS_ON_SALES,
    amount: {
      kind: "milestone",
      metric: "revenue",
      period: month,
      steps: [
        { at: 1_000, amount: 1 },
        { at: 2_000, amount: 2 },
      ],
    },
  },
});

describe("what is read before a decision", () => {
  it("is nothing for a plain percentage", () => {
    expect(neededReads(question())).toEqual({ metrics: [], counters: [] });
  });

  it("is the metric of tiers and milestones once, and the counters of caps", () => {
    const reads = neededReads(question({ versions: [tiered, milestone] }));
    expect(reads.metrics).toEqual([
      {
        key: "metric:aff_1:revenue:2026-11",
        affiliateId: "aff_1",
        metric: "revenue",
        fromDay: "2026-11-01",
        toDay: "2026-11-30",
      },
    ]);
    expect([...reads.counters].sort()).toEqual([
      "cap:affiliate:tiers:aff_1:amount:2026-11",
      "cap:customer:tiers:cus_1:count:lifetime",
      "milestone:milestone:aff_1:2026-11:1000",
      "milestone:milestone:aff_1:2026-11:2000",
    ]);
  });

  it("takes the day in the program's zone", () => {
    const { conversion, program } = question();
    const eventAt = Date.parse("2026-11-30T23:30:00Z");
    const asked = question({ versions: [tiered], conversion: { ...conversion, eventAt } });
    expect(neededReads(asked).metrics[0]?.key).toBe("metric:aff_1:revenue:2026-12");
    const utc = { ...asked, program: { ...program, timeZone: "UTC" } };
    expect(neededReads(utc).metrics[0]?.key).toBe("metric:aff_1:revenue:2026-11");
  });

  it("has no counter for a customer who is not known", () => {
    const { counters } = neededReads(question({ versions: [tiered], customer: null }));
    expect(counters).toEqual(["cap:affiliate:tiers:aff_1:amount:2026-11"]);
  });

  it("counts the recruiter's caps for the recruiter", () => {
    const second = rewardVersion({
      rewardId: "second",
      definition: {
        ...SECOND_LEVEL,
        caps: [{ scope: "affiliate", measure: "amount", period: month, limit: 5_000 }],
      },
    });
    const versions = [rewardVersion(), second];
    expect(neededReads(question({ versions, recruiter: RECRUITER })).counters).toEqual([
      "cap:affiliate:second:aff_boss:amount:2026-11",
    ]);
    expect(neededReads(question({ versions })).counters).toEqual([]);
  });

  it("leaves out rewards that do not come into question", () => {
    const others = [
      { ...tiered, rewardId: "other affiliate", scope: "affiliate", scopeId: "aff_2" } as const,
      { ...tiered, rewardId: "not yet", validFrom: Number.MAX_SAFE_INTEGER },
      {
        ...tiered,
        rewardId: "leads",
        definition: { ...PERCENT_OF_SALES, trigger: { type: "lead" } },
      } as const,
    ];
    expect(neededReads(question({ versions: others }))).toEqual({ metrics: [], counters: [] });
  });
});
