/** The questions that conversions of the past put to the reward engine, as they stood at their time. */
import type { Db } from "../../../db/batch.ts";
import { selectCommissions, selectOwners } from "../../../db/queries/conversions.ts";
import { selectBindings } from "../../../db/queries/customers.ts";
import {
  type CustomerEvent,
  selectCustomerEvents,
  selectItemsOf,
} from "../../../db/queries/reward-preview.ts";
import { itemKeys } from "../../../domain/base.ts";
import type { CommissionItem, CommissionQuestion } from "../../../domain/commission.ts";
import { allocate } from "../../../domain/money.ts";
import { type CreditedTo, questionOf } from "../conversions/earnings.ts";
import { loadAffiliates } from "../conversions/load-world.ts";
import {
  type ConversionRow,
  type History,
  historyKey,
  type ProgramFacts,
} from "../conversions/world.ts";

type ItemRow = Awaited<ReturnType<typeof selectItemsOf>>[number];

/** Items with their parts of the base in the program's currency: they share it as they did when recorded. */
function itemsOf({ baseInProgram }: ConversionRow, rows: readonly ItemRow[]): CommissionItem[] {
  if (rows.length === 0 || baseInProgram === null) return [];
  const keys = itemKeys(rows.map(({ itemId }) => itemId));
  const parts = allocate(
    baseInProgram,
    rows.map(({ base }) => base),
  );
  return rows.map(({ product, category, quantity }, index) => ({
    key: keys[index] ?? "",
    product,
    category,
    quantity,
    amount: parts[index] ?? 0,
  }));
}

/** What the customer had done before the conversion. */
function historyBefore(row: ConversionRow, events: readonly CustomerEvent[]): History {
  const history: History = new Map();
  for (const event of events) {
    const isEarlier =
      event.occurredAt < row.occurredAt ||
      (event.occurredAt === row.occurredAt && event.id < row.id);
    if (!isEarlier) continue;
    const sum = history.get(historyKey(event));
    history.set(historyKey(event), {
      credited: (sum?.credited ?? 0) + 1,
      firstAt: Math.min(sum?.firstAt ?? event.firstAt, event.firstAt),
    });
  }
  return history;
}

export type PreviewedConversion = {
  readonly question: CommissionQuestion;
  /** Sums of the commissions in force, by affiliate. */
  readonly booked: ReadonlyMap<string, number>;
};

/**
 * Loads what the conversions are asked with, in seven queries however many they are.
 * @param to UTC ms: after all of them
 */
export async function loadPreviewed(
  db: Db,
  program: ProgramFacts,
  rows: readonly ConversionRow[],
  to: number,
): Promise<PreviewedConversion[]> {
  const ids = rows.map(({ id }) => id);
  const [owners, items, commissions] = await db.batch([
    selectOwners(db, ids),
    selectItemsOf(db, ids),
    selectCommissions(db, ids),
  ]);
  const ownerOf = new Map(owners.map((one) => [one.conversionId, one.customerId]));
  const customerIds = [...new Set(ownerOf.values())];
  const [bound, events] = await db.batch([
    selectBindings(db, customerIds),
    selectCustomerEvents(db, customerIds, to),
  ]);
  const bindings = new Map(bound.map(({ binding }) => [binding.customerId, binding]));
  const eventsOf = Map.groupBy(events, ({ customerId }) => customerId);
  const itemsById = Map.groupBy(items, ({ conversionId }) => conversionId);
  const commissionsOf = Map.groupBy(commissions, ({ conversionId }) => conversionId);
  const affiliates = await loadAffiliates(
    db,
    rows.flatMap(({ affiliateId }) => affiliateId ?? []),
  );
  return rows.map((row) => {
    const customerId = ownerOf.get(row.id) ?? null;
    const binding = row.via === "binding" ? bindings.get(customerId ?? "") : undefined;
    const to: CreditedTo = {
      affiliateId: row.affiliateId ?? "",
      linkId: row.linkId,
      country: row.country,
      customerId,
      history: historyBefore(row, eventsOf.get(customerId ?? "") ?? []),
      binding: binding ?? null,
    };
    const base = {
      base: row.baseInProgram ?? 0,
      items: itemsOf(row, itemsById.get(row.id) ?? []),
      notes: [],
    };
    const noRate = row.currency !== null && row.baseInProgram === null;
    const inProgram = noRate ? ("no_rate" as const) : row.currency === null ? null : base;
    const question = questionOf({ program, affiliates }, row, { reported: null, inProgram }, to);
    const booked = new Map<string, number>();
    for (const { affiliateId, state, amount } of commissionsOf.get(row.id) ?? []) {
      if (state === "rejected") continue;
      booked.set(affiliateId, (booked.get(affiliateId) ?? 0) + amount);
    }
    return { question, booked };
  });
}
