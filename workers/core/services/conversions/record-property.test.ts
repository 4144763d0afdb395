import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import type { BrowserEvent } from "../../../contract/edge/browser-event.ts";
import type { RewardDefinition } from "../../../domain/reward.ts";
import { newId } from "../../../lib/ids.ts";
import { testContext } from "../../testing/context.ts";
import { TWENTY_PERCENT } from "../../testing/rewards.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";
import { handleBrowserEvents } from "./handle-browser-events.ts";
import { conversionSecret, recordingKeys } from "./keys.ts";

/** A cap that nothing reaches: its counter must hold what is earned, whatever was taken back. */
const CAPPED = {
  ...(TWENTY_PERCENT as Extract<RewardDefinition, { kind: "base" }>),
  caps: [
    {
      scope: "affiliate" as const,
      measure: "amount" as const,
      limit: 1_000_000_000,
      period: { kind: "lifetime" as const },
    },
  ],
};

const ORDERS = 4;
const CUSTOMERS = 2;

/** One report of one order: by whom, under which of its names, and for which amount. */
type Reported = {
  readonly order: number;
  readonly channel: "browser" | "signed" | "server" | "server_by_reference" | "bulk";
  /** Who bought, as this report says. */
  readonly customer: number;
  /** Reports of one moment are sent together. */
  readonly moment: number;
  readonly amount: number;
};

const reported: fc.Arbitrary<Reported> = fc.record({
  order: fc.nat(ORDERS - 1),
  channel: fc.constantFrom("browser", "signed", "server", "server_by_reference", "bulk"),
  customer: fc.nat(CUSTOMERS - 1),
  moment: fc.nat(2),
  amount: fc.integer({ min: 0, max: 100_000 }),
});

const externalId = ({ order }: Reported) => `order-${order}`;
const moneyOf = ({ amount }: Reported) => ({ amount, currency: "EUR" });
const serverSale = (token: string, report: Reported) => ({
  ...moneyOf(report),
  click_token: token,
  customer: { external_id: `customer-${report.customer}` },
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

async function browserEvent(shop: Shop, touches: string, report: Reported): Promise<BrowserEvent> {
  const { env: coreEnv } = testContext();
  const said = {
    external_id: externalId(report),
    ...moneyOf(report),
    customer_id: `customer-${report.customer}`,
  };
  const secret = await conversionSecret(await recordingKeys(coreEnv), shop.program.id, "live");
  const signed = await new SignJWT(said)
    .setProtectedHeader({ alg: "HS256" })
    .setIssuedAt()
    .sign(new TextEncoder().encode(secret));
  const own = report.channel === "signed" ? { signed } : {};
  const body = { program: shop.program.id, type: "sale" as const, ...said, touches, ...own };
  return { kind: "browser", id: newId("conv"), at: Date.now(), body };
}

/** Servers call one by one; a bulk upload, and what browsers reported, come as lists. */
async function sendTogether(shop: Shop, token: string, reports: Reported[]): Promise<void> {
  const byBrowser = ({ channel }: Reported) => channel === "browser" || channel === "signed";
  const events = await Promise.all(
    reports.filter(byBrowser).map((report) => browserEvent(shop, token, report)),
  );
  const { bulk = [], one = [] } = Object.groupBy(
    reports.filter((report) => !byBrowser(report)),
    ({ channel }) => (channel === "bulk" ? "bulk" : "one"),
  );
  await Promise.all([
    sendBulk(shop, token, bulk),
    handleBrowserEvents(testContext(), events),
    ...one.map((report) => sendOne(shop, token, report)),
  ]);
}

describe("any reports of the same orders, by any channels, at once or out of order", () => {
  it("make one conversion an order, by the most trusted report, and the books tie out", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(reported, { minLength: 1, maxLength: 10 }), async (reports) => {
        const shop = await makeShop({ rewards: [CAPPED] });
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
        const ordersBy = (...channels: Reported["channel"][]) =>
          new Set(
            reports.filter(({ channel }) => channels.includes(channel)).map(({ order }) => order),
          );
        const byServer = ordersBy("server", "server_by_reference", "bulk");
        const signedAlone = [...ordersBy("signed")].filter((order) => !byServer.has(order));
        const reportedBy = (trust: string) => results.filter((row) => row.trust === trust);
        expect(reportedBy("api")).toHaveLength(byServer.size);
        expect(reportedBy("signed_browser")).toHaveLength(signedAlone.length);
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
            .filter(({ trust }) => trust !== "browser")
            .reduce((sum, row) => sum + row.gross, 0),
        });
        const counted = await env.DB.prepare(
          `select (select coalesce(sum(value), 0) from cap_counters where program_id = ?1) capped,
             (select coalesce(sum(new_customers), 0) from conversion_days where program_id = ?1) days,
             (select coalesce(sum(is_first_sale), 0) from conversions where program_id = ?1) firsts,
             (select count(distinct customer_id) from conversions
              where program_id = ?1 and is_first_sale = 1) customers`,
        )
          .bind(shop.program.id)
          .first<Record<string, number>>();
        expect(counted).toEqual({
          capped: earned,
          days: counted?.firsts,
          firsts: counted?.customers,
          customers: counted?.customers,
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
