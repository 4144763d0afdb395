import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { programSettings } from "../../../domain/program-settings.ts";
import type { Report } from "../../../domain/report.ts";
import type { RewardDefinition, RewardVersion } from "../../../domain/reward.ts";
import { TWENTY_PERCENT } from "../../testing/rewards.ts";
import {
  NOON,
  testAffiliate,
  testConversion,
  testProgram,
  testReport,
  testWorld,
} from "../../testing/run.ts";
import { SAMPLE_AT } from "../../testing/sample.ts";
import { DAY } from "../../testing/shop.ts";
import { addDayTotal, noChanges } from "./changes.ts";
import { dayTotalsOf } from "./day-totals.ts";
import { baseOf, earningsOf } from "./earnings.ts";
import { rateKey, type World } from "./world.ts";

const db = openDb(env.DB);
const sale = (own: Partial<NonNullable<Report["money"]>> = {}, report: Partial<Report> = {}) =>
  testReport({
    type: "sale",
    money: {
      currency: "EUR",
      gross: 5_000,
      tax: 0,
      shipping: 0,
      discount: 0,
      asReported: false,
      items: [],
      ...own,
    },
    ...report,
  });

describe("the base of a report", () => {
  it.each<[string, Partial<NonNullable<Report["money"]>>, number]>([
    ["is gross without tax and shipping", { tax: 800, shipping: 500 }, 3_700],
    ["is not less for a discount, which gross is without", { discount: 900 }, 5_000],
    ["is never below nothing", { tax: 6_000 }, 0],
  ])("%s", (_, money, base) => {
    const found = baseOf(testWorld(), sale(money));
    expect(found).toMatchObject({ reported: { base }, inProgram: { base }, rate: null });
  });

  it("counts tax and shipping in where the program says so", () => {
    const settings = programSettings({ taxInBase: true, shippingInBase: true });
    const world = testWorld({ program: testProgram({ settings }) });
    expect(baseOf(world, sale({ tax: 800, shipping: 500 })).reported?.base).toBe(5_000);
  });

  it("is none without an amount", () => {
    expect(baseOf(testWorld(), testReport())).toEqual({
      reported: null,
      inProgram: null,
      rate: null,
    });
  });

  it("in another currency is converted at the rate of the event's day in the program's zone", () => {
    // 23:30 in London on the last of February is March in Berlin.
    const occurredAt = Date.UTC(2026, 1, 28, 23, 30);
    const rates = new Map([
      [rateKey("USD", "2026-02-28"), { rate: "9", source: "wrong day" }],
      [rateKey("USD", "2026-03-01"), { rate: "0.5", source: "ECB" }],
    ]);
    const found = baseOf(testWorld({ rates }), sale({ currency: "USD" }, { occurredAt }));
    expect(found).toMatchObject({
      reported: { base: 5_000 },
      inProgram: { base: 2_500 },
      rate: { rate: "0.5", source: "ECB", day: "2026-03-01" },
    });
  });

  it("minds that yen have no cents", () => {
    const rates = new Map([[rateKey("JPY", "2026-03-01"), { rate: "0.006", source: "ECB" }]]);
    const found = baseOf(testWorld({ rates }), sale({ currency: "JPY", gross: 10_000 }));
    expect(found.inProgram).toMatchObject({ base: 6_000 });
  });

  it("waits for a rate that nobody knows yet", () => {
    expect(baseOf(testWorld(), sale({ currency: "USD" }))).toMatchObject({
      reported: { base: 5_000 },
      inProgram: "no_rate",
      rate: null,
    });
  });
});

describe("what a conversion earns", () => {
  const alice = testAffiliate();
  const version = (definition: RewardDefinition, id = "rewv_1"): RewardVersion => ({
    id,
    rewardId: `rew_of_${id}`,
    version: 1,
    validFrom: SAMPLE_AT,
    appliesTo: "new",
    renewalsFrom: null,
    archivedAt: null,
    scope: "program",
    scopeId: "prog_1",
    position: 1,
    definition,
  });
  const worldOf = (...definitions: RewardDefinition[]) =>
    testWorld({
      program: testProgram({ id: "prog_1", versions: definitions.map((one) => version(one)) }),
      affiliates: new Map([[alice.id, alice]]),
    });
  const to = {
    affiliateId: alice.id,
    linkId: null,
    country: null,
    customerId: null,
    history: new Map(),
    binding: null,
  };
  const earn = async (world: World, report: Report, changes = noChanges()) => {
    const earned = await earningsOf(db, world, changes, report, baseOf(world, report), to);
    return { ...earned, amounts: earned.commissions.map(({ amount }) => amount) };
  };

  it("is the reward's part of the base, and the version that a binding would name", async () => {
    const { amounts, pin, reasons } = await earn(worldOf(TWENTY_PERCENT), sale());
    expect({ amounts, pin, reasons }).toEqual({ amounts: [1_000], pin: "rewv_1", reasons: [] });
  });

  it.each<[string, RewardDefinition[], Report, string]>([
    ["there is no reward", [], sale(), "nothing.no_reward"],
    ["there is no rate", [TWENTY_PERCENT], sale({ currency: "USD" }), "nothing.no_rate"],
    ["the base is nothing", [TWENTY_PERCENT], sale({ gross: 0 }), "nothing.base_zero"],
  ])("is nothing, and says so, where %s", async (_, definitions, report, code) => {
    const { amounts, reasons } = await earn(worldOf(...definitions), report);
    expect(amounts).toEqual([]);
    expect(reasons.map((reason) => reason.code)).toContain(code);
  });

  it("counts what the list before it has taken of a cap, and notes what was stored", async () => {
    const capped: RewardDefinition = {
      ...TWENTY_PERCENT,
      caps: [{ scope: "affiliate", measure: "amount", period: { kind: "lifetime" }, limit: 1_500 }],
    };
    const world = worldOf(capped);
    const amounts = [];
    for (let order = 0; order < 3; order++) amounts.push(...(await earn(world, sale())).amounts);
    expect(amounts).toEqual([1_000, 500]);
    expect([...world.counters.values()]).toEqual([{ stored: 0, value: 1_500 }]);
  });

  it("climbs a tier by what the list before it sold, by the affiliate and within the period", async () => {
    const tiered = {
      ...TWENTY_PERCENT,
      amount: {
        kind: "tiered",
        metric: "sales",
        mode: "marginal",
        period: { kind: "calendar", unit: "month" },
        unit: "percent",
        steps: [
          { from: 0, basisPoints: 1_000 },
          { from: 1, basisPoints: 3_000 },
        ],
      },
    } as unknown as RewardDefinition;
    const world = worldOf(tiered);
    const changes = noChanges();
    const noted = (own: Parameters<typeof testConversion>[0]) => {
      for (const part of dayTotalsOf(testConversion({ programId: "prog_1", ...own }), []))
        addDayTotal(changes, part);
    };
    noted({ affiliateId: "aff_other" });
    noted({ affiliateId: alice.id, day: "2026-02-28", occurredAt: NOON - DAY });
    noted({ affiliateId: alice.id, type: "lead" });
    expect((await earn(world, sale(), changes)).amounts).toEqual([500]);
    noted({ affiliateId: alice.id });
    expect((await earn(world, sale(), changes)).amounts).toEqual([1_500]);
    expect([...changes.metricGuards.values()]).toMatchObject([{ value: 0 }]);
  });

  it("of an affiliate who was not loaded is a fault", async () => {
    await expect(earn(testWorld(), sale())).rejects.toThrow("no affiliate that was loaded");
  });
});
