/** What the database holds of a run's orders. */
import type { World } from "./company.ts";
import type { Order } from "./orders.ts";
import type { Stage } from "./stage.ts";

export const rowsOf = async <T>({ d1 }: Stage, sql: string): Promise<T[]> =>
  (await d1.prepare(sql).all<T>()).results;

export type Conversion = {
  readonly id: string;
  readonly external_id: string;
  readonly affiliate_id: string | null;
  readonly via: string | null;
  readonly base: number | null;
  readonly trust: string;
  readonly needs_confirmation: number;
  readonly enrichment: string;
  readonly device: string | null;
  readonly sub: string | null;
};
export type Commission = {
  readonly conversion_id: string;
  readonly affiliate_id: string;
  readonly kind: string;
  readonly mode: string;
  readonly amount: number;
  readonly held: number;
};

export type RefundRow = {
  readonly external_id: string;
  readonly conversion_id: string | null;
  readonly amount: number;
};

const REFUNDS = "select external_id, conversion_id, amount from refunds";
const CONVERSIONS = `select id, external_id, affiliate_id, via, base_in_program as base, trust,
  needs_confirmation, enrichment, device, click_sub ->> 0 as sub from conversions`;
const COMMISSIONS = `select conversion_id, affiliate_id, kind, mode, amount,
  held_reasons <> '[]' as held from commissions where superseded_at is null`;
/** The orders that a shop has reported, each with its time, and the clicks that core has. */
export type Reported = {
  readonly world: World;
  readonly orders: ReadonlyMap<Order, number>;
  readonly handed: ReadonlySet<string>;
};
export type OrderSums = {
  readonly counted: number;
  readonly double: number;
  readonly lost: number;
};

/** Conversions of each order, and what they earned. */
export class Books {
  readonly conversions = new Map<Order, Conversion[]>();
  readonly strangers: Conversion[] = [];
  readonly commissions: Commission[];
  readonly refunds: RefundRow[];

  constructor(
    orders: Iterable<Order>,
    conversions: Conversion[],
    commissions: Commission[],
    refunds: RefundRow[],
  ) {
    const byNumber = new Map<string, Order>();
    for (const order of orders) {
      this.conversions.set(order, []);
      for (const { externalId } of order.reports) byNumber.set(externalId, order);
    }
    for (const conversion of conversions) {
      const order = byNumber.get(conversion.external_id);
      if (order === undefined) this.strangers.push(conversion);
      else this.conversions.get(order)?.push(conversion);
    }
    this.commissions = commissions;
    this.refunds = refunds;
  }

  get sums(): OrderSums {
    const counts = [...this.conversions.values()].map(({ length }) => length);
    return {
      counted: counts.filter((count) => count > 0).length,
      double:
        this.strangers.length + counts.reduce((sum, count) => sum + Math.max(count - 1, 0), 0),
      lost: counts.filter((count) => count === 0).length,
    };
  }
}

export const readBooks = async (stage: Stage, orders: Iterable<Order>): Promise<Books> =>
  new Books(
    orders,
    await rowsOf<Conversion>(stage, CONVERSIONS),
    await rowsOf<Commission>(stage, COMMISSIONS),
    await rowsOf<RefundRow>(stage, REFUNDS),
  );
