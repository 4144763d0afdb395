/** The rows of a decided report: the conversion, its items, its commissions. */
import type { AttributionDecision } from "../../../domain/attribution.ts";
import { dayInZone } from "../../../domain/calendar.ts";
import type { Commission } from "../../../domain/commission.ts";
import { commissionStateAtCreation, maturesAt } from "../../../domain/hold.ts";
import type { Report } from "../../../domain/report.ts";
import type { Base } from "./earnings.ts";
import type { Run } from "./run.ts";
import type { CommissionRow, ConversionRow, History } from "./world.ts";

export type DecidedFacts = {
  readonly decision: AttributionDecision;
  readonly base: Base;
  readonly customerId: string | null;
  readonly history: History;
  readonly needsConfirmation: boolean;
  /** The row as it was before this report replaced it. */
  readonly before: ConversionRow | null;
};

/** The conversion as it shall be; its items go into the changes. */
export function conversionRow(run: Run, report: Report, facts: DecidedFacts): ConversionRow {
  const { program, mode } = run.world;
  const { decision, base, customerId, history, before } = facts;
  const { money } = report;
  const baseInProgram =
    base.inProgram === null || base.inProgram === "no_rate" ? null : base.inProgram.base;
  const credited = decision.affiliateId !== null;
  const isPaidSale = report.type === "sale" && (baseInProgram ?? 0) > 0;
  const isFirst = customerId !== null && !history.has("sale ");
  const revision = (before?.revision ?? 0) + 1;
  addItems(run, report, base, revision);
  return {
    id: report.conversionId,
    programId: program.id,
    mode,
    origin: report.origin,
    type: report.type,
    eventName: report.eventName,
    externalId: report.externalId,
    trust: report.trust,
    customerId,
    affiliateId: decision.affiliateId,
    via: decision.via,
    linkId: decision.linkId,
    couponId: decision.couponId,
    clickAt: decision.click?.at ?? null,
    clickNonce: decision.click?.nonce ?? null,
    country: decision.click?.country ?? null,
    occurredAt: report.occurredAt,
    day: dayInZone(report.occurredAt, program.timeZone),
    recordedAt: before?.recordedAt ?? run.now,
    bulk: report.bulk,
    currency: money?.currency ?? null,
    gross: money?.gross ?? 0,
    tax: money?.tax ?? 0,
    shipping: money?.shipping ?? 0,
    discount: money?.discount ?? 0,
    asReported: money?.asReported ?? false,
    base: base.reported?.base ?? 0,
    baseInProgram,
    rate: base.rate?.rate ?? null,
    rateSource: base.rate?.source ?? null,
    rateDay: base.rate?.day ?? null,
    refunded: before?.refunded ?? 0,
    isFirstSale: credited && isPaidSale && isFirst && !facts.needsConfirmation,
    isRenewal: decision.customerKind === "renewal",
    periodStart: report.periodStart,
    metadata: report.metadata,
    inputs: { touches: report.touches, coupons: [...report.coupons] },
    capUse: [],
    needsConfirmation: facts.needsConfirmation,
    enrichment: decision.click !== null && decision.via !== "binding" ? "pending" : "none",
    device: null,
    os: null,
    browser: null,
    referrerHost: null,
    clickUtm: null,
    clickSub: null,
    revision,
  };
}

function addItems({ changes }: Run, report: Report, base: Base, revision: number): void {
  const items = report.money?.items ?? [];
  items.forEach((item, position) => {
    changes.items.push({
      conversionId: report.conversionId,
      revision,
      position,
      itemId: item.id,
      product: item.product,
      category: item.category,
      quantity: item.quantity,
      amount: item.amount,
      base: base.reported?.items[position]?.amount ?? 0,
    });
  });
}

/**
 * The commissions as they start: pending, matured by the hold in force now.
 * @param held why attribution holds them, or `null`
 */
export function commissionRows(
  run: Run,
  report: Report,
  row: ConversionRow,
  held: string | null,
  earned: readonly Commission[],
  history: History,
): CommissionRow[] {
  const { settings } = run.world.program;
  const key = ({ rewardId, itemKey }: { rewardId: string; itemKey: string }) =>
    JSON.stringify([rewardId, itemKey]);
  const firstLevel = new Map<string, string>();
  return earned.map((commission) => {
    const id = run.newId("com");
    if (commission.level === 1) firstLevel.set(key(commission), id);
    const start = commissionStateAtCreation({
      conversionType: report.type,
      trust: report.trust,
      approval: settings.approval,
      browserSalesNeedConfirmation: settings.browserSalesNeedConfirmation,
      affiliateSuspended: held !== null,
      noRate: false,
      requiresSale: commission.requiresSale,
      customerHasSale: history.has("sale "),
    });
    return {
      id,
      programId: row.programId,
      mode: row.mode,
      affiliateId: commission.affiliateId,
      conversionId: row.id,
      revision: row.revision,
      itemKey: commission.itemKey,
      rewardId: commission.rewardId,
      rewardVersionId: commission.rewardVersionId,
      level: commission.level,
      kind: commission.kind,
      parentId: commission.parent ? (firstLevel.get(key(commission.parent)) ?? null) : null,
      currency: commission.currency,
      base: commission.base,
      amount: commission.amount,
      reversed: 0,
      followsRefunds: commission.followsRefunds,
      awaitsSale: start.awaitsSale,
      state: start.state,
      heldReasons: [...start.heldReasons],
      day: row.day,
      eventAt: row.occurredAt,
      maturesAt: maturesAt({
        eventAt: row.occurredAt,
        recordedAt: run.now,
        holdDays: settings.holdDays,
        bulkOrReattributed: row.bulk,
      }),
      approvedAt: start.approvedBy === null ? null : run.now,
      approvedBy: start.approvedBy,
      rejectedReason: null,
      explanation: [...commission.explanation],
      supersededAt: null,
      createdAt: run.now,
      version: 1,
    };
  });
}
