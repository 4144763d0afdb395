import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { addDays, dayInZone, endOfDay } from "../../../domain/calendar.ts";
import { explainInWords } from "../../../domain/explain-in-words.ts";
import type { ExplanationStep } from "../../../domain/explanation.ts";
import type { BaseReward } from "../../../domain/reward.ts";
import { makeClickReward, makeCounted } from "../../testing/clicks.ts";
import { testContext } from "../../testing/context.ts";
import { bookClickDays } from "./book-click-days.ts";
import { bookClickRewards } from "./book-click-rewards.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;
const ZONE = "Europe/Berlin";
const yesterday = addDays(dayInZone(Date.now(), ZONE), -1);
/** Noon or so of yesterday in Berlin, and when it may be booked. */
const AT = endOfDay(yesterday, ZONE) - DAY / 2;
const BOOKED_AT = endOfDay(yesterday, ZONE) + HOUR;

afterEach(() => {
  vi.restoreAllMocks();
});

async function makePaid(own: Partial<BaseReward> = {}, overrides = {}) {
  const sample = await makeCounted(overrides);
  const reward = await makeClickReward(sample.program.id, own);
  const affiliateId = sample.affiliate.id;
  return {
    ...sample,
    reward,
    click: (visitor?: string) =>
      sample.counter().record([sample.pack({ at: AT, ...(visitor ? { visitor } : {}) })]),
    book: (now = BOOKED_AT) => bookClickDays(testContext({}, now), affiliateId, [yesterday]),
    booked: async () =>
      (
        await env.DB.prepare(
          `select item_key as itemKey, amount, state, held_reasons as held, event_at as eventAt,
             matures_at as maturesAt, approved_by as approvedBy, explanation, mode
           from commissions where affiliate_id = ? order by item_key`,
        )
          .bind(affiliateId)
          .all<Record<string, string | number>>()
      ).results,
    pending: () =>
      env.DB.prepare(
        `select coalesce(sum(e.amount), 0) as amount from ledger_entries e
         join ledger_accounts a on a.id = e.account_id
         where a.affiliate_id = ? and a.kind = 'affiliate_pending'`,
      )
        .bind(affiliateId)
        .first("amount"),
  };
}

describe("a day of paid clicks", () => {
  it("is booked from an hour after its end, not before", async () => {
    const { click, book, booked, pending } = await makePaid();
    await click();
    expect(await book(BOOKED_AT - 1)).toEqual({ commissions: 0 });
    expect(await book()).toEqual({ commissions: 1 });
    expect((await booked()).map(({ amount }) => amount)).toEqual([10]);
    expect(await pending()).toBe(10);
  });

  it("is booked once, and late clicks as the difference with the next sequence", async () => {
    const { click, book, booked, pending, link } = await makePaid();
    await click();
    await click();
    await book();
    await book();
    await click();
    await book();
    expect((await booked()).map(({ itemKey, amount }) => [itemKey, amount])).toEqual([
      [`${link.id}:${yesterday}:1`, 20],
      [`${link.id}:${yesterday}:2`, 10],
    ]);
    expect(await pending()).toBe(30);
  });

  it("is booked once by two runs at the same time", async () => {
    const { click, book, booked, pending } = await makePaid();
    await click();
    const runs = await Promise.all([book(), book(), book()]);
    expect(runs.reduce((sum, { commissions }) => sum + commissions, 0)).toBe(1);
    expect(await booked()).toHaveLength(1);
    expect(await pending()).toBe(10);
  });

  it("starts pending at the end of the day, with its hold, approval and explanation", async () => {
    const { click, book, booked, reward } = await makePaid();
    await click();
    await click();
    await book();
    const eventAt = endOfDay(yesterday, ZONE) - 1;
    const [row] = await booked();
    expect(row).toMatchObject({
      state: "pending",
      held: "[]",
      approvedBy: "rule",
      eventAt,
      maturesAt: eventAt + 30 * DAY,
    });
    const explanation: ExplanationStep[] = JSON.parse(String(row?.explanation));
    expect(explanation).toMatchObject([
      { code: "reward.chosen", rewardId: reward.rewardId, version: 1 },
      { code: "amount.flat", each: 10, units: 2, amount: 20, currency: "EUR" },
    ]);
    expect(explainInWords(explanation).length).toBeGreaterThan(0);
  });

  it.each([
    ["suspended", { commissions: 1 }, ['["affiliate_suspended"]']],
    ["left", { commissions: 1 }, ["[]"]],
    ["banned", { commissions: 0 }, []],
  ] as const)("of an affiliate who is %s", async (state, report, held) => {
    const { click, book, booked } = await makePaid({}, { affiliate: { state } });
    await click();
    expect(await book()).toEqual(report);
    expect((await booked()).map((row) => row.held)).toEqual(held);
  });

  it("waits for a person where the program approves by hand", async () => {
    const settings = { approval: "manual" as const, holdDays: 3 };
    const { click, book, booked } = await makePaid({}, { program: { settings } });
    await click();
    await book();
    const [row] = await booked();
    expect(row?.approvedBy).toBeNull();
    expect(Number(row?.maturesAt) - Number(row?.eventAt)).toBe(3 * DAY);
  });

  it("is cut by the reward's cap, which counts over days, and never exceeds it later", async () => {
    const period = { kind: "lifetime" } as const;
    const caps = [{ scope: "affiliate", measure: "amount", period, limit: 25 }] as const;
    const { click, book, booked, pending } = await makePaid({ caps });
    await click();
    await click();
    await book();
    await click();
    await click();
    await book();
    await book();
    expect((await booked()).map(({ amount }) => amount)).toEqual([20, 5]);
    expect(await pending()).toBe(25);
    const explanation = JSON.parse(String((await booked())[1]?.explanation));
    expect(explanation.at(-1)).toMatchObject({ code: "cap.cut", before: 20, after: 5 });
  });

  it("in test mode is booked as test", async () => {
    const { counter, pack, book, booked } = await makePaid();
    await counter().record([pack({ at: AT, mode: "test" })]);
    await book();
    expect((await booked()).map(({ mode }) => mode)).toEqual(["test"]);
  });

  it("has its clicks in the reports by then", async () => {
    const { click, book, stored } = await makePaid();
    await click();
    await book();
    expect((await stored()).clicks).toBe(1);
  });

  it("is the system's to book", async () => {
    const { affiliate } = await makePaid();
    const ctx = testContext({ actor: ANONYMOUS }, BOOKED_AT);
    await expect(bookClickDays(ctx, affiliate.id, [yesterday])).rejects.toMatchObject({
      refusal: "signed_out",
    });
  });
});

describe("the job that books rewards per click", () => {
  it("books everybody, and one who fails holds up nobody", async () => {
    const [one, other] = [await makePaid(), await makePaid()];
    for (const sample of [one, other]) {
      await sample.click();
      await sample.counter().flush();
    }
    const ctx = testContext({}, BOOKED_AT);
    vi.spyOn(Object.getPrototypeOf(env.AFFILIATE_COUNTER), "getByName").mockImplementationOnce(
      () => ({ flush: () => Promise.reject(new Error("no")) }),
    );
    const report = await bookClickRewards(ctx);
    expect(report).toMatchObject({ failed: 1 });
    expect((await bookClickRewards(ctx)).failed).toBe(0);
    expect(await one.booked()).toHaveLength(1);
    expect(await other.booked()).toHaveLength(1);
    expect((await bookClickRewards(ctx)).commissions).toBe(0);
  });
});
