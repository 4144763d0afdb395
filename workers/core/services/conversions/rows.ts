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
  /** The row as it was before it was decided again. */
  readonly before: ConversionRow | null;
};

/** A person's approval, which goes over to the commissions of a new decision. */
export type Approval = { readonly at: number; readonly by: string };

/** The conversion as it shall be; its items go into the changes. */
export function conversionRow(run: Run, report: Report, facts: DecidedFacts): ConversionRow {
  const { program, mode } = run.world;
  const { decision, base, customerId, history, before } = facts;
  const { money } = report;
  const baseInProgram =
    base.inProgram === null || base.inProgram === "no_rate" ? null : base.inProgram.base;
  const credited = decision.affiliateId !== null;
  const isPaidSale = report.type === "sale" && (baseInProgram ?? 0) > 0;
  // Decided again, a customer's first sale stays the first, whatever was bought since.
  const wasFirst = before?.isFirstSale === true && before.customerId === customerId;
  const isFirst = customerId !== null && (wasFirst || !history.has("sale "));
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
    holdDays: before?.holdDays ?? program.settings.holdDays,
    rejectedAt: before?.rejectedAt ?? null,
    rejectedReason: before?.rejectedReason ?? null,
    ...clickFacts(decision, before),
    revision,
  };
}

/** The facts of the credited click: to be fetched, unless they were for the decision before. */
function clickFacts({ click, via }: AttributionDecision, before: ConversionRow | null) {
  if (click !== null && before !== null && before.clickNonce === click.nonce) {
    const { enrichment, device, os, browser, referrerHost, clickUtm, clickSub } = before;
    return { enrichment, device, os, browser, referrerHost, clickUtm, clickSub };
  }
  return {
    enrichment: click !== null && via !== "binding" ? ("pending" as const) : ("none" as const),
    device: null,
    os: null,
    browser: null,
    referrerHost: null,
    clickUtm: null,
    clickSub: null,
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

export type StartingFacts = {
  /** Why attribution holds them, or `null`. */
  readonly held: string | null;
  readonly history: History;
  /** What a person approved before, or approves now. */
  readonly approval: Approval | null;
  /** UTC ms at which a person credited the conversion; `null` where none did. */
  readonly reattributedAt: number | null;
};

/** The commissions as they start: pending, matured by the hold in force when the conversion was recorded. */
export function commissionRows(
  run: Run,
  row: ConversionRow,
  earned: readonly Commission[],
  facts: StartingFacts,
): CommissionRow[] {
  const key = ({ rewardId, itemKey }: { rewardId: string; itemKey: string }) =>
    JSON.stringify([rewardId, itemKey]);
  const firstLevel = new Map<string, string>();
  return earned.map((commission) => {
    const id = run.newId("com");
    if (commission.level === 1) firstLevel.set(key(commission), id);
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
      ...startOf(run, row, commission, facts),
      day: row.day,
      eventAt: row.occurredAt,
      rejectedReason: null,
      reversalReason: null,
      explanation: [...commission.explanation],
      supersededAt: null,
      createdAt: run.now,
      version: 1,
    };
  });
}

/** State, approval and hold. A person's approval stands, but shortens no hold (rules.md 7). */
function startOf(
  { world, now }: Run,
  row: ConversionRow,
  { requiresSale }: Commission,
  { held, history, approval, reattributedAt }: StartingFacts,
) {
  const { settings } = world.program;
  const start = commissionStateAtCreation({
    conversionType: row.type,
    trust: row.trust,
    approval: settings.approval,
    browserSalesNeedConfirmation: row.needsConfirmation,
    affiliateSuspended: held !== null,
    noRate: false,
    requiresSale,
    customerHasSale: history.has("sale "),
  });
  const byRule = start.approvedBy === null ? null : { at: now, by: start.approvedBy };
  const approved = row.needsConfirmation ? null : (approval ?? byRule);
  return {
    awaitsSale: start.awaitsSale,
    state: start.state,
    heldReasons: [...start.heldReasons],
    maturesAt: maturesAt({
      eventAt: row.occurredAt,
      recordedAt: row.bulk ? now : (reattributedAt ?? now),
      holdDays: row.holdDays ?? settings.holdDays,
      bulkOrReattributed: row.bulk || reattributedAt !== null,
    }),
    approvedAt: approved?.at ?? null,
    approvedBy: approved?.by ?? null,
  };
}
