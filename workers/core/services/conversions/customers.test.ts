import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { TrackAnswer } from "../../../contract/track-answer.ts";
import type { Identity } from "../../../domain/report.ts";
import type { RewardDefinition } from "../../../domain/reward.ts";
import { TWENTY_PERCENT } from "../../testing/rewards.ts";
import { NOON, testBinding, testReport, testRun, testWorld } from "../../testing/run.ts";
import { DAY, makeShop, type Shop } from "../../testing/shop.ts";
import { resolveCustomer } from "./customers.ts";
import { NeedsOwnBatch } from "./run.ts";
import { identityKey, type World } from "./world.ts";

const ALICE: Identity = { kind: "external", value: "alice" };
const STRIPE: Identity = { kind: "stripe_customer", value: "cus_9" };
const EMAIL: Identity = { kind: "email_hash", value: "e1" };

function knows(world: World, customerId: string, ...identities: Identity[]) {
  world.customerCreatedAt.set(customerId, NOON);
  for (const identity of identities) {
    world.customers.set(identityKey("main", identity), { customerId, identity });
  }
}

describe("a report's customer", () => {
  it("is nobody when it names nobody", () => {
    const run = testRun(testWorld());
    expect(resolveCustomer(run, testReport())).toBeNull();
    expect(run.changes.customers).toEqual([]);
  });

  it("is made once in a list, with every identity that it brings", () => {
    const run = testRun(testWorld());
    const id = resolveCustomer(run, testReport({ identities: [ALICE, STRIPE] }));
    expect(resolveCustomer(run, testReport({ identities: [STRIPE] }))).toBe(id);
    expect(run.changes.customers).toMatchObject([{ id, mode: "live", createdAt: NOON }]);
    expect(run.changes.identities).toMatchObject([
      { ...ALICE, customerId: id, origin: "main" },
      { ...STRIPE, customerId: id, origin: "main" },
    ]);
  });

  it("gains the identities that a later report adds", () => {
    const run = testRun(testWorld());
    knows(run.world, "cus_1", ALICE);
    expect(resolveCustomer(run, testReport({ identities: [ALICE, EMAIL] }))).toBe("cus_1");
    expect(run.changes.identities).toMatchObject([{ ...EMAIL, customerId: "cus_1" }]);
  });

  it("is another one in another shop, though he has the same number there", () => {
    const run = testRun(testWorld());
    knows(run.world, "cus_1", ALICE);
    const other = resolveCustomer(run, testReport({ origin: "shop-2", identities: [ALICE] }));
    expect(other).not.toBe("cus_1");
  });

  it("is not known by an address that a browser typed in", () => {
    const run = testRun(testWorld());
    knows(run.world, "cus_1", EMAIL);
    const report = testReport({ trust: "browser", identities: [EMAIL] });
    expect(resolveCustomer(run, report)).toBeNull();
  });
});

describe("two customers who turn out to be one", () => {
  const two = (alone = true) => {
    const run = testRun(testWorld(), { alone });
    knows(run.world, "cus_1", ALICE);
    knows(run.world, "cus_2", STRIPE);
    return run;
  };
  const both = testReport({ identities: [ALICE, STRIPE] });

  it("are merged by a report of its own, never amid a list", () => {
    expect(() => resolveCustomer(two(false), both)).toThrow(NeedsOwnBatch);
  });

  it("are the one with the older binding; the other binding ends, and both keep their names", () => {
    const run = two();
    const old = testBinding({ customerId: "cus_2", boundAt: NOON - DAY });
    const young = testBinding({ customerId: "cus_1", boundAt: NOON, version: 3 });
    run.world.bindings.set("cus_1", young).set("cus_2", old);
    expect(resolveCustomer(run, both)).toBe("cus_2");
    expect(run.changes.merges).toEqual([{ aliasId: "cus_1", customerId: "cus_2", at: NOON }]);
    expect(run.changes.bindingChanges).toMatchObject([
      { id: young.row.id, fromVersion: 3, endedAt: NOON, endReason: "customers_merged" },
    ]);
    expect([...run.world.bindings.keys()]).toEqual(["cus_2"]);
    expect(resolveCustomer(run, testReport({ identities: [ALICE] }))).toBe("cus_2");
  });

  it("leave what is needed to undo it", () => {
    const run = two();
    const young = testBinding({ customerId: "cus_2" });
    run.world.bindings.set("cus_1", testBinding({ boundAt: NOON - DAY })).set("cus_2", young);
    resolveCustomer(run, both);
    expect(run.changes.auditEvents).toMatchObject([
      {
        action: "customer.merge",
        subjectId: "cus_1",
        before: { aliases: ["cus_2"], endedBindingIds: [young.row.id] },
      },
    ]);
  });
});

describe("a customer who was two", () => {
  type Answered = { status: number; body: TrackAnswer };
  const alice = { external_id: "alice" };
  const stripe = { stripe_customer: "cus_9" };
  const MONTHS = { ...TWENTY_PERCENT, duration: { kind: "months" as const, months: 1 } };
  const firstSales = (shop: Shop) =>
    env.DB.prepare("select sum(is_first_sale) value from conversions where program_id = ?")
      .bind(shop.program.id)
      .first<number>("value");

  const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();

  /** A lead under one name, and a sale ten days later under the other: the lead's binding is the older. */
  async function leadAndSale(shop: Shop, days: number) {
    const clicked = (at: number) => shop.token({ at: Date.now() - at * DAY - 1_000 });
    await shop.track("lead", {
      customer: alice,
      click_token: await clicked(days),
      occurred_at: ago(days),
    });
    const at = days - 10;
    await shop.sale({ customer: stripe, click_token: await clicked(at), occurred_at: ago(at) });
  }

  it.each([
    ["with the sale that says so", []],
    ["and with every later one", [{ customer: alice }, { customer: stripe }]],
  ])("buys again, and not for the first time, %s", async (_, later) => {
    const shop = await makeShop();
    await leadAndSale(shop, 20);
    for (const body of [{ customer: { ...alice, ...stripe } }, ...later]) {
      const { body: answer }: Answered = await shop.sale(body);
      expect(answer.conversion.via).toBe("binding");
    }
    expect(await firstSales(shop)).toBe(1);
  });

  it("has bought before also where that sale is reported again beside the next one", async () => {
    const shop = await makeShop();
    const bought = { external_id: "order-1", customer: stripe, click_token: await shop.token() };
    await shop.track("lead", { customer: alice, click_token: bought.click_token });
    await shop.sale(bought);
    await shop.track("lead", { external_id: "both", customer: { ...alice, ...stripe } });
    const money = { type: "sale", amount: 5_000, currency: "EUR" };
    await shop.track("bulk", {
      conversions: [
        { ...bought, ...money },
        { ...money, external_id: "order-2", customer: alice },
      ],
    });
    expect(await firstSales(shop)).toBe(1);
  });

  it("keeps the clock of his first sale, under whichever name he made it", async () => {
    const shop = await makeShop({ rewards: [MONTHS] });
    await leadAndSale(shop, 70);
    for (const customer of [{ ...alice, ...stripe }, alice, stripe]) {
      const { body }: Answered = await shop.sale({ customer });
      expect(body.no_commission?.code).toBe("nothing.duration_over");
    }
  });

  it.each([
    ["with the sale that says so", [], { ...alice, ...stripe }],
    ["though he had bought under one name", [stripe], { ...alice, ...stripe }],
  ])("frees the leads of both that waited for a sale %s", async (_, before, names) => {
    const lead: RewardDefinition = {
      kind: "base",
      conditions: [],
      caps: [],
      duration: { kind: "lifetime" },
      followsRefunds: false,
      trigger: { type: "lead" },
      amount: { kind: "flat", amount: 500 },
      requiresSale: true,
    };
    const shop = await makeShop({ rewards: [lead] });
    await shop.track("lead", { customer: stripe, click_token: await shop.token() });
    await shop.track("lead", { customer: alice, click_token: await shop.token() });
    for (const customer of before) await shop.sale({ customer });
    await shop.sale({ customer: names });
    const { results } = await env.DB.prepare(
      "select awaits_sale awaits from commissions where program_id = ?",
    )
      .bind(shop.program.id)
      .all<{ awaits: number }>();
    expect(results).toEqual([{ awaits: 0 }, { awaits: 0 }]);
  });
});
