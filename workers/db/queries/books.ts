/**
 * What the proof of the books reads, page by page: of each row beside what it says itself what the rest
 * of the books say of it. Every statement is keyed, so that a page costs the same in a big database.
 */
import { type SQL, sql } from "drizzle-orm";
import type { CommissionState } from "../../domain/commission-state.ts";
import type { Mode } from "../../domain/mode.ts";
import type { Db } from "../batch.ts";
import type { Position } from "../page.ts";
import { rawRows } from "../raw-rows.ts";

export type OrganizationPage = {
  readonly organizationId: string;
  readonly mode: Mode;
  readonly after: Position | null;
  readonly limit: number;
};
export type ProgramPage = Omit<OrganizationPage, "organizationId"> & {
  readonly programId: string;
};

/** The organization behind `after` in the order of ids; `null` when it was the last. */
export async function nextOrganization(db: Db, after: string): Promise<string | null> {
  const rows = await rawRows<{ id: string }>(
    db,
    sql`select id from organizations where id > ${after} order by id limit 1`,
  );
  return rows[0]?.id ?? null;
}

/** Ids of an organization's programs, the oldest first. */
export async function programIdsOf(db: Db, organizationId: string): Promise<string[]> {
  const rows = await rawRows<{ id: string }>(
    db,
    sql`select id from programs where organization_id = ${organizationId} order by id`,
  );
  return rows.map(({ id }) => id);
}

/** What comes behind the page before, by a time and the id. */
export const behind = (columns: SQL, after: Position | null): SQL =>
  after === null ? sql`` : sql`and ${columns} > (${after.value}, ${after.id})`;

/** What a subject's transactions booked on an affiliate's account. */
export const booked = (subject: SQL, kind: string, whose: SQL): SQL =>
  sql`(select coalesce(sum(e.amount), 0) from ledger_transactions t
       cross join ledger_entries e on e.transaction_id = t.id
       cross join ledger_accounts a on a.id = e.account_id
       where t.subject_id = ${subject} and a.kind = ${kind} and ${whose})`;

export type ProvenTransaction = {
  readonly id: string;
  readonly at: number;
  readonly kind: string;
  readonly subjectId: string;
  /** 1: a currency does not sum to zero. */
  readonly unbalanced: number;
  /** Entries on an account of another organization, mode or currency. */
  readonly strayEntries: number;
  /** 1: there is a commission, a payout or an adjustment that it is about. */
  readonly hasSubject: number;
};

export const selectTransactions = (
  db: Db,
  { organizationId, mode, after, limit }: OrganizationPage,
) =>
  rawRows<ProvenTransaction>(
    db,
    sql`select t.id, t.at, t.kind, t.subject_id subjectId,
      exists (select 1 from ledger_entries e where e.transaction_id = t.id
        group by e.currency having sum(e.amount) <> 0) unbalanced,
      (select count(*) from ledger_entries e cross join ledger_accounts a on a.id = e.account_id
        where e.transaction_id = t.id and (a.organization_id <> t.organization_id
          or a.mode <> t.mode or e.mode <> t.mode or a.currency <> e.currency)) strayEntries,
      (exists (select 1 from commissions where id = t.subject_id)
        or exists (select 1 from payouts where id = t.subject_id)
        or exists (select 1 from adjustments where id = t.subject_id)) hasSubject
    from ledger_transactions t
    where t.organization_id = ${organizationId} and t.mode = ${mode}
      ${behind(sql`(t.at, t.id)`, after)}
    order by t.at, t.id limit ${limit}`,
  );

export type ProvenCommission = {
  readonly id: string;
  readonly eventAt: number;
  readonly affiliateId: string;
  readonly currency: string;
  readonly state: CommissionState;
  readonly amount: number;
  readonly reversed: number;
  readonly supersededAt: number | null;
  readonly pending: number;
  readonly payable: number;
  /** Sum of its rows in `reversals`. */
  readonly reversals: number;
  /** Sum of the payable sources that it and its reversals are. */
  readonly sources: number;
};

export function selectCommissionsToProve(db: Db, { programId, mode, after, limit }: ProgramPage) {
  const whose = sql`a.affiliate_id = c.affiliate_id and a.currency = c.currency and a.mode = c.mode`;
  const like = sql`s.affiliate_id = c.affiliate_id and s.currency = c.currency and s.mode = c.mode`;
  return rawRows<ProvenCommission>(
    db,
    sql`select c.id, c.event_at eventAt, c.affiliate_id affiliateId, c.currency, c.state, c.amount,
      c.reversed, c.superseded_at supersededAt,
      ${booked(sql`c.id`, "affiliate_pending", whose)} pending,
      ${booked(sql`c.id`, "affiliate_payable", whose)} payable,
      (select coalesce(sum(r.amount), 0) from reversals r where r.commission_id = c.id) reversals,
      (select coalesce(sum(s.amount), 0) from payable_sources s
        where s.source_id = c.id and ${like})
      + (select coalesce(sum(s.amount), 0) from reversals r
        cross join payable_sources s on s.source_id = r.id
        where r.commission_id = c.id and ${like}) sources
    from commissions c where c.program_id = ${programId} and c.mode = ${mode}
      ${behind(sql`(c.event_at, c.id)`, after)}
    order by c.event_at, c.id limit ${limit}`,
  );
}

export type ProvenAdjustment = {
  readonly id: string;
  readonly createdAt: number;
  readonly currency: string;
  readonly amount: number;
  readonly payable: number;
  readonly source: number;
};

export function selectAdjustmentsToProve(db: Db, { programId, mode, after, limit }: ProgramPage) {
  const whose = sql`a.affiliate_id = j.affiliate_id and a.currency = j.currency and a.mode = j.mode`;
  return rawRows<ProvenAdjustment>(
    db,
    sql`select j.id, j.created_at createdAt, j.currency, j.amount,
      ${booked(sql`coalesce(j.transfer_id, j.id)`, "affiliate_payable", whose)} payable,
      (select coalesce(sum(s.amount), 0) from payable_sources s where s.source_id = j.id
        and s.affiliate_id = j.affiliate_id and s.currency = j.currency and s.mode = j.mode) source
    from adjustments j where j.program_id = ${programId} and j.mode = ${mode}
      ${behind(sql`(j.created_at, j.id)`, after)}
    order by j.created_at, j.id limit ${limit}`,
  );
}

export type ProvenAffiliate = { readonly id: string; readonly createdAt: number };

export const selectAffiliatesToProve = (
  db: Db,
  { programId, after, limit }: Omit<ProgramPage, "mode">,
) =>
  rawRows<ProvenAffiliate>(
    db,
    sql`select id, created_at createdAt from affiliates
    where program_id = ${programId} ${behind(sql`(created_at, id)`, after)}
    order by created_at, id limit ${limit}`,
  );

export type CapCounter = { readonly key: string; readonly value: number };

export const selectCapCounters = (db: Db, { programId, mode, after, limit }: ProgramPage) =>
  rawRows<CapCounter>(
    db,
    sql`select key, value from cap_counters
    where program_id = ${programId} and mode = ${mode} and key > ${after?.id ?? ""}
    order by key limit ${limit}`,
  );
