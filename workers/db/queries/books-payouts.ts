/** What the proof of the books reads of payouts and documents. */
import { sql } from "drizzle-orm";
import type { Mode } from "../../domain/mode.ts";
import type { Db } from "../batch.ts";
import { rawRows } from "../raw-rows.ts";
import type { PayoutState } from "../schema/payouts.ts";
import { behind, booked, type OrganizationPage } from "./books.ts";

export type ProvenPayout = {
  readonly id: string;
  readonly createdAt: number;
  readonly currency: string;
  readonly amount: number;
  readonly fee: number;
  readonly feeBorneBy: "merchant" | "affiliate";
  readonly state: PayoutState;
  readonly provider: string | null;
  readonly providerReference: string | null;
  /** Sum of the items that were not released. */
  readonly items: number;
  /** Of these: value added tax and withholding. */
  readonly taxes: number;
  /** Items without a payable source that says the same. */
  readonly itemsWithoutSource: number;
  /** Payable sources that name the payout, without an item of it. */
  readonly sourcesWithoutItem: number;
  /** Items whose source another unreleased item has too. */
  readonly claimedTwice: number;
  readonly payable: number;
  readonly inPayout: number;
  readonly sent: number;
};

/** Payouts, the oldest first, with what items, sources and ledger say of them. */
export function selectPayoutsToProve(
  db: Db,
  { organizationId, mode, after, limit }: OrganizationPage,
) {
  const whose = sql`a.currency = p.currency and a.mode = p.mode`;
  const unreleased = sql`i.payout_id = p.id and i.released_at is null`;
  return rawRows<ProvenPayout>(
    db,
    sql`select p.id, p.created_at createdAt, p.currency, p.amount, p.fee, p.fee_borne_by feeBorneBy,
      p.state, p.provider, p.provider_reference providerReference,
      (select coalesce(sum(i.amount), 0) from payout_items i where ${unreleased}) items,
      (select coalesce(sum(i.amount), 0) from payout_items i
        where ${unreleased} and i.source_kind = 'tax') taxes,
      (select count(*) from payout_items i left join payable_sources s on s.source_id = i.source_id
        where ${unreleased} and i.source_kind <> 'tax' and (s.source_id is null
          or s.payout_id is not i.payout_id or s.amount <> i.amount or s.currency <> i.currency
          or s.affiliate_id <> i.affiliate_id or s.mode <> i.mode or i.currency <> p.currency))
        itemsWithoutSource,
      (select count(*) from payable_sources s where s.payout_id = p.id and not exists (
        select 1 from payout_items i where i.source_kind = s.source_kind
          and i.source_id = s.source_id and ${unreleased})) sourcesWithoutItem,
      (select count(*) from payout_items i where ${unreleased} and exists (
        select 1 from payout_items o
        where o.source_kind in ('commission', 'reversal', 'bonus', 'adjustment', 'tax')
          and o.source_id = i.source_id and o.released_at is null and o.id <> i.id)) claimedTwice,
      ${booked(sql`p.id`, "affiliate_payable", whose)} payable,
      ${booked(sql`p.id`, "affiliate_in_payout", sql`${whose} and a.payee_id = p.payee_id`)} inPayout,
      ${booked(sql`p.id`, "payouts_sent", whose)} sent
    from payouts p where p.organization_id = ${organizationId} and p.mode = ${mode}
      ${behind(sql`(p.created_at, p.id)`, after)}
    order by p.created_at, p.id limit ${limit}`,
  );
}

export type DocumentSeries = {
  readonly series: string;
  readonly year: number;
  /** How many documents there are, and the highest of their numbers. */
  readonly documents: number;
  readonly highest: number;
  /** The counter's; `null`: there is none. */
  readonly lastNumber: number | null;
};

/** An organization's series of documents with their counters, also those of which one has none. */
export const selectDocumentSeries = (db: Db, organizationId: string, mode: Mode) =>
  rawRows<DocumentSeries>(
    db,
    sql`select series, year, sum(documents) documents, max(highest) highest, max(lastNumber) lastNumber
    from (
      select series, year, count(*) documents, max(number) highest, null lastNumber from documents
      where organization_id = ${organizationId} and mode = ${mode} group by series, year
      union all
      select series, year, 0, 0, last_number from document_counters
      where organization_id = ${organizationId} and mode = ${mode}
    ) group by series, year`,
  );
