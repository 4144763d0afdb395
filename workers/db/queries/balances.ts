/** Balances: sums of the ledger's accounts. */
import { type SQL, sql } from "drizzle-orm";
import type { Mode } from "../../domain/mode.ts";
import type { Db } from "../batch.ts";
import type { Position } from "../page.ts";
import { rawRows } from "../raw-rows.ts";

/** An affiliate's sums in one currency; minor units. */
export type BalanceRow = {
  readonly affiliateId: string;
  readonly programId: string;
  readonly currency: string;
  readonly pending: number;
  readonly held: number;
  /** Signed: below zero it is a debt. */
  readonly payable: number;
  readonly inPayout: number;
  readonly paid: number;
};

const balanceOf = (kind: string): SQL =>
  sql`(select coalesce(sum(e.amount), 0) from ledger_accounts a
       cross join ledger_entries e on e.account_id = a.id
       where a.affiliate_id = f.id and a.mode = o.mode and a.kind = ${kind}
         and a.currency = o.currency)`;

/** The sums of `owners`: rows of affiliate, mode and currency. */
const sumsOf = (owners: SQL): SQL => sql`
  select f.id affiliateId, f.program_id programId, o.currency,
    ${balanceOf("affiliate_pending")} pending,
    (select coalesce(sum(c.amount - c.reversed), 0) from commissions c
      where c.affiliate_id = f.id and c.mode = o.mode and c.currency = o.currency
        and c.state = 'pending' and c.superseded_at is null and c.held_reasons <> '[]') held,
    ${balanceOf("affiliate_payable")} payable,
    ${balanceOf("affiliate_in_payout")} inPayout,
    (select coalesce(-sum(e.amount), 0) from ledger_accounts a
      cross join ledger_entries e on e.account_id = a.id
      cross join ledger_transactions t on t.id = e.transaction_id
      cross join payouts p on p.id = t.subject_id
      where a.affiliate_id = f.id and a.mode = o.mode and a.kind = 'affiliate_in_payout'
        and a.currency = o.currency and t.kind = 'payout.settled' and p.state = 'paid') paid
  from (${owners}) o cross join affiliates f on f.id = o.affiliate_id
  order by f.id, o.currency`;

/** The sums of one affiliate, also of a currency without any. */
export const selectBalances = (
  db: Db,
  affiliateId: string,
  mode: Mode,
  currency: string,
): Promise<BalanceRow[]> =>
  rawRows<BalanceRow>(
    db,
    sumsOf(sql`select affiliate_id, mode, currency from ledger_accounts
      where affiliate_id = ${affiliateId} and mode = ${mode}
      union select ${affiliateId}, ${mode}, ${currency}`),
  ).execute();

type Page = {
  readonly organizationId: string;
  readonly mode: Mode;
  /** Affiliate and currency. */
  readonly after: Position | null;
  readonly limit: number;
};

/** The sums of an organization's affiliates by affiliate and currency. */
export function selectBalancePage(
  db: Db,
  { organizationId, mode, after, limit }: Page,
): Promise<BalanceRow[]> {
  const from = String(after?.value ?? "");
  const owners = (kind: string) => sql`
    select affiliate_id, mode, currency from ledger_accounts
    where organization_id = ${organizationId} and mode = ${mode} and kind = ${kind}
      and affiliate_id >= ${from} and (affiliate_id, currency) > (${from}, ${after?.id ?? ""})`;
  return rawRows<BalanceRow>(
    db,
    sumsOf(sql`${owners("affiliate_pending")} union ${owners("affiliate_payable")}
      order by 1, 3 limit ${limit}`),
  ).execute();
}

/** What is payable of an affiliate, as a scalar: to be read, and to guard what stands on it. */
export const payableBalance = (affiliateId: string, mode: Mode, currency: string): SQL =>
  sql`select coalesce(sum(e.amount), 0) from ledger_accounts a
    cross join ledger_entries e on e.account_id = a.id
    where a.affiliate_id = ${affiliateId} and a.mode = ${mode} and a.kind = 'affiliate_payable'
      and a.currency = ${currency}`;

export async function readPayable(
  db: Db,
  affiliateId: string,
  mode: Mode,
  currency: string,
): Promise<number> {
  const [row] = await rawRows<{ payable: number }>(
    db,
    sql`select (${payableBalance(affiliateId, mode, currency)}) payable`,
  );
  return row?.payable ?? 0;
}
