/** Conversions and their days against the model. */
import { type Books, type Reported, rowsOf } from "./books.ts";
import { Comparison, sameMaps } from "./findings.ts";
import {
  baseOf,
  conversionDays,
  creditOf,
  type DayTotal,
  isBrowserOnly,
  isUnconfirmed,
} from "./model.ts";
import type { Order } from "./orders.ts";
import type { Stage } from "./stage.ts";
import { nameOf, SEEN } from "./visits.ts";

const DAYS = `select program_id || '|' || mode || '|' || affiliate_id || '|' || day || '|' || type as key,
  conversions, earning, new_customers as newCustomers, revenue, commission, affiliate_id, mode
  from conversion_days where conversions <> 0 or commission <> 0 or revenue <> 0`;

export function compareConversions({ conversions, strangers }: Books): Comparison {
  const comparison = new Comparison("conversions: one an order, its affiliate, base and trust");
  comparison.equal("conversions of no order", strangers.length, 0);
  for (const [order, found] of conversions) {
    const { affiliate } = creditOf(order);
    const wanted = {
      affiliate: affiliate?.id ?? null,
      base: order.money === null ? null : baseOf(order),
      trust: isBrowserOnly(order) ? "browser" : "api",
      needs_confirmation: isUnconfirmed(order) ? 1 : 0,
    };
    const got = found.map(({ affiliate_id, base, trust, needs_confirmation }) => ({
      affiliate: affiliate_id,
      base,
      trust,
      needs_confirmation,
    }));
    comparison.equal(`order ${order.index}`, got, [wanted]);
  }
  return comparison;
}

/** The facts of the click are on the conversion, or `unknown` where the click was lost with its isolate. */
export function compareEnrichment(
  { orders, handed }: Reported,
  { conversions }: Books,
): Comparison {
  const comparison = new Comparison("facts of the click on its conversion");
  const twins = new Set(
    [...orders.keys()].filter(({ twin }) => twin).map(({ customer }) => customer),
  );
  for (const [order, [conversion]] of conversions) {
    // Of a customer who buys twice at once, either order may be the renewal.
    if (conversion === undefined || twins.has(order.customer)) continue;
    const { via } = creditOf(order);
    const { visit } = order;
    const own = visit !== null && via !== "binding" && sameOwner(order);
    if (!own || visit === null) {
      comparison.equal(`order ${order.index}`, conversion.enrichment, "none");
      continue;
    }
    const name = nameOf(visit.index);
    const isThere = handed.has(name) || handed.has(`${name}${SEEN}`);
    const wanted = isThere ? ["found", visit.agent.device, name] : ["unknown", null, null];
    const { enrichment, device, sub } = conversion;
    comparison.equal(`order ${order.index}`, [enrichment, device, sub], wanted);
  }
  return comparison;
}

/** A coupon's owner is credited with his own click, where the customer had one. */
const sameOwner = (order: Order): boolean =>
  creditOf(order).affiliate !== null &&
  creditOf(order).affiliate === order.visit?.link.affiliate &&
  (order.visit.kind === "person" || order.visit.kind === "shown");

export async function compareDays(stage: Stage, { world, orders }: Reported): Promise<Comparison> {
  type Day = DayTotal & { key: string; commission: number };
  const rows = await rowsOf<Day>(stage, DAYS);
  const got = rows.map(({ key, conversions, earning, newCustomers, revenue }) => {
    return [key, { conversions, earning, newCustomers, revenue }] as const;
  });
  const wanted = conversionDays(world, orders);
  const figure = "conversions by day, affiliate and type";
  const comparison = sameMaps(new Comparison(figure), new Map(got), wanted);
  const booked = await rowsOf<{ sum: number }>(
    stage,
    "select coalesce(sum(amount - reversed), 0) as sum from commissions where superseded_at is null",
  );
  const sum = rows.reduce((total, { commission }) => total + commission, 0);
  return comparison.equal("commissions of all days", sum, booked[0]?.sum);
}
