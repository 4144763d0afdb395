/** What must hold of a program's books whatever was decided: each total read on its own way. */
import { env } from "cloudflare:workers";
import { expect } from "vitest";

const one = async (query: string, programId: string) =>
  (await env.DB.prepare(query).bind(programId).first<Record<string, number>>()) ?? {};

const all = async (query: string, programId: string) =>
  (await env.DB.prepare(query).bind(programId).all<Record<string, unknown>>()).results;

/** Owed by affiliate: commissions in force, the ledger's accounts, the day totals. */
const OWED_BY_COMMISSIONS = `
  select affiliate_id, sum(case when state = 'rejected' then 0 else amount - reversed end) owed
  from commissions where program_id = ? and superseded_at is null
  group by affiliate_id having owed <> 0 order by affiliate_id`;
const OWED_BY_LEDGER = `
  select a.affiliate_id, sum(e.amount) owed from affiliates f
  join ledger_accounts a on a.affiliate_id = f.id and a.kind like 'affiliate_%'
  join ledger_entries e on e.account_id = a.id where f.program_id = ?
  group by a.affiliate_id having owed <> 0 order by a.affiliate_id`;
const OWED_BY_DAYS = `
  select affiliate_id, sum(commission) owed from conversion_days where program_id = ?
  group by affiliate_id having owed <> 0 order by affiliate_id`;

/** Conversions by affiliate and day, from their rows and from the day totals. */
const COUNTED_BY_ROWS = `
  select coalesce(affiliate_id, '') affiliate_id, day, type, count(*) conversions,
    sum(case when needs_confirmation = 0 and coalesce(base_in_program, 0) > 0 then 1 else 0 end) earning,
    sum(is_first_sale) new_customers,
    sum(case when needs_confirmation = 0 then coalesce(base_in_program, 0) else 0 end) revenue
  from conversions where program_id = ? group by 1, 2, 3 order by 1, 2, 3`;
const COUNTED_BY_DAYS = `
  select affiliate_id, day, type, conversions, earning, new_customers, revenue
  from conversion_days where program_id = ?
    and (conversions <> 0 or earning <> 0 or new_customers <> 0 or revenue <> 0)
  order by 1, 2, 3`;

const UNBALANCED = `
  select e.transaction_id from affiliates f
  join ledger_accounts a on a.affiliate_id = f.id
  join ledger_entries own on own.account_id = a.id
  join ledger_entries e on e.transaction_id = own.transaction_id
  where f.program_id = ? group by e.transaction_id, own.position having sum(e.amount) <> 0`;

/** Commissions, ledger and day totals say the same, to the cent, affiliate by affiliate. */
export async function expectBooksTieOut(programId: string): Promise<void> {
  const owed = await all(OWED_BY_COMMISSIONS, programId);
  expect(await all(OWED_BY_LEDGER, programId)).toEqual(owed);
  expect(await all(OWED_BY_DAYS, programId)).toEqual(owed);
  expect(await all(COUNTED_BY_DAYS, programId)).toEqual(await all(COUNTED_BY_ROWS, programId));
  expect(await all(UNBALANCED, programId)).toEqual([]);
}

/** At most one live binding a customer, and at most one first sale. */
export async function expectOneOfEach(programId: string): Promise<void> {
  const { bound, customers } = await one(
    `select count(*) bound, count(distinct customer_id) customers from bindings
     where program_id = ? and ended_at is null`,
    programId,
  );
  expect(bound).toBe(customers);
  const { firsts, buyers } = await one(
    `select count(*) firsts, count(distinct customer_id) buyers from conversions
     where program_id = ? and is_first_sale = 1`,
    programId,
  );
  expect(firsts).toBe(buyers);
}
