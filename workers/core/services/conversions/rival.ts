/** The same order, credited in another program of the organization (rules.md 1). */
import { selectOrderRival } from "../../../db/queries/order-rivals.ts";
import { DAY_MS } from "../../../domain/day.ts";
import {
  type ProgramClaim,
  winningTouchAcrossPrograms,
} from "../../../domain/exclusive-programs.ts";
import type { Report } from "../../../domain/report.ts";
import { addDayTotal, bindingChange } from "./changes.ts";
import type { Credited } from "./credit.ts";
import { dayTotalsOf } from "./day-totals.ts";
import { NeedsOwnBatch, type Run } from "./run.ts";
import { type BindingRow, conversionKey, type KnownConversion } from "./world.ts";

type Rival = {
  readonly conversion: KnownConversion;
  /** The live binding that it made. */
  readonly binding: BindingRow | null;
  readonly claim: ProgramClaim;
};

/**
 * Two shops may count their orders alike, so the number alone is not enough: amount and currency must be
 * the same, and the two events no further apart than this.
 */
const SAME_ORDER_WITHIN_MS = DAY_MS;

const NOTHING = { tokens: [], codes: [], identities: [] };

/** One order credited in two programs of a merchant counts in that of the winning touch. */
export async function withoutRivals(run: Run, report: Report, own: Credited): Promise<Credited> {
  const { program } = run.world;
  const { affiliateId, via, touchAt } = own.decision;
  if (!program.exclusiveAcrossPrograms || affiliateId === null) return own;
  if (via === null || touchAt === null) return own;
  const rival = await rivalClaim(run, report);
  if (rival === null) return own;
  const { attributionModel } = program.settings;
  const winner = winningTouchAcrossPrograms([
    { programId: program.id, via, touchAt, attributionModel },
    rival.claim,
  ]);
  if (winner === program.id) {
    takeOver(run, report, rival);
    return own;
  }
  return {
    input: own.input,
    decision: {
      ...own.decision,
      affiliateId: null,
      via: null,
      linkId: null,
      couponId: null,
      click: null,
      touchAt: null,
      held: null,
      refusal: "other_program_won",
      bindingAction: own.decision.bindingAction === "create" ? "none" : "keep",
    },
  };
}

/** The credited conversion of the same order in another program; `null` without one. */
async function rivalClaim(run: Run, report: Report): Promise<Rival | null> {
  const { world, db } = run;
  if (report.type !== "sale" || report.money === null) return null;
  const winner = world.orderWinners.get(conversionKey(report));
  if (winner === undefined) {
    run.changes.orderWinners.push({
      organizationId: world.program.organizationId,
      mode: world.mode,
      origin: report.origin,
      type: report.type,
      eventName: report.eventName,
      externalId: report.externalId,
      conversionId: report.conversionId,
    });
    return null;
  }
  if (winner.conversionId === report.conversionId) return null;
  if (!run.alone) throw new NeedsOwnBatch();
  const found = await selectOrderRival(db, winner.conversionId);
  if (found === null || found.trace === null) return null;
  const { row, trace, commissions, binding } = found;
  if (row.affiliateId === null) {
    // It lost its credit since: from now on it is the one that has to ask.
    run.changes.orderWinnerMoves.push({ from: row.id, to: report.conversionId });
    return null;
  }
  const { via, touchAt } = trace.decision;
  const sameOrder =
    row.gross === report.money.gross &&
    row.currency === report.money.currency &&
    Math.abs(row.occurredAt - report.occurredAt) <= SAME_ORDER_WITHIN_MS;
  if (!sameOrder || via === null || touchAt === null) return null;
  return {
    conversion: { row, trace, commissions, references: [], said: NOTHING, sightings: [] },
    binding,
    claim: {
      programId: row.programId,
      via,
      touchAt,
      attributionModel: trace.rules.attributionModel,
    },
  };
}

/** The order moves here: the other program's conversion stays, credited to nobody. */
function takeOver(run: Run, report: Report, { conversion, binding }: Rival): void {
  const { changes, now, newId, world } = run;
  const { row, trace, commissions } = conversion;
  for (const part of dayTotalsOf(row, commissions)) addDayTotal(changes, part, -1);
  for (const { id, version } of commissions) {
    changes.superseded.push({ id, fromVersion: version, at: now });
    changes.mirrors.push({
      id: newId("txn"),
      organizationId: world.program.organizationId,
      mode: row.mode,
      subjectId: id,
      kind: "commission.mirrored",
      sequence: 1,
      at: now,
      reason: "other_program_won",
    });
  }
  if (binding !== null) {
    const ended = { endedAt: now, endReason: "replaced" };
    changes.bindingChanges.push(bindingChange(binding, ended));
  }
  const nobody = {
    ...row,
    affiliateId: null,
    via: null,
    linkId: null,
    couponId: null,
    isFirstSale: false,
    capUse: [],
    enrichment: row.enrichment === "pending" ? ("none" as const) : row.enrichment,
    revision: row.revision + 1,
  };
  changes.replaced.push(nobody);
  for (const { key, add } of row.capUse) {
    changes.capReturns.push({ programId: row.programId, mode: row.mode, key, add });
  }
  for (const part of dayTotalsOf(nobody, [])) addDayTotal(changes, part);
  if (trace !== null) {
    changes.traces.push({
      conversionId: row.id,
      revision: nobody.revision,
      at: now,
      trace: {
        ...trace,
        decidedAt: now,
        decision: {
          ...trace.decision,
          affiliateId: null,
          via: null,
          linkId: null,
          couponId: null,
          click: null,
          touchAt: null,
          held: null,
          refusal: "other_program_won",
        },
      },
    });
  }
  changes.orderWinnerMoves.push({ from: row.id, to: report.conversionId });
}
