import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BrowserEvent } from "../../../contract/edge/browser-event.ts";
import { newId } from "../../../lib/ids.ts";
import { testContext } from "../../testing/context.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";
import { handleBrowserEvents } from "./handle-browser-events.ts";

const ORDERS = 4;
const CUSTOMERS = 2;

/** One report of one order: by whom, under which of its names, and for which amount. */
type Reported = {
  readonly order: number;
  readonly channel: "browser" | "server" | "server_by_reference" | "bulk";
  /** Reports of one moment are sent together. */
  readonly moment: number;
  readonly amount: number;
};

const reported: fc.Arbitrary<Reported> = fc.record({
  order: fc.nat(ORDERS - 1),
  channel: fc.constantFrom("browser", "server", "server_by_reference", "bulk"),
  moment: fc.nat(2),
  amount: fc.integer({ min: 0, max: 100_000 }),
});

const externalId = ({ order }: Reported) => `order-${order}`;
const moneyOf = ({ amount }: Reported) => ({ amount, currency: "EUR" });
const serverSale = (token: string, report: Reported) => ({
  ...moneyOf(report),
  click_token: token,
  customer: { external_id: `customer-${report.order % CUSTOMERS}` },
});

async function sendOne(shop: Shop, token: string, report: Reported): Promise<void> {
  const order = externalId(report);
  const named =
    report.channel === "server"
      ? { external_id: order }
      : {
          external_id: `pi-${report.order}`,
          references: [{ kind: "order", value: order }],
        };
  const { status } = await shop.sale({ ...named, ...serverSale(token, report) });
  expect([200, 201]).toContain(status);
}

async function sendBulk(shop: Shop, token: string, reports: Reported[]): Promise<void> {
  if (reports.length === 0) return;
  const { status } = await shop.track("bulk", {
    conversions: reports.map((report) => ({
      type: "sale",
      external_id: externalId(report),
      ...serverSale(token, report),
    })),
  });
  expect(status).toBe(200);
}

const browserEvent = (shop: Shop, touches: string, report: Reported): BrowserEvent => ({
  kind: "browser",
  id: newId("conv"),
  at: Date.now(),
  body: {
    program: shop.program.id,
    type: "sale",
    external_id: externalId(report),
    ...moneyOf(report),
    touches,
  },
});

/** Servers call one by one; a bulk upload, and what browsers reported, come as lists. */
async function sendTogether(shop: Shop, token: string, reports: Reported[]): Promise<void> {
  const { bulk = [], browser = [], ...others } = Object.groupBy(reports, (one) => one.channel);
  const events = browser.map((report) => browserEvent(shop, token, report));
  await Promise.all([
    sendBulk(shop, token, bulk),
    handleBrowserEvents(testContext(), events),
    ...Object.values(others).flatMap((ones) => ones.map((one) => sendOne(shop, token, one))),
  ]);
}

describe("any reports of the same orders, by any channels, at once or out of order", () => {
  it("make one conversion an order, by the most trusted report, and the books tie out", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(reported, { minLength: 1, maxLength: 10 }), async (reports) => {
        const shop = await makeShop();
        const token = await shop.token();
        for (const moment of [0, 1, 2]) {
          const together = reports.filter((report) => report.moment === moment);
          await sendTogether(shop, token, together);
        }
        const { results } = await env.DB.prepare(
          `select c.trust, c.gross, c.refunded, coalesce(sum(m.amount), 0) earned, c.external_id
           from conversions c left join commissions m
             on m.conversion_id = c.id and m.superseded_at is null
           where c.program_id = ? group by c.id order by c.external_id`,
        )
          .bind(shop.program.id)
          .all<{ trust: string; gross: number; earned: number }>();
        const orders = new Set(reports.map(({ order }) => order));
        expect(results).toHaveLength(orders.size);
        const byServer = new Set(
          reports.filter(({ channel }) => channel !== "browser").map(({ order }) => order),
        );
        expect(results.filter(({ trust }) => trust === "api")).toHaveLength(byServer.size);
        const amounts = new Set(reports.map(({ amount }) => amount));
        for (const { gross, earned } of results) {
          expect(amounts.has(gross)).toBe(true);
          expect(Math.abs(earned * 5 - gross)).toBeLessThanOrEqual(2);
        }
        const books = await shop.books();
        const earned = results.reduce((sum, row) => sum + row.earned, 0);
        expect(books).toMatchObject({
          commissions: earned,
          ledger: earned,
          days: earned,
          dayConversions: orders.size,
          revenue: results
            .filter(({ trust }) => trust === "api")
            .reduce((sum, row) => sum + row.gross, 0),
        });
        const bindings = await env.DB.prepare(
          `select count(*) bound, count(distinct customer_id) customers from bindings
           where program_id = ? and ended_at is null`,
        )
          .bind(shop.program.id)
          .first<{ bound: number; customers: number }>();
        expect(bindings?.bound).toBe(bindings?.customers);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
