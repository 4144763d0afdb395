/**
 * Whom each order is credited to and what it earns, computed from rules.md with nothing of the product's.
 * What depends on the order of arrival is left to what compares.
 */
import { type Affiliate, holds, RATES, stateAt, type World } from "./company.ts";
import { dayIn, keyOf } from "./days.ts";
import type { Order } from "./orders.ts";
import type { Visit } from "./visits.ts";

export type Credit = {
  readonly affiliate: Affiliate | null;
  readonly via: "click" | "coupon" | "binding" | null;
  /** The commission is held from the start. */
  readonly held: boolean;
};

/** rules.md 2: the customer's binding, then coupon, then click, then nobody. */
export function creditOf(order: Order): Credit {
  const { renews, coupon, visit, times, program } = order;
  const held = (affiliate: Affiliate) => stateAt(affiliate, times.order) === "suspended";
  const bound = renews === null ? null : creditOf(renews);
  if (bound?.affiliate) {
    return { affiliate: bound.affiliate, via: "binding", held: held(bound.affiliate) };
  }
  // A coupon is a touch at event time: none is within a pause.
  if (coupon !== null && coupon.state !== "banned" && !holds(program.pause, times.order)) {
    return { affiliate: coupon, via: "coupon", held: held(coupon) };
  }
  if (visit === null || !clickCounts(visit, times.click)) {
    return { affiliate: null, via: null, held: false };
  }
  const { affiliate } = visit.link;
  return { affiliate, via: "click", held: held(affiliate) };
}

/** rules.md 3, column "link", as of the click's own time; what came before a pause counts within it. */
export function clickCounts({ kind, link }: Visit, at: number): boolean {
  const { affiliate } = link;
  const wasSeen = kind === "person" || kind === "shown";
  return wasSeen && stateAt(affiliate, at) === "active" && !holds(affiliate.program.pause, at);
}

export const isBrowserOnly = ({ reports }: Order): boolean =>
  reports.every(({ via }) => via === "browser");

/** rules.md 1: a bare browser's sale waits for a report of higher trust. */
export const isUnconfirmed = (order: Order): boolean =>
  order.type === "sale" && isBrowserOnly(order);

/** rules.md 4. */
export function baseOf({ money }: Order): number {
  return money === null ? 0 : Math.max(money.gross - money.tax - money.shipping, 0);
}

/** Half to even, of integers. */
export function percentOf(amount: number, basisPoints: number): number {
  const product = BigInt(amount) * BigInt(basisPoints);
  const whole = product / 10_000n;
  const rest = product % 10_000n;
  const up = rest > 5_000n || (rest === 5_000n && whole % 2n === 1n);
  return Number(up ? whole + 1n : whole);
}

/** What an order of a `plain` program earns; the others only have sums. */
export function commissionOf(order: Order): number {
  if (creditOf(order).affiliate === null) return 0;
  if (order.type === "lead") return RATES.plain.lead;
  return percentOf(baseOf(order), RATES.plain.saleBasisPoints);
}

/** The sum of an affiliate's commissions on sales, and the sum of all bonuses, by the program's rule. */
export function sumOfCommissions(affiliate: Affiliate, orders: readonly Order[]): number {
  const own = orders.filter((order) => creditOf(order).affiliate === affiliate);
  const revenue = own.reduce((sum, order) => sum + baseOf(order), 0);
  switch (affiliate.program.rule) {
    case "plain":
      return own.reduce((sum, order) => sum + commissionOf(order), 0);
    case "capped": {
      const uncut = own.reduce(
        (sum, order) => sum + percentOf(baseOf(order), RATES.capped.saleBasisPoints),
        0,
      );
      return Math.min(uncut, RATES.capped.affiliateAmount);
    }
    case "tiered":
      return tiersOf(revenue);
  }
}

/** However its sales are cut, revenue earns the same: each step's part by the step's rate. */
function tiersOf(revenue: number): number {
  const { steps } = RATES.tiered;
  return steps.reduce((sum, { from, basisPoints }, index) => {
    const until = steps[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    return sum + percentOf(Math.max(Math.min(revenue, until) - from, 0), basisPoints);
  }, 0);
}

export type DayTotal = {
  conversions: number;
  earning: number;
  newCustomers: number;
  revenue: number;
};

/** `program|mode|affiliate|day|type` */
export function conversionDays(world: World, orders: ReadonlyMap<Order, number>) {
  const days = new Map(world.programs.map(({ id, timeZone }) => [id, dayIn(timeZone)]));
  const totals = new Map<string, DayTotal>();
  const bought = new Set<string>();
  for (const [order, at] of orders) {
    const { program, mode, type, customer } = order;
    const { affiliate } = creditOf(order);
    const day = days.get(program.id)?.(at) ?? "";
    const key = keyOf(program.id, mode, affiliate?.id ?? "", day, type);
    const total = totals.get(key) ?? { conversions: 0, earning: 0, newCustomers: 0, revenue: 0 };
    totals.set(key, total);
    // A sale that nobody confirmed is listed, and adds nothing to what tiers look at (docs/decisions/013).
    const base = isUnconfirmed(order) ? 0 : baseOf(order);
    total.conversions++;
    total.revenue += base;
    if (base === 0) continue;
    total.earning++;
    if (affiliate === null || customer === null || bought.has(customer)) continue;
    bought.add(customer);
    total.newCustomers++;
  }
  return totals;
}
