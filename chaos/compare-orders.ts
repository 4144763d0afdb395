/** Conversions, commissions, day totals and the ledger against the model. */
import { type Affiliate, affiliatesOf, RATES, type World } from "./company.ts";
import { Comparison, type Finding, sameMaps } from "./findings.ts";
import { call } from "./http.ts";
import {
  baseOf,
  commissionOf,
  conversionDays,
  creditOf,
  type DayTotal,
  isBrowserOnly,
  isUnconfirmed,
  sumOfCommissions,
} from "./model.ts";
import type { Order } from "./orders.ts";
import type { Stage } from "./stage.ts";
import { nameOf, SEEN } from "./visits.ts";

const rowsOf = async <T>({ d1 }: Stage, sql: string): Promise<T[]> =>
  (await d1.prepare(sql).all<T>()).results;

type Conversion = {
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
type Commission = {
  readonly conversion_id: string;
  readonly affiliate_id: string;
  readonly kind: string;
  readonly mode: string;
  readonly amount: number;
  readonly held: number;
};

const CONVERSIONS = `select id, external_id, affiliate_id, via, base_in_program as base, trust,
  needs_confirmation, enrichment, device, click_sub ->> 0 as sub from conversions`;
const COMMISSIONS = `select conversion_id, affiliate_id, kind, mode, amount,
  held_reasons <> '[]' as held from commissions where superseded_at is null`;
const DAYS = `select program_id || '|' || mode || '|' || affiliate_id || '|' || day || '|' || type as key,
  conversions, earning, new_customers as newCustomers, revenue, commission, affiliate_id, mode
  from conversion_days where conversions <> 0 or commission <> 0 or revenue <> 0`;

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
class Books {
  readonly conversions = new Map<Order, Conversion[]>();
  readonly strangers: Conversion[] = [];
  readonly commissions: Commission[];

  constructor(orders: Iterable<Order>, conversions: Conversion[], commissions: Commission[]) {
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

export async function compareOrders(
  stage: Stage,
  reported: Reported,
): Promise<{ sums: OrderSums; findings: Finding[] }> {
  const books = new Books(
    reported.orders.keys(),
    await rowsOf<Conversion>(stage, CONVERSIONS),
    await rowsOf<Commission>(stage, COMMISSIONS),
  );
  const comparisons = [
    compareConversions(reported, books),
    compareEnrichment(reported, books),
    compareCommissions(books),
    compareSums(reported, books),
    await compareDays(stage, reported),
    await compareCaps(stage, reported, books),
    ...(await compareLedger(stage, reported, books)),
    await compareApi(stage, reported),
  ];
  return { sums: books.sums, findings: comparisons.map(({ finding }) => finding) };
}

function compareConversions(_: Reported, { conversions, strangers }: Books): Comparison {
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
function compareEnrichment({ orders, handed }: Reported, { conversions }: Books): Comparison {
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

function compareCommissions({ conversions, commissions }: Books): Comparison {
  const comparison = new Comparison("commissions: amount and hold of each order");
  const byConversion = Map.groupBy(commissions, ({ conversion_id }) => conversion_id);
  for (const [order, [conversion]] of conversions) {
    if (order.program.rule !== "plain" || conversion === undefined) continue;
    const amount = commissionOf(order);
    const held = creditOf(order).held || isUnconfirmed(order) ? 1 : 0;
    const got = (byConversion.get(conversion.id) ?? []).map((one) => [one.amount, one.held]);
    comparison.equal(`order ${order.index}`, got, amount === 0 ? [] : [[amount, held]]);
  }
  return comparison;
}

/** Caps and tiers: who came first decides what each order earns, but not what they earn together. */
function compareSums({ world, orders }: Reported, { commissions }: Books): Comparison {
  const comparison = new Comparison("commissions: sums under caps and tiers");
  const sumOf = (kind: string, affiliate: Affiliate | null) =>
    commissions
      .filter(
        (one) => one.kind === kind && (affiliate === null || one.affiliate_id === affiliate.id),
      )
      .reduce((sum, { amount }) => sum + amount, 0);
  const all = [...orders.keys()];
  for (const affiliate of affiliatesOf(world)) {
    const wanted = sumOfCommissions(affiliate, all);
    comparison.equal(`${affiliate.program.rule} ${affiliate.id}`, sumOf("base", affiliate), wanted);
  }
  const sales = all.filter(
    (order) => order.program.rule === "capped" && creditOf(order).affiliate !== null,
  );
  const bonuses = Math.min(sales.length, RATES.capped.bonuses) * RATES.capped.bonus;
  return comparison.equal("bonuses", sumOf("bonus", null), bonuses);
}

async function compareDays(stage: Stage, { world, orders }: Reported): Promise<Comparison> {
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

/** A cap's counter holds what is in force of what it counted, and is never over its limit. */
async function compareCaps(
  stage: Stage,
  { world, orders }: Reported,
  { commissions }: Books,
): Promise<Comparison> {
  const comparison = new Comparison("counters of caps");
  const rows = await rowsOf<{ key: string; value: number }>(
    stage,
    "select key, value from cap_counters",
  );
  for (const affiliate of affiliatesOf(world)) {
    if (affiliate.program.rule !== "capped") continue;
    const row = rows.find(({ key }) => key.includes(affiliate.id));
    comparison.equal(
      affiliate.id,
      row?.value ?? 0,
      sumOfCommissions(affiliate, [...orders.keys()]),
    );
  }
  const bonuses = commissions.filter(({ kind }) => kind === "bonus").length;
  const ofProgram = rows.find(({ key }) => key.startsWith("cap:program:"));
  comparison.equal("bonuses", ofProgram?.value ?? 0, bonuses);
  return comparison.holds(`${bonuses} bonuses`, bonuses <= RATES.capped.bonuses);
}

async function compareLedger(
  stage: Stage,
  { world, orders }: Reported,
  { commissions }: Books,
): Promise<Comparison[]> {
  const balances = new Comparison("balances of the ledger");
  const rows = await rowsOf<{ key: string; sum: number }>(
    stage,
    `select a.kind || '|' || a.affiliate_id || '|' || a.mode as key, sum(e.amount) as sum
     from ledger_entries e join ledger_accounts a on a.id = e.account_id group by 1`,
  );
  const got = new Map(rows.map(({ key, sum }) => [key, sum]));
  for (const affiliate of affiliatesOf(world)) {
    const owed =
      (got.get(`affiliate_pending|${affiliate.id}|live`) ?? 0) +
      (got.get(`affiliate_pending|${affiliate.id}|test`) ?? 0);
    const base = sumOfCommissions(affiliate, [...orders.keys()]);
    const bonuses = commissions
      .filter(({ affiliate_id, kind }) => affiliate_id === affiliate.id && kind === "bonus")
      .reduce((sum, { amount }) => sum + amount, 0);
    balances.equal(affiliate.id, owed, base + bonuses);
  }
  const total = rows.reduce((sum, row) => sum + row.sum, 0);
  balances.equal("sum of all accounts", total, 0);
  const uneven = await rowsOf(
    stage,
    `select transaction_id from ledger_entries group by transaction_id, currency having sum(amount) <> 0`,
  );
  const transactions = new Comparison("transactions that do not balance");
  return [balances, transactions.equal("transactions", uneven.length, 0)];
}

/** What an affiliate is shown by the API. */
async function compareApi(stage: Stage, { world, orders }: Reported): Promise<Comparison> {
  const comparison = new Comparison("commissions by the API");
  const live = [...orders.keys()].filter(({ mode }) => mode === "live");
  for (const affiliate of affiliatesOf(world)) {
    if (affiliate.program.rule === "capped") continue;
    const sum = await listedSum(stage, affiliate);
    comparison.equal(affiliate.id, sum, sumOfCommissions(affiliate, live));
  }
  return comparison;
}

async function listedSum(stage: Stage, { id, program }: Affiliate): Promise<number> {
  let sum = 0;
  let cursor = "";
  for (let page = 0; ; page++) {
    // Several keys, since one may only ask so often.
    const key = program.liveKeys[page % program.liveKeys.length];
    const url = `${stage.core}/api/v1/commissions?affiliate_id=${id}&limit=100${cursor}`;
    const { status, body } = await call("GET", url, { authorization: `Bearer ${key}` });
    if (status !== 200) throw new Error(`Commissions were answered ${status} ${body}`);
    type Page = { commissions: { amount: number }[]; next_cursor: string | null };
    const { commissions, next_cursor } = JSON.parse(body) as Page;
    sum += commissions.reduce((total, { amount }) => total + amount, 0);
    if (next_cursor === null) return sum;
    cursor = `&cursor=${next_cursor}`;
  }
}
