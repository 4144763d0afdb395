/** Credits a report and books what it earns; everything goes into the changes and into the world. */
import type { ExplanationStep } from "../../../domain/explanation.ts";
import { makesCommission, type OneSaleDecision } from "../../../domain/one-sale.ts";
import type { InputSources } from "../../../domain/replacing-report.ts";
import type { Report } from "../../../domain/report.ts";
import {
  type AttributionTrace,
  attributionTrace,
  type ReplacedCause,
  type TracedManual,
} from "../../../domain/trace.ts";
import type { OutboxKind } from "../outbox/outbox-row.ts";
import { applyBinding, endOwnBinding, forgetSale } from "./apply-binding.ts";
import { addDayTotal } from "./changes.ts";
import { accrue } from "./commission-ledger.ts";
import { type Credited, creditOf } from "./credit.ts";
import { resolveCustomer } from "./customers.ts";
import { dayTotalsOf } from "./day-totals.ts";
import { type Base, baseOf, type Earnings, earningsOf } from "./earnings.ts";
import { historyOf } from "./history.ts";
import { besideKept } from "./kept-commissions.ts";
import { standingManual } from "./manual.ts";
import type { RecordedOutcome } from "./outcome.ts";
import { withoutRivals } from "./rival.ts";
import { type Approval, commissionRows, conversionRow } from "./rows.ts";
import type { Run } from "./run.ts";
import { noteSighting, ownReference } from "./sightings.ts";
import type { Submission } from "./submission.ts";
import { undo } from "./undo.ts";
import {
  type CommissionRow,
  type ConversionRow,
  conversionKey,
  type History,
  type KnownConversion,
} from "./world.ts";

/**
 * Credits and books a new conversion, or an existing one anew: whose it is, who is credited, what that
 * earns, and what follows from it.
 */
export async function settle(
  run: Run,
  submission: Submission,
  one: Extract<OneSaleDecision, { action: "create" | "replace" }>,
  before: KnownConversion | null,
): Promise<RecordedOutcome> {
  const { report } = submission;
  const kept = before === null ? [] : await undo(run, before, "replaced_by_higher_trust");
  const customerId = resolveCustomer(run, report);
  const { conversion, reasons } = await decideCredit(run, submission, {
    before,
    kept,
    customerId,
    needsConfirmation: one.needsConfirmation,
    manual: before && standingManual(run.world, before),
    cause: null,
    sources: one.action === "replace" ? one.sources : null,
    approval: null,
    asOf: null,
  });
  const result = before === null ? "created" : "replaced";
  noteSighting(run, report, submission.hash, conversion, result);
  for (const reference of one.references) ownReference(run, conversion, reference);
  const { row, commissions, trace } = conversion;
  return { kind: "recorded", result, conversion: row, commissions, trace, reasons };
}

/** What a conversion is decided on beside the report that it rests on. */
export type Settlement = {
  /** The conversion, undone; `null` for a new one. */
  readonly before: KnownConversion | null;
  /** Its commissions that stayed in force. */
  readonly kept: readonly CommissionRow[];
  readonly customerId: string | null;
  readonly needsConfirmation: boolean;
  readonly manual: TracedManual | null;
  readonly cause: ReplacedCause | null;
  readonly sources: InputSources | null;
  readonly approval: Approval | null;
  /** What the customer had done by the event, where it is decided long after; `null`: all that is known. */
  readonly asOf: History | null;
};

/** Who is credited and what that earns, booked; what the conversion had come to was undone before. */
export async function decideCredit(
  run: Run,
  submission: Submission,
  settlement: Settlement,
): Promise<{ conversion: KnownConversion; reasons: readonly ExplanationStep[] }> {
  const { world, now } = run;
  const { report } = submission;
  const { before, customerId, needsConfirmation, manual } = settlement;
  const history = historyOf(world, customerId, before?.row.id);
  if (before !== null) forget(run, before, customerId);

  const credited = await credit(run, submission, settlement);
  const { decision } = credited;
  const base = baseOf(world, report);
  const facts = { decision, base, customerId, history, needsConfirmation };
  const row = conversionRow(run, report, { ...facts, before: before?.row ?? null });
  const earnings = await earn(run, report, row, base, credited, settlement.asOf ?? history);
  row.capUse = earnings.counters.map(({ key, add }) => ({ key, add }));
  const fresh = commissionRows(run, row, earnings.commissions, {
    held: decision.held,
    history,
    approval: settlement.approval,
    reattributedAt: manual?.decidedAt ?? null,
  });
  const { booked, kept } = besideKept(run, fresh, settlement.kept);

  const trace = attributionTrace(credited.input, decision, {
    trust: report.trust,
    decidedAt: now,
    sources: settlement.sources,
    previous: before?.trace ?? null,
    cause: settlement.cause,
  });
  const conversion = remember(run, submission, row, booked, kept, before);
  conversion.trace = trace;
  applyBinding(run, credited, row, earnings.pin);
  book(run, row, booked, kept, trace);
  sideEffects(run, row);
  return { conversion, reasons: earnings.reasons };
}

/** An unconfirmed sale ties no customer, and takes an order away from no other program. */
async function credit(
  run: Run,
  submission: Submission,
  { customerId, needsConfirmation, manual }: Settlement,
): Promise<Credited> {
  const { report } = submission;
  const confirmed = !needsConfirmation;
  const own = creditOf(run.world, report, { ...submission, customerId, confirmed, manual });
  return confirmed ? withoutRivals(run, report, own) : own;
}

/** Nothing for nobody, and nothing by a channel that makes no commissions in this program. */
async function earn(
  { db, world, changes }: Run,
  report: Report,
  { affiliateId, linkId, country, customerId }: ConversionRow,
  base: Base,
  { input, decision }: Credited,
  history: History,
): Promise<Earnings> {
  if (affiliateId === null || !makesCommission(report, world.program.settings)) return NOTHING;
  const binding = decision.via === "binding" ? input.binding : null;
  const to = { affiliateId, linkId, country, customerId, history, binding };
  return earningsOf(db, world, changes, report, base, to);
}

const NOTHING: Earnings = { commissions: [], counters: [], reasons: [], pin: null };

/** Takes a conversion that is decided again out of the binding of the customer whom it was taken for. */
function forget(run: Run, before: KnownConversion, customerId: string | null): void {
  const left = historyOf(run.world, before.row.customerId, before.row.id);
  forgetSale(run, before.row, left.get("sale ")?.firstAt ?? null);
  if (before.row.customerId !== customerId) endOwnBinding(run, before.row);
}

/** Why, what is owed, the day's totals, and whose leads no longer wait. */
function book(
  run: Run,
  row: ConversionRow,
  booked: readonly CommissionRow[],
  kept: readonly CommissionRow[],
  trace: AttributionTrace,
): void {
  const { changes, now } = run;
  changes.traces.push({ conversionId: row.id, revision: row.revision, at: now, trace });
  for (const commission of booked) accrue(run, commission);
  for (const part of dayTotalsOf(row, [...kept, ...booked])) addDayTotal(changes, part);
  if (row.isFirstSale && row.customerId !== null) {
    changes.firstSales.push({ customerId: row.customerId, saleAt: row.occurredAt });
  }
}

function remember(
  { world, changes }: Run,
  { report, tokens, codes }: Submission,
  row: ConversionRow,
  booked: readonly CommissionRow[],
  kept: readonly CommissionRow[],
  before: KnownConversion | null,
): KnownConversion {
  changes.commissions.push(...booked);
  const commissions = [...kept, ...booked];
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
