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

export async function differencesIn(
  db: Db,
  organizationId?: string,
): Promise<readonly FoundDifference[]> {
  if (organizationId !== undefined) return proveBooksOf(db, organizationId);
  return (await provePart(db, null, Number.POSITIVE_INFINITY)).differences;
}

const at = { createdAt: SAMPLE_AT };

/** A transaction of the shop's organization, as a verb would write it. */
export const transactionOf = (
  { organization }: Pick<Shop, "organization">,
  subjectId: string,
  kind: string,
  postings: readonly LedgerPosting[],
): LedgerTransaction => ({
  id: newId("txn"),
  organizationId: organization.id,
  mode: "live",
  subjectId,
  kind,
  sequence: 1,
  at: SAMPLE_AT,
  reason: null,
  postings,
});

export const newAccountId = () => newId("acct");

/**
 * Two commissions of €10.00 each, one still pending and one in a paid payout, with a bonus of €5.00 in the
 * same payout, another bonus open, and the payout's document.
 */
export async function makeBooks(shop: Shop) {
  const affiliateId = shop.affiliate.id;
  const sold = await Promise.all(
    [0, 1].map(async () => shop.sale({ click_token: await shop.token() })),
  );
  const [pending, matured] = sold.map(
    ({ body }) => (body as { commissions: { id: string; amount: number }[] }).commissions[0],
  );
  if (pending === undefined || matured === undefined) throw new Error("Nothing was earned.");
  const ids = {
    pending: pending.id,
    matured: matured.id,
    bonus: newId("adj"),
    open: newId("adj"),
    payee: newId("payee"),
    batch: newId("batch"),
    payout: newId("pay"),
    document: newId("doc"),
  };
  const money = { currency: "EUR", mode: "live" as const };
  const bonus = 500;
  const sum = matured.amount + bonus;
  const share = [{ affiliateId, amount: sum }];
  const own = { organizationId: shop.organization.id, programId: shop.program.id, affiliateId };
  const source = (sourceId: string, sourceKind: "commission" | "bonus", amount: number) => ({
    ...own,
    ...money,
    sourceId,
    sourceKind,
    amount,
    payableAt: SAMPLE_AT,
    payoutId: sourceId === ids.open ? null : ids.payout,
  });
  const given = (id: string) => ({
    ...at,
    ...money,
    id,
    programId: own.programId,
    affiliateId,
    kind: "bonus" as const,
    amount: bonus,
    reason: "Thanks",
    createdBy: "test",
  });
  const item = (sourceId: string, sourceKind: "commission" | "bonus", amount: number) => ({
    ...money,
    id: newId("item"),
    payoutId: ids.payout,
    affiliateId,
    sourceKind,
    sourceId,
    amount,
  });
  const payout = { organizationId: own.organizationId, payeeId: ids.payee };
  const series = { organizationId: own.organizationId, series: "SB", year: 2026, mode: money.mode };
  const db = openDb(env.DB);
  const batch = new WriteBatch(db);
  batch.insert(payees, [
    { ...at, id: ids.payee, organizationId: own.organizationId, kind: "person", name: "Mara" },
  ]);
  batch.insert(adjustments, [given(ids.bonus), given(ids.open)]);
  batch.insert(payoutBatches, [
    {
      ...at,
      ...money,
      id: ids.batch,
      organizationId: own.organizationId,
      cutOffAt: SAMPLE_AT,
      progress: {},
    },
  ]);
  batch.insert(payouts, [
    {
      ...at,
      ...money,
      ...payout,
      id: ids.payout,
      batchId: ids.batch,
      amount: sum,
      state: "paid",
      provider: "external",
      providerReference: ids.payout,
    },
  ]);
  batch.insert(payableSources, [
    source(ids.matured, "commission", matured.amount),
    source(ids.bonus, "bonus", bonus),
    source(ids.open, "bonus", bonus),
  ]);
  batch.insert(payoutItems, [
    item(ids.matured, "commission", matured.amount),
    item(ids.bonus, "bonus", bonus),
  ]);
  batch.insert(documents, [
    {
      ...at,
      ...series,
      ...payout,
      id: ids.document,
      payoutId: ids.payout,
      kind: "self_billed_invoice",
      number: 1,
      currency: "EUR",
      net: sum,
      vat: 0,
      lines: [],
      issuedOn: "2026-01-01",
    },
  ]);
  batch.insert(documentCounters, [{ ...series, lastNumber: 1 }]);
  const costs = { amount: sum, fee: 0, feeBorneBy: "merchant" as const };
  const booked = [
    [ids.matured, "commission.matured", maturing(affiliateId, "EUR", matured.amount)],
    [ids.bonus, "adjustment.booked", adjusting(affiliateId, "EUR", bonus)],
    [ids.open, "adjustment.booked", adjusting(affiliateId, "EUR", bonus)],
    [ids.payout, "payout.claimed", claiming(ids.payee, "EUR", share)],
    [ids.payout, "payout.settled", settling(ids.payee, "EUR", share, costs)],
  ] as const;
  appendTransactions(
    batch,
    booked.map(([subject, kind, postings]) => transactionOf(shop, subject, kind, postings)),
    newAccountId,
  );
  await batch.commit();
  await env.DB.prepare(
    `update commissions set state = 'paid', approved_at = 1, approved_by = 'rule',
     held_reasons = '[]', version = 2 where id = ?`,
  )
    .bind(ids.matured)
    .run();
  return { ids, ...own };
}
export type TestBooks = Awaited<ReturnType<typeof makeBooks>>;
