/** Credits a report and books what it earns; everything goes into the changes and into the world. */
import { accrual } from "../../../domain/ledger.ts";
import { makesCommission, type OneSaleDecision } from "../../../domain/one-sale.ts";
import { attributionTrace } from "../../../domain/trace.ts";
import type { OutboxKind } from "../outbox/outbox-row.ts";
import { applyBinding, endOwnBinding, forgetSale } from "./apply-binding.ts";
import { addDayTotal } from "./changes.ts";
import { creditOf } from "./credit.ts";
import { resolveCustomer } from "./customers.ts";
import { dayTotalsOf } from "./day-totals.ts";
import { baseOf, type Earnings, earningsOf } from "./earnings.ts";
import { historyOf } from "./history.ts";
import type { RecordedOutcome } from "./outcome.ts";
import { withoutRivals } from "./rival.ts";
import { commissionRows, conversionRow } from "./rows.ts";
import type { Run } from "./run.ts";
import { noteSighting, ownReference } from "./sightings.ts";
import type { Submission } from "./submission.ts";
import { undo } from "./undo.ts";
import {
  type CommissionRow,
  type ConversionRow,
  conversionKey,
  type KnownConversion,
} from "./world.ts";

/** Credits and books a new conversion, or an existing one anew. */
export async function settle(
  run: Run,
  submission: Submission,
  one: Extract<OneSaleDecision, { action: "create" | "replace" }>,
  before: KnownConversion | null,
): Promise<RecordedOutcome> {
  const { world, changes, now } = run;
  const { report, hash } = submission;
  if (before !== null) await undo(run, before, "replaced_by_higher_trust");
  const customerId = resolveCustomer(run, report);
  const confirmed = !one.needsConfirmation;
  const history = historyOf(world, customerId, before?.row.id);
  if (before !== null) forget(run, before, customerId);
  const claimed = creditOf(world, report, { ...submission, customerId, confirmed });
  const credited = confirmed ? await withoutRivals(run, report, claimed) : claimed;
  const { decision } = credited;
  const base = baseOf(world, report);
  const row = conversionRow(run, report, {
    decision,
    base,
    customerId,
    history,
    needsConfirmation: one.needsConfirmation,
    before: before?.row ?? null,
  });
  const earnings =
    decision.affiliateId !== null && makesCommission(report, world.program.settings)
      ? await earningsOf(run.db, world, changes, report, base, {
          affiliateId: decision.affiliateId,
          linkId: decision.linkId,
          country: decision.click?.country ?? null,
          customerId,
          history,
          binding: decision.via === "binding" ? (credited.input.binding ?? null) : null,
        })
      : NOTHING;
  row.capUse = earnings.counters.map(({ key, add }) => ({ key, add }));
  const commissions = commissionRows(
    run,
    report,
    row,
    decision.held,
    earnings.commissions,
    history,
  );
  const trace = attributionTrace(credited.input, decision, {
    trust: report.trust,
    decidedAt: now,
    sources: one.action === "replace" ? one.sources : null,
    previous: before?.trace ?? null,
  });
  const conversion = remember(run, submission, row, commissions, before);
  conversion.trace = trace;
  noteSighting(run, report, hash, conversion, before === null ? "created" : "replaced");
  for (const reference of one.references) ownReference(run, conversion, reference);
  changes.traces.push({ conversionId: row.id, revision: row.revision, at: now, trace });
  applyBinding(run, credited, row, earnings.pin);
  for (const commission of commissions) accrue(run, commission);
  for (const part of dayTotalsOf(row, commissions)) addDayTotal(changes, part);
  if (row.isFirstSale && customerId !== null) {
    changes.firstSales.push({ customerId, saleAt: row.occurredAt });
  }
  sideEffects(run, row);
  return {
    kind: "recorded",
    result: before === null ? "created" : "replaced",
    conversion: row,
    commissions,
    trace,
    reasons: earnings.reasons,
  };
}

const NOTHING: Earnings = { commissions: [], counters: [], reasons: [], pin: null };

/** Takes a conversion that is decided again out of the binding of the customer whom it was taken for. */
function forget(run: Run, before: KnownConversion, customerId: string | null): void {
  const left = historyOf(run.world, before.row.customerId, before.row.id);
  forgetSale(run, before.row, left.get("sale ")?.firstAt ?? null);
  if (before.row.customerId !== customerId) endOwnBinding(run, before.row);
}

/** The commission is owed from now on, though not yet payable. */
function accrue({ world, changes, newId, now }: Run, commission: CommissionRow): void {
  const { id, affiliateId, currency, amount } = commission;
  const payeeId = world.affiliates.get(affiliateId)?.payeeId ?? "";
  changes.transactions.push({
    id: newId("txn"),
    organizationId: world.program.organizationId,
    mode: world.mode,
    subjectId: id,
    kind: "commission.accrued",
    sequence: 1,
    at: now,
    reason: null,
    postings: accrual({ affiliateId, payeeId }, currency, amount),
  });
}

function remember(
  { world, changes }: Run,
  { report, tokens, codes }: Submission,
  row: ConversionRow,
  commissions: KnownConversion["commissions"],
  before: KnownConversion | null,
): KnownConversion {
  changes.commissions.push(...commissions);
  if (before !== null) {
    changes.replaced.push(row);
    return Object.assign(before, { row, commissions });
  }
  changes.conversions.push(row);
  const said = { tokens, codes, identities: report.identities };
  const conversion = { row, commissions, references: [], said, sightings: [], trace: null };
  world.conversions.set(row.id, conversion);
  world.byKey.set(conversionKey(row), row.id);
  return conversion;
}

/** What follows once it is written: the click's facts, and whoever watches. */
function sideEffects({ changes, newId, now }: Run, row: ConversionRow): void {
  const effect = (kind: OutboxKind) =>
    changes.outbox.push({
      id: newId("obx"),
      kind,
      subjectId: row.id,
      payload: { revision: row.revision },
      createdAt: now,
      dueAt: now,
    });
  if (row.enrichment === "pending") effect("conversion.enrich");
  if (row.affiliateId !== null) effect("conversion.announce");
}
