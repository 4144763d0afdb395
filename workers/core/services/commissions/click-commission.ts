/** The rows of one booking of clicks: its commission, and the transaction that accrues it. */
import type { LedgerTransaction } from "../../../db/ledger.ts";
import {
  type BookingAffiliate,
  type BookingKey,
  bookingPrefix,
} from "../../../db/queries/click-bookings.ts";
import type { commissions } from "../../../db/schema/commissions.ts";
import { endOfDay } from "../../../domain/calendar.ts";
import type { ExplanationStep } from "../../../domain/explanation.ts";
import { commissionStateAtCreation, maturesAt } from "../../../domain/hold.ts";
import { accrual } from "../../../domain/ledger.ts";
import type { RewardVersion } from "../../../domain/reward.ts";
import type { CounterTerms } from "../clicks/load-counter-terms.ts";
import type { ServiceContext } from "../context.ts";

export type ClickBooking = BookingKey & {
  readonly version: RewardVersion;
  /** Minor units, over 0. */
  readonly amount: number;
  /** 1 for the first booking of a day, link and version. */
  readonly sequence: number;
  /** What caps have cut. */
  readonly cuts: readonly ExplanationStep[];
};
type CommissionRow = typeof commissions.$inferInsert;

/** Pending from the end of its day on, by the hold and approval in force now. */
export function commissionOfClicks(
  ctx: ServiceContext,
  terms: CounterTerms,
  { state, currency }: BookingAffiliate,
  booking: ClickBooking,
): CommissionRow {
  const now = ctx.clock();
  const { version, day, amount } = booking;
  const eventAt = endOfDay(day, terms.timeZone) - 1;
  const start = commissionStateAtCreation({
    conversionType: "event",
    trust: "api",
    approval: terms.approval,
    browserSalesNeedConfirmation: true,
    affiliateSuspended: state === "suspended",
    noRate: false,
    requiresSale: false,
    customerHasSale: false,
  });
  return {
    id: ctx.newId("com"),
    programId: terms.programId,
    mode: booking.mode,
    affiliateId: terms.affiliateId,
    conversionId: null,
    itemKey: `${bookingPrefix(booking)}${booking.sequence}`,
    rewardId: version.rewardId,
    rewardVersionId: version.id,
    level: 1,
    kind: "click",
    currency,
    base: 0,
    amount,
    followsRefunds: false,
    state: start.state,
    heldReasons: [...start.heldReasons],
    day,
    eventAt,
    maturesAt: maturesAt({
      eventAt,
      recordedAt: now,
      holdDays: terms.holdDays,
      bulkOrReattributed: false,
    }),
    approvedAt: start.approvedBy === null ? null : now,
    approvedBy: start.approvedBy,
    explanation: explain(booking, currency),
    createdAt: now,
  };
}

/** Which reward, how many clicks, and what a cap took. */
function explain({ version, amount, cuts }: ClickBooking, currency: string): ExplanationStep[] {
  const { definition, rewardId, scope, position } = version;
  const [firstCut] = cuts;
  const before = firstCut?.code === "cap.cut" ? firstCut.before : amount;
  const flat =
    "amount" in definition && definition.amount.kind === "flat" ? definition.amount : null;
  const each = flat?.amount ?? before;
  return [
    {
      code: "reward.chosen",
      kind: definition.kind,
      rewardId,
      version: version.version,
      scope,
      position,
      items: [],
    },
    { code: "amount.flat", each, units: Math.round(before / each), amount: before, currency },
    ...cuts,
  ];
}

/** Owed from now on, though not yet payable. */
export function accrualOf(
  ctx: ServiceContext,
  { organizationId }: BookingAffiliate,
  { id, mode, affiliateId, currency, amount }: CommissionRow,
): LedgerTransaction {
  return {
    id: ctx.newId("txn"),
    organizationId,
    mode,
    subjectId: id,
    kind: "commission.accrued",
    sequence: 1,
    at: ctx.clock(),
    reason: null,
    postings: accrual(affiliateId, currency, amount),
  };
}
