/** What the decisions on a list of reports will write, gathered before it is written in one batch. */
import type { LedgerTransaction, mirrorSubject } from "../../../db/ledger.ts";
import type { commissions } from "../../../db/schema/commissions.ts";
import type { conversionDays } from "../../../db/schema/conversion-days.ts";
import type {
  attributionTraces,
  conversionItems,
  conversionReferences,
  conversions,
  sightings,
} from "../../../db/schema/conversions.ts";
import type { bindings, customerIdentities, customers } from "../../../db/schema/customers.ts";
import type { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import type { orderWinners } from "../../../db/schema/order-winners.ts";
import type { reviews } from "../../../db/schema/reviews.ts";
import type { MetricRead } from "../../../domain/commission.ts";
import type { Mode } from "../../../domain/mode.ts";
import type { NewOutboxRow } from "../outbox/outbox-row.ts";
import type { BindingRow, CommissionRow, ConversionRow } from "./world.ts";

export type DayTotal = typeof conversionDays.$inferInsert;

export type Changes = {
  readonly customers: (typeof customers.$inferInsert)[];
  readonly identities: (typeof customerIdentities.$inferInsert)[];
  readonly merges: { readonly aliasId: string; readonly customerId: string; readonly at: number }[];
  readonly conversions: (typeof conversions.$inferInsert)[];
  /** Rows as they shall be, with their new revision; guarded by the one before. */
  readonly replaced: ConversionRow[];
  readonly references: (typeof conversionReferences.$inferInsert)[];
  readonly items: (typeof conversionItems.$inferInsert)[];
  readonly sightings: (typeof sightings.$inferInsert)[];
  readonly traces: (typeof attributionTraces.$inferInsert)[];
  readonly bindings: (typeof bindings.$inferInsert)[];
  readonly bindingChanges: BindingChange[];
  readonly commissions: (typeof commissions.$inferInsert)[];
  /** Commissions that a newer decision takes the place of. */
  readonly superseded: { readonly id: string; readonly fromVersion: number; readonly at: number }[];
  /** Commissions that a person changes, as they become; guarded by the version before. */
  readonly changedByHand: CommissionRow[];
  /** Ids of commissions that may be in no live payout when this is written. */
  readonly outOfPayouts: string[];
  readonly mirrors: Mirror[];
  readonly transactions: LedgerTransaction[];
  /** Sums by affiliate, day and type. */
  readonly dayTotals: Map<string, DayTotal>;
  /** Metrics that a decision stands on, with what was read. */
  readonly metricGuards: Map<string, { readonly read: MetricRead; readonly value: number }>;
  /** What conversions of other programs give back of their caps. */
  readonly capReturns: {
    readonly programId: string;
    readonly mode: Mode;
    readonly key: string;
    readonly add: number;
  }[];
  readonly orderWinners: (typeof orderWinners.$inferInsert)[];
  readonly orderWinnerMoves: { readonly from: string; readonly to: string }[];
  /** First sales: they free the leads' commissions that waited for them. */
  readonly firstSales: { readonly customerId: string; readonly saleAt: number }[];
  readonly reviews: (typeof reviews.$inferInsert)[];
  readonly outbox: NewOutboxRow[];
  readonly idempotency: (typeof idempotencyRecords.$inferInsert)[];
  readonly auditEvents: (typeof auditEvents.$inferInsert)[];
};

export type Mirror = Parameters<typeof mirrorSubject>[1];

export type BindingChange = {
  readonly id: string;
  /** Guards the update. */
  readonly fromVersion: number;
} & BindingUpdate;

/** What of a binding may change: whom it ties to whom never does. */
export type BindingUpdate = Pick<
  BindingRow,
  "boundAt" | "leadAt" | "firstSaleAt" | "rewardVersionId" | "endedAt" | "endReason"
>;

/** A change of the binding that leaves the rest of it as it is. */
export function bindingChange(row: BindingRow, update: Partial<BindingUpdate>): BindingChange {
  const { id, version, boundAt, leadAt, firstSaleAt, rewardVersionId, endedAt, endReason } = row;
  const before = { boundAt, leadAt, firstSaleAt, rewardVersionId, endedAt, endReason };
  return { id, fromVersion: version, ...before, ...update };
}

export const noChanges = (): Changes => ({
  customers: [],
  identities: [],
  merges: [],
  conversions: [],
  replaced: [],
  references: [],
  items: [],
  sightings: [],
  traces: [],
  bindings: [],
  bindingChanges: [],
  commissions: [],
  superseded: [],
  changedByHand: [],
  outOfPayouts: [],
  mirrors: [],
  transactions: [],
  dayTotals: new Map(),
  metricGuards: new Map(),
  capReturns: [],
  orderWinners: [],
  orderWinnerMoves: [],
  firstSales: [],
  reviews: [],
  outbox: [],
  idempotency: [],
  auditEvents: [],
});

/** Adds to the sums of one affiliate, day and type; `sign` −1 takes off again. */
export function addDayTotal(changes: Changes, part: DayTotal, sign: 1 | -1 = 1): void {
  const { programId, mode, affiliateId, day, type, eventName } = part;
  const key = JSON.stringify([programId, mode, affiliateId, day, type, eventName]);
  const sum = changes.dayTotals.get(key);
  changes.dayTotals.set(key, {
    ...part,
    conversions: (sum?.conversions ?? 0) + sign * part.conversions,
    earning: (sum?.earning ?? 0) + sign * part.earning,
    newCustomers: (sum?.newCustomers ?? 0) + sign * part.newCustomers,
    revenue: (sum?.revenue ?? 0) + sign * part.revenue,
    commission: (sum?.commission ?? 0) + sign * part.commission,
    refunds: (sum?.refunds ?? 0) + sign * part.refunds,
  });
}
