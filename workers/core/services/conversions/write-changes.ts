/** Turns the changes into one batch. The order is that of the foreign keys. */
import { sql } from "drizzle-orm";
import type { WriteBatch } from "../../../db/batch.ts";
import { appendTransactions, mirrorSubject } from "../../../db/ledger.ts";
import { metricValue } from "../../../db/queries/metrics.ts";
import {
  changeBinding,
  changeCommissionByHand,
  countInPayouts,
  moveOrderWinner,
  releaseAwaitingLeads,
  replaceConversion,
  returnCap,
  supersedeCommission,
  useCap,
} from "../../../db/queries/record-writes.ts";
import {
  claimWaitingRefunds,
  type FoundSale,
  reviewWaitingRefunds,
} from "../../../db/queries/refunds.ts";
import { commissions } from "../../../db/schema/commissions.ts";
import { conversionDays } from "../../../db/schema/conversion-days.ts";
import {
  attributionTraces,
  conversionItems,
  conversionReferences,
  conversions,
  sightings,
} from "../../../db/schema/conversions.ts";
import { bindings, customerIdentities, customers } from "../../../db/schema/customers.ts";
import { auditEvents, idempotencyRecords, outbox } from "../../../db/schema/operations.ts";
import { orderWinners } from "../../../db/schema/order-winners.ts";
import { reviews } from "../../../db/schema/reviews.ts";
import type { Changes } from "./changes.ts";
import type { Run } from "./run.ts";
import type { World } from "./world.ts";

/** Adds everything to the batch, what was read beside what is written. */
export function writeChanges(
  batch: WriteBatch,
  changes: Changes,
  world: World,
  { newId, now }: Pick<Run, "newId" | "now">,
): void {
  assertReads(batch, changes, world);
  batch.insert(customers, changes.customers);
  batch.insert(customerIdentities, changes.identities);
  writeConversions(batch, changes);
  writeBindings(batch, changes);
  for (const row of changes.changedByHand) batch.guarded(changeCommissionByHand(row));
  for (const { id, fromVersion, at } of changes.superseded) {
    batch.guarded(supersedeCommission(id, fromVersion, at));
  }
  batch.insert(commissions, changes.commissions);
  appendTransactions(batch, changes.transactions, () => newId("acct"));
  for (const mirror of changes.mirrors) mirrorSubject(batch, mirror);
  writeTotals(batch, changes, world);
  writeConsequences(batch, changes, world, now);
  batch.insert(reviews, changes.reviews, sql`on conflict do nothing`);
  batch.insert(auditEvents, changes.auditEvents);
  batch.insert(idempotencyRecords, changes.idempotency);
  batch.insert(outbox, changes.outbox);
}

/** What sales that have come set going: refunds and leads' commissions that waited for them. */
function writeConsequences(batch: WriteBatch, changes: Changes, world: World, now: number): void {
  const { program, mode } = world;
  const scope = { programId: program.id, mode };
  const sales = salesOf(changes, world);
  if (sales.length > 0) {
    batch.add(claimWaitingRefunds(scope, sales));
    batch.add(reviewWaitingRefunds(scope, sales, now));
  }
  if (changes.firstSales.length > 0) {
    batch.add(releaseAwaitingLeads(changes.firstSales, program.settings.leadWindowDays));
  }
}

/** The sales that have come, or changed, under every name that a refund may give them. */
function salesOf(changes: Changes, { conversions: known }: World): FoundSale[] {
  const rows = [...changes.conversions, ...changes.replaced];
  const ids = [...rows.map(({ id }) => id), ...changes.references.map((of) => of.conversionId)];
  return [...new Set(ids)].flatMap((conversionId) => {
    const conversion = known.get(conversionId);
    if (conversion?.row.type !== "sale") return [];
    const { origin, externalId } = conversion.row;
    const named = (kind: string, value: string) => ({ origin, kind, value, conversionId });
    return [
      named("external_id", externalId),
      ...conversion.references.flatMap(({ kind, value }) =>
        kind === "order" ? [named(kind, value), named("external_id", value)] : [named(kind, value)],
      ),
    ];
  });
}

/** What decisions stand on; cap counters are guarded where they are written. */
function assertReads(
  batch: WriteBatch,
  { metricGuards, outOfPayouts }: Changes,
  world: World,
): void {
  if (outOfPayouts.length > 0) batch.assertUnchanged(countInPayouts(outOfPayouts), 0);
  const scope = { programId: world.program.id, mode: world.mode };
  for (const { read, value } of metricGuards.values()) {
    batch.assertUnchanged(metricValue(scope, read), value);
  }
}

function writeConversions(batch: WriteBatch, changes: Changes): void {
  batch.insert(conversions, changes.conversions);
  for (const row of changes.replaced) batch.guarded(replaceConversion(row));
  batch.insert(conversionReferences, changes.references);
  batch.insert(conversionItems, changes.items);
  batch.insert(sightings, changes.sightings, sql`on conflict do nothing`);
  batch.insert(attributionTraces, changes.traces);
  for (const { from, to } of changes.orderWinnerMoves) batch.guarded(moveOrderWinner(from, to));
  batch.insert(orderWinners, changes.orderWinners);
}

/** What ends comes before what begins: a customer has one live binding at most. */
function writeBindings(batch: WriteBatch, changes: Changes): void {
  for (const { aliasId, customerId, at } of changes.merges) {
    batch.guarded(
      sql`update customers set merged_into_id = ${customerId}, merged_at = ${at}
        where id = ${aliasId} and merged_into_id is null`,
    );
  }
  for (const change of changes.bindingChanges) batch.guarded(changeBinding(change));
  batch.insert(bindings, changes.bindings);
}

function writeTotals(batch: WriteBatch, changes: Changes, world: World): void {
  const { program, mode } = world;
  for (const [key, { stored, value }] of world.counters) {
    batch.guarded(useCap({ programId: program.id, mode, key, stored, value }));
  }
  for (const given of changes.capReturns) batch.add(returnCap(given));
  batch.insert(
    conversionDays,
    [...changes.dayTotals.values()],
    sql`on conflict do update set
      conversions = conversions + excluded.conversions, earning = earning + excluded.earning,
      new_customers = new_customers + excluded.new_customers, revenue = revenue + excluded.revenue,
      commission = commission + excluded.commission, refunds = refunds + excluded.refunds`,
  );
}
