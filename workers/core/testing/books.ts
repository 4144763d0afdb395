/** The proof of the books for tests, and books that have one of everything that it goes over. */
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { type Db, openDb, WriteBatch } from "../../db/batch.ts";
import { appendTransactions, type LedgerTransaction } from "../../db/ledger.ts";
import { adjustments } from "../../db/schema/adjustments.ts";
import { payableSources } from "../../db/schema/payable-sources.ts";
import { payees } from "../../db/schema/payees.ts";
import {
  documentCounters,
  documents,
  payoutBatches,
  payoutItems,
  payouts,
} from "../../db/schema/payouts.ts";
import {
  adjusting,
  claiming,
  type LedgerPosting,
  maturing,
  settling,
} from "../../domain/ledger.ts";
import { newId } from "../../lib/ids.ts";
import {
  type FoundDifference,
  proveBooksOf,
  proveBooks as provePart,
} from "../services/books/check.ts";
import { SAMPLE_AT } from "./sample.ts";
import type { Shop } from "./shop.ts";

/** Asserts that the books are right: of one organization, or of the whole database. */
export async function proveBooks(db: Db, organizationId?: string): Promise<void> {
  expect(await differencesIn(db, organizationId)).toEqual([]);
}

/** What the proof finds, each difference with its row. */
export async function differencesIn(
  db: Db,
  organizationId?: string,
): Promise<readonly FoundDifference[]> {
  if (organizationId !== undefined) return proveBooksOf(db, organizationId);
  return (await provePart(db, null, Number.POSITIVE_INFINITY)).differences;
}

type Owner = {
  readonly organizationId: string;
  readonly programId: string;
  readonly affiliateId: string;
};
type Source = {
  readonly id: string;
  readonly kind: "commission" | "bonus";
  readonly amount: number;
};

const at = { createdAt: SAMPLE_AT };
const MONEY = { currency: "EUR", mode: "live" } as const;

const ownerOf = ({ organization, program, affiliate }: Shop): Owner => ({
  organizationId: organization.id,
  programId: program.id,
  affiliateId: affiliate.id,
});

/** Books one transaction, as a verb would. */
function book(
  batch: WriteBatch,
  { organizationId }: Owner,
  subjectId: string,
  kind: string,
  postings: readonly LedgerPosting[],
): void {
  const transaction: LedgerTransaction = {
    id: newId("txn"),
    organizationId,
    mode: MONEY.mode,
    subjectId,
    kind,
    sequence: 1,
    at: SAMPLE_AT,
    reason: null,
    postings,
  };
  appendTransactions(batch, [transaction], () => newId("acct"));
}

/** A source that is payable, and open. */
function addSource(batch: WriteBatch, owner: Owner, { id, kind, amount }: Source): void {
  batch.insert(payableSources, [
    { ...owner, ...MONEY, sourceId: id, sourceKind: kind, amount, payableAt: SAMPLE_AT },
  ]);
}

/** An open bonus of `amount`. */
function addBonus(batch: WriteBatch, owner: Owner, amount: number): Source {
  const source = { id: newId("adj"), kind: "bonus", amount } as const;
  const { programId, affiliateId } = owner;
  const given = { ...at, ...MONEY, id: source.id, programId, affiliateId, amount };
  batch.insert(adjustments, [{ ...given, kind: "bonus", reason: "Thanks", createdBy: "test" }]);
  addSource(batch, owner, source);
  book(batch, owner, source.id, "adjustment.booked", adjusting(affiliateId, "EUR", amount));
  return source;
}

/** A pending commission becomes payable. */
function mature(batch: WriteBatch, owner: Owner, source: Source): void {
  const postings = maturing(owner.affiliateId, "EUR", source.amount);
  book(batch, owner, source.id, "commission.matured", postings);
  addSource(batch, owner, source);
}

/** A paid payout of the sources to a payee of its own. */
function addPaidPayout(batch: WriteBatch, owner: Owner, sources: readonly Source[]) {
  const { organizationId, affiliateId } = owner;
  const [id, payeeId, batchId] = [newId("pay"), newId("payee"), newId("batch")];
  const amount = sources.reduce((sum, source) => sum + source.amount, 0);
  const shares = [{ affiliateId, amount }];
  batch.insert(payees, [{ ...at, id: payeeId, organizationId, kind: "person", name: "Mara" }]);
  batch.insert(payoutBatches, [
    { ...at, ...MONEY, id: batchId, organizationId, cutOffAt: SAMPLE_AT, progress: {} },
  ]);
  const proof = { state: "paid", provider: "external", providerReference: id } as const;
  batch.insert(payouts, [
    { ...at, ...MONEY, ...proof, id, batchId, organizationId, payeeId, amount },
  ]);
  batch.insert(
    payoutItems,
    sources.map((source) => ({
      ...MONEY,
      id: newId("item"),
      payoutId: id,
      affiliateId,
      sourceKind: source.kind,
      sourceId: source.id,
      amount: source.amount,
    })),
  );
  book(batch, owner, id, "payout.claimed", claiming(payeeId, "EUR", shares));
  const costs = { amount, fee: 0, feeBorneBy: "merchant" } as const;
  book(batch, owner, id, "payout.settled", settling(payeeId, "EUR", shares, costs));
  return { id, payeeId, amount };
}

type Payout = ReturnType<typeof addPaidPayout>;

/** The first document of the organization. */
function addDocument(batch: WriteBatch, { organizationId }: Owner, payout: Payout): string {
  const id = newId("doc");
  const series = { organizationId, series: "SB", year: 2026, mode: MONEY.mode };
  const about = { payeeId: payout.payeeId, payoutId: payout.id, net: payout.amount, vat: 0 };
  batch.insert(documents, [
    {
      ...at,
      ...series,
      ...about,
      id,
      kind: "self_billed_invoice",
      number: 1,
      currency: "EUR",
      lines: [],
      issuedOn: "2026-01-01",
    },
  ]);
  batch.insert(documentCounters, [{ ...series, lastNumber: 1 }]);
  return id;
}

/** What D1's foreign keys want written first is written: rows now name the payout, and say "paid". */
async function markPaid(payoutId: string, commissionId: string): Promise<void> {
  await env.DB.batch([
    env.DB.prepare(
      `update payable_sources set payout_id = ?1 where source_id in
       (select source_id from payout_items where payout_id = ?1)`,
    ).bind(payoutId),
    env.DB.prepare(
      `update commissions set state = 'paid', approved_at = 1, approved_by = 'rule',
       held_reasons = '[]', version = version + 1 where id = ?`,
    ).bind(commissionId),
  ]);
}

/** A commission of a sale of €50.00. */
async function earn(shop: Shop): Promise<Source> {
  const { body } = await shop.sale({ click_token: await shop.token() });
  const [earned] = (body as { commissions: { id: string; amount: number }[] }).commissions;
  if (earned === undefined) throw new Error("Nothing was earned.");
  return { id: earned.id, kind: "commission", amount: earned.amount };
}

/**
 * Two commissions of €10.00 each, one still pending and one in a paid payout, with a bonus of €5.00 in the
 * same payout, another bonus open, and the payout's document.
 */
export async function makeBooks(shop: Shop) {
  const owner = ownerOf(shop);
  const pending = await earn(shop);
  const matured = await earn(shop);
  const batch = new WriteBatch(openDb(env.DB));
  const [bonus, open] = [addBonus(batch, owner, 500), addBonus(batch, owner, 500)];
  mature(batch, owner, matured);
  const payout = addPaidPayout(batch, owner, [matured, bonus]);
  const document = addDocument(batch, owner, payout);
  await batch.commit();
  await markPaid(payout.id, matured.id);
  const ids = {
    pending: pending.id,
    matured: matured.id,
    bonus: bonus.id,
    open: open.id,
    payout: payout.id,
    document,
  };
  return { ids, ...owner };
}
export type TestBooks = Awaited<ReturnType<typeof makeBooks>>;
