/** What a company's affiliate has payable, and the same payee's affiliate of a program in dollars. */
import type { WriteBatch } from "../../db/batch.ts";
import { appendTransactions } from "../../db/ledger.ts";
import { adjustments } from "../../db/schema/adjustments.ts";
import { affiliateStates, affiliates } from "../../db/schema/affiliates.ts";
import { payableSources } from "../../db/schema/payable-sources.ts";
import { adjusting } from "../../domain/ledger.ts";
import { newId } from "../../lib/ids.ts";
import { SAMPLE_AT } from "./sample.ts";

type Ids = Readonly<
  Record<
    "organization" | "program" | "affiliate" | "payee" | "dollarProgram" | "dollarAffiliate",
    string
  >
>;

const BONUS = 5_000;
const at = { createdAt: SAMPLE_AT };

export function addBalances(batch: WriteBatch, ids: Ids): void {
  const { organization: organizationId, program: programId, affiliate: affiliateId } = ids;
  batch.insert(affiliates, [
    {
      ...at,
      id: ids.dollarAffiliate,
      programId: ids.dollarProgram,
      code: ids.dollarAffiliate.slice(-12),
      state: "active",
      payeeId: ids.payee,
    },
  ]);
  batch.insert(affiliateStates, [
    { affiliateId: ids.dollarAffiliate, fromAt: SAMPLE_AT, sequence: 1, state: "active" },
  ]);
  const id = newId("adj");
  const bonus = { programId, affiliateId, mode: "live", currency: "EUR", amount: BONUS } as const;
  batch.insert(adjustments, [
    { ...at, ...bonus, id, kind: "bonus", reason: "A good start", createdBy: "system" },
  ]);
  batch.insert(payableSources, [
    { ...bonus, organizationId, sourceId: id, sourceKind: "bonus", payableAt: SAMPLE_AT },
  ]);
  const transaction = {
    id: newId("txn"),
    organizationId,
    mode: "live",
    subjectId: id,
    kind: "adjustment.booked",
    sequence: 1,
    at: SAMPLE_AT,
    reason: "A good start",
    postings: adjusting(affiliateId, "EUR", BONUS),
  } as const;
  appendTransactions(batch, [transaction], () => newId("acct"));
}
