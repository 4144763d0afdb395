/** Balances of affiliates: from the ledger, and from what the ledger's accounts stand for. */
import { type SQL, sql } from "drizzle-orm";
import type { Mode } from "../../domain/mode.ts";
import type { Db } from "../batch.ts";
import { rawRows } from "../raw-rows.ts";

export type AccountSum = {
  readonly affiliateId: string;
  readonly currency: string;
  readonly account: "pending" | "payable";
  /** Minor units. */
  readonly amount: number;
};

const each = (affiliateIds: readonly string[]): SQL =>
  sql`json_each(${JSON.stringify(affiliateIds)}) wanted`;

/** Pending and payable of the affiliates as the ledger has them. */
const fromLedger = (db: Db, affiliateIds: readonly string[], mode: Mode) =>
  rawRows<AccountSum>(
    db,
    sql`select a.affiliate_id affiliateId, a.currency, substr(a.kind, 11) account, sum(e.amount) amount
    from ${each(affiliateIds)}
    cross join ledger_accounts a on a.affiliate_id = wanted.value and a.mode = ${mode}
    cross join ledger_entries e on e.account_id = a.id
    where a.kind in ('affiliate_pending', 'affiliate_payable')
    group by 1, 2, 3`,
  );

/** Pending as commissions have it. */
const fromCommissions = (db: Db, affiliateIds: readonly string[], mode: Mode) =>
  rawRows<AccountSum>(
    db,
    sql`select c.affiliate_id affiliateId, c.currency, 'pending' account,
      sum(c.amount - c.reversed) amount
    from ${each(affiliateIds)}
    cross join commissions c on c.affiliate_id = wanted.value and c.mode = ${mode}
    where c.state = 'pending' and c.superseded_at is null
    group by 1, 2`,
  );

/** Payable as the open sources have it. */
const fromSources = (db: Db, affiliateIds: readonly string[], mode: Mode) =>
  rawRows<AccountSum>(
    db,
    sql`select s.affiliate_id affiliateId, s.currency, 'payable' account, sum(s.amount) amount
    from ${each(affiliateIds)}
    cross join payable_sources s on s.affiliate_id = wanted.value and s.mode = ${mode}
    where s.payout_id is null
    group by 1, 2`,
  );

/** The same sums on both ways, read at one moment. */
export async function readBothWays(db: Db, affiliateIds: readonly string[], mode: Mode) {
  const [ledger, pending, payable] = await db.batch([
    fromLedger(db, affiliateIds, mode),
    fromCommissions(db, affiliateIds, mode),
    fromSources(db, affiliateIds, mode),
  ]);
  return { ledger, rows: [...pending, ...payable] };
}
