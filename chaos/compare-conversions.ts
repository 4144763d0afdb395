/** Conversions and their days against the model. */
import { type Books, type Reported, rowsOf } from "./books.ts";
import { affiliatesOf } from "./company.ts";
import { Comparison, sameMaps } from "./findings.ts";
import {
  baseOf,
  clickCounts,
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

/** Those that would be credited or held otherwise if no merchant had done anything in the middle of the run. */
export function compareTurns({ world }: Reported, { conversions, commissions }: Books): Comparison {
  const comparison = new Comparison("orders that a suspension or a pause decides, and both");
  const suspended = affiliatesOf(world).filter(({ suspension }) => suspension !== null);
  const paused = world.programs.filter((program) => program.pause !== null);
  comparison.equal("turns", [suspended.length, paused.length], [1, 1]);
  const held = new Map(commissions.map((one) => [one.conversion_id, one.held === 1]));
  for (const [order, [conversion]] of conversions) {
    const [now, otherwise] = [
      creditOf(order),
      creditOf({ ...order, times: { order: 0, click: 0 } }),
    ];
    if (now.affiliate === otherwise.affiliate && now.held === otherwise.held) continue;
    const wanted = [now.affiliate?.id ?? null, now.held || isUnconfirmed(order)];
    // An order that earns nothing has no commission that could be held.
    const got = [conversion?.affiliate_id, held.get(conversion?.id ?? "") ?? wanted[1]];
    comparison.equal(`order ${order.index}`, got, wanted);
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
  clickCounts(order.visit, order.times.click);

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
