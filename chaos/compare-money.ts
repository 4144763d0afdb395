/** Commissions, caps and the ledger against the model. */
import { type Books, type Reported, rowsOf } from "./books.ts";
import { type Affiliate, affiliatesOf, RATES } from "./company.ts";
import { Comparison } from "./findings.ts";
import { ask } from "./http.ts";
import { commissionOf, creditOf, isUnconfirmed, sumOfCommissions } from "./model.ts";
import type { Stage } from "./stage.ts";

export function compareCommissions({ conversions, commissions }: Books): Comparison {
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
export function compareSums({ world, orders }: Reported, { commissions }: Books): Comparison {
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

/** A cap's counter holds what is in force of what it counted, and is never over its limit. */
export async function compareCaps(
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

export async function compareLedger(
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
export async function compareApi(stage: Stage, { world, orders }: Reported): Promise<Comparison> {
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
    type Page = { data: { amount: number }[]; next_cursor: string | null };
    const headers = { authorization: `Bearer ${key}` };
    const { data, next_cursor } = await ask<Page>(url, "GET", headers);
    sum += data.reduce((total, { amount }) => total + amount, 0);
    if (next_cursor === null) return sum;
    cursor = `&cursor=${next_cursor}`;
  }
}
