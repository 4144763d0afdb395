/** Leads, sales, renewals and refunds that follow from the demo's clicks, as a merchant's server sends them. */

import { CATALOG, type Product } from "../../web/demo/catalog.ts";
import { signClickToken, type TokenKeys } from "../../workers/lib/crypto.ts";
import { decodeTypeId } from "../../workers/lib/ids.ts";
import { DAY_MS, type DemoSettings } from "./base-rows.ts";
import type { HistoricClick } from "./click-history.ts";
import type { ProgramName } from "./people.ts";
import { type Random, seededRandom } from "./random.ts";

/** A line of `POST /api/v1/track/bulk`. */
export type BulkLine = {
  readonly type: "lead" | "sale" | "refund";
  readonly external_id: string;
  readonly occurred_at: number;
} & Readonly<Record<string, unknown>>;

export type Line = { readonly program: ProgramName; readonly body: BulkLine };

const SALE_RATE = 0.03;
const LEAD_RATE = 0.05;
const COUPON_RATE = 0.12;
const REFUND_RATE = 0.05;
const RENEWAL_DAYS = 30;
const COURSE = { id: "latte-art", name: "Latte art course", category: "course", price: 14_900 };

const [HOUSE_BLEND, GRINDER, BOX] = CATALOG;

/** What this buyer takes, and in which currency. */
function choose(program: ProgramName, random: Random): { product: Product; currency: string } {
  if (program === "academy" || !HOUSE_BLEND || !GRINDER || !BOX) {
    return { product: COURSE, currency: "USD" };
  }
  const product = random.weighted([
    [HOUSE_BLEND, 5],
    [GRINDER, 2],
    [BOX, 4],
  ]);
  return { product, currency: "EUR" };
}

/** A buyer decides at once, or within some days. */
const delay = (random: Random) =>
  random.chance(0.7) ? random.integer(60_000, 3_600_000) : random.integer(3_600_000, 6 * DAY_MS);

function saleLine(
  order: string,
  at: number,
  what: { readonly product: Product; readonly currency: string },
  credit: Readonly<Record<string, unknown>>,
): BulkLine {
  const { product, currency } = what;
  const { id, category, price } = product;
  return {
    type: "sale",
    external_id: order,
    occurred_at: at,
    references: [{ kind: "order", value: order }],
    amount: price,
    currency,
    items: [{ id: "1", product: id, category, quantity: 1, amount: price }],
    ...credit,
  };
}

/** What follows the first sale: a subscriber pays every month, and now and then somebody sends it back. */
function afterSale(sale: BulkLine, product: Product, until: number, random: Random): BulkLine[] {
  const lines: BulkLine[] = [];
  const { external_id: order, occurred_at: at, customer, currency } = sale;
  if (product.category === "subscription") {
    for (let month = 1; at + month * RENEWAL_DAYS * DAY_MS < until; month++) {
      if (random.chance(0.12)) break;
      const paidAt = at + month * RENEWAL_DAYS * DAY_MS;
      lines.push(
        saleLine(
          `${order}-${month + 1}`,
          paidAt,
          { product, currency: String(currency) },
          { customer },
        ),
      );
    }
  }
  const refundAt = at + random.integer(2, 12) * DAY_MS;
  if (random.chance(REFUND_RATE) && refundAt < until) {
    const amount = random.chance(0.6) ? product.price : Math.round(product.price / 2);
    lines.push({
      type: "refund",
      external_id: `${order}-refund`,
      occurred_at: refundAt,
      sale: { external_id: order },
      amount,
      currency,
    });
  }
  return lines;
}

async function tokenOf({ click, country, nonce }: HistoricClick, keys: TokenKeys): Promise<string> {
  const linkId = decodeTypeId("link", click.link);
  if (!linkId) throw new Error(`${click.link} is no link's id`);
  return signClickToken({ flags: 0, linkId, at: click.at, country, nonce }, keys);
}

/** How the merchant knows of the affiliate: by the coupon of the order, or by the click's token. */
async function creditOf(one: HistoricClick, keys: TokenKeys, random: Random) {
  const { coupon } = one.affiliate;
  if (coupon && random.chance(COUPON_RATE)) return { coupon };
  return { click_token: await tokenOf(one, keys) };
}

/** Everything before `settings.day` that the clicks led to, in the order of time. */
export async function conversionHistory(
  clicks: readonly HistoricClick[],
  settings: DemoSettings,
  keys: TokenKeys,
): Promise<Line[]> {
  const random = seededRandom(20_242);
  const lines: Line[] = [];
  for (const [index, one] of clicks.entries()) {
    if (one.click.flag) continue;
    const { program } = one.affiliate;
    const lead = program === "academy" && random.chance(LEAD_RATE);
    const sale = random.chance(lead ? SALE_RATE * 6 : SALE_RATE);
    if (!lead && !sale) continue;
    const credit = await creditOf(one, keys, random);
    const customer = { external_id: `customer-${index}`, email: `buyer-${index}@example.com` };
    const leadAt = one.click.at + random.integer(30_000, 900_000);
    const saleAt = (lead ? leadAt : one.click.at) + delay(random);
    const add = (body: BulkLine) => {
      if (body.occurred_at < settings.day) lines.push({ program, body });
    };
    if (lead) {
      add({ type: "lead", external_id: `lead-${index}`, occurred_at: leadAt, customer, ...credit });
    }
    if (!sale) continue;
    const what = choose(program, random);
    const body = saleLine(`order-${10_000 + index}`, saleAt, what, { customer, ...credit });
    add(body);
    if (saleAt < settings.day) afterSale(body, what.product, settings.day, random).forEach(add);
  }
  return lines.sort((a, b) => a.body.occurred_at - b.body.occurred_at);
}
