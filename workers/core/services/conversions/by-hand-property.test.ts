import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BrowserEvent } from "../../../contract/edge/browser-event.ts";
import type { RewardDefinition } from "../../../domain/reward.ts";
import { newId } from "../../../lib/ids.ts";
import { callApi } from "../../testing/api.ts";
import { testContext } from "../../testing/context.ts";
import { memberOf } from "../../testing/people.ts";
import { TWENTY_PERCENT } from "../../testing/rewards.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";
import { expectBooksTieOut, expectOneOfEach } from "../../testing/sums.ts";
import { handleBrowserEvents } from "./handle-browser-events.ts";

/** A cap that nothing reaches: its counter must hold what is earned, whatever was taken back. */
const CAPPED = {
  ...(TWENTY_PERCENT as Extract<RewardDefinition, { kind: "base" }>),
  caps: [
    {
      scope: "program" as const,
      measure: "amount" as const,
      limit: 1_000_000_000,
      period: { kind: "lifetime" as const },
    },
  ],
};

const SECOND_LEVEL: RewardDefinition = {
  kind: "second_level",
  trigger: { type: "sale" },
  of: "commission",
  basisPoints: 1_000,
  months: 12,
  conditions: [],
  caps: [],
};

const ORDERS = 3;
const AFFILIATES = 3;

type Step =
  | { readonly do: "report"; readonly by: "browser" | "server"; readonly amount: number }
  | { readonly do: "refund" | "approve" | "reject" | "pay" }
  | {
      readonly do: "reattribute";
      readonly to: number;
      readonly recover: boolean;
      readonly move: boolean;
    };

const step: fc.Arbitrary<Step & { readonly order: number }> = fc.oneof(
  fc.record({
    do: fc.constant("report" as const),
    by: fc.constantFrom("browser" as const, "server" as const),
    amount: fc.integer({ min: 0, max: 100_000 }),
    order: fc.nat(ORDERS - 1),
  }),
  fc.record({
    do: fc.constantFrom("refund" as const, "approve" as const, "reject" as const, "pay" as const),
    order: fc.nat(ORDERS - 1),
  }),
  fc.record({
    do: fc.constant("reattribute" as const),
    to: fc.integer({ min: -1, max: AFFILIATES - 1 }),
    recover: fc.boolean(),
    move: fc.boolean(),
    order: fc.nat(ORDERS - 1),
  }),
);

/** Orders 0 and 1 are one customer's. */
const customerOf = (order: number) => `customer-${order < 2 ? 0 : 1}`;

async function report(shop: Shop, touches: string, one: Step & { do: "report"; order: number }) {
  const external_id = `order-${one.order}`;
  const money = { amount: one.amount, currency: "EUR" };
  if (one.by === "server") {
    const customer = { external_id: customerOf(one.order) };
    const { status } = await shop.sale({ external_id, ...money, click_token: touches, customer });
    expect([200, 201]).toContain(status);
    return;
  }
  const customer_id = customerOf(one.order);
  const said = { external_id, ...money, customer_id, touches };
  const body = { program: shop.program.id, type: "sale" as const, ...said };
  const event: BrowserEvent = { kind: "browser", id: newId("conv"), at: Date.now(), body };
  await handleBrowserEvents(testContext(), [event]);
}

const idOfOrder = (shop: Shop, order: number) =>
  env.DB.prepare("select id from conversions where program_id = ? and external_id = ?")
    .bind(shop.program.id, `order-${order}`)
    .first<string>("id");

/** As a payout would leave it, but that no money is booked as sent: the affiliate has it. */
const pay = (conversionId: string) =>
  env.DB.prepare(
    `update commissions set state = 'paid', approved_at = coalesce(approved_at, 1),
       approved_by = coalesce(approved_by, 'rule'), version = version + 1
     where conversion_id = ? and state = 'pending' and superseded_at is null
       and held_reasons = '[]' and awaits_sale = 0`,
  )
    .bind(conversionId)
    .run();

async function carryOut(
  shop: Shop,
  touches: string,
  affiliates: readonly string[],
  one: Step & { readonly order: number },
): Promise<void> {
  if (one.do === "report") return report(shop, touches, one);
  const id = await idOfOrder(shop, one.order);
  if (one.do === "refund") {
    const sale = { external_id: `order-${one.order}` };
    const body = { external_id: newId("req"), amount: 100, currency: "EUR", sale };
    expect((await shop.track("refund", body)).status).toBe(201);
    return;
  }
  if (id === null) return;
  if (one.do === "pay") {
    await pay(id);
    return;
  }
  const actor = memberOf(shop.organization.id, "manager");
  const { to = -1, recover = false, move = false } = one.do === "reattribute" ? one : {};
  const bodies = {
    approve: undefined,
    reject: { reason: "No such order" },
    reattribute: {
      affiliate_id: affiliates[to] ?? null,
      reason: "She sent the customer",
      recover,
      move_binding: move,
    },
  };
  const body = bodies[one.do];
  const answer = await callApi(`/conversions/${id}/${one.do}`, { actor, body, method: "POST" });
  expect([200, 409]).toContain(answer.status);
}

describe("whatever is reported, refunded, approved, rejected, paid and re-attributed, in any order", () => {
  it("commissions, ledger and day totals tie out for each affiliate", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const shop = await makeShop({ rewards: [CAPPED, SECOND_LEVEL] });
        const recruitedAt = Date.now() - 86_400_000;
        const recruited = await shop.addAffiliate({ recruiterId: shop.affiliate.id, recruitedAt });
        const other = await shop.addAffiliate();
        const touches = await shop.token({ link: recruited.link });
        const affiliates = [shop.affiliate.id, recruited.id, other.id];
        for (const one of steps) await carryOut(shop, touches, affiliates, one);
        await expectBooksTieOut(shop.program.id);
        await expectOneOfEach(shop.program.id);
      }),
      { numRuns: 20 },
    );
  }, 180_000);
});
