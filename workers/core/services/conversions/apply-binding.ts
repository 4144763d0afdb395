/** What a decided conversion does to its customer's binding (rules.md 2). */

import type { Credited } from "./credit.ts";
import type { Run } from "./run.ts";
import type { BindingRow, ConversionRow, KnownBinding } from "./world.ts";

/**
 * Carries out `decision.bindingAction`.
 * @param pin the version of the reward on sales that a new binding names
 */
export function applyBinding(
  run: Run,
  { decision }: Credited,
  row: ConversionRow,
  pin: string | null,
): void {
  if (row.customerId === null) return;
  const bound = run.world.bindings.get(row.customerId);
  switch (decision.bindingAction) {
    case "none":
      return;
    case "keep":
      if (bound && row.affiliateId === bound.row.affiliateId && !row.needsConfirmation) {
        noteSale(run, bound, row);
      }
      return;
    case "end":
      if (bound) end(run, bound, decision.bindingStanding === "lapsed" ? "lapsed" : "replaced");
      return;
    case "move":
      if (bound) end(run, bound, "moved");
      create(run, decision.via, row, pin);
      return;
    case "create":
      create(run, decision.via, row, pin);
  }
}

/**
 * Takes a sale that is decided again out of its customer's binding: else it would be its own renewal.
 * @param firstOther event time of the customer's first credited sale beside it, `null` for none
 */
export function forgetSale(run: Run, before: ConversionRow, firstOther: number | null): void {
  const bound = run.world.bindings.get(before.customerId ?? "");
  if (bound === undefined || before.type !== "sale") return;
  const { firstSaleAt, boundAt } = bound.row;
  if (firstSaleAt !== before.occurredAt) return;
  change(run, bound, { firstSaleAt: firstOther, boundAt, endedAt: null, endReason: null });
}

/** A conversion that turns out to be somebody else's leaves no binding behind with whom it was taken for. */
export function endOwnBinding(run: Run, before: ConversionRow): void {
  const bound = run.world.bindings.get(before.customerId ?? "");
  if (bound?.row.conversionId === before.id) end(run, bound, "replaced");
}

/** The first sale under a binding starts the clocks of what follows; an earlier one, reported late, too. */
function noteSale(run: Run, bound: KnownBinding, row: ConversionRow): void {
  const { firstSaleAt, boundAt } = bound.row;
  const own = bound.row.conversionId === row.id;
  const saleAt = row.type === "sale" ? row.occurredAt : null;
  const first = own ? saleAt : earlier(firstSaleAt, saleAt);
  const since = own ? row.occurredAt : boundAt;
  if (first === firstSaleAt && since === boundAt) return;
  change(run, bound, { firstSaleAt: first, boundAt: since, endedAt: null, endReason: null });
}

const earlier = (one: number | null, other: number | null): number | null => {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
};

function end(run: Run, bound: KnownBinding, endReason: string): void {
  const { firstSaleAt, boundAt } = bound.row;
  change(run, bound, { firstSaleAt, boundAt, endedAt: run.now, endReason });
  run.world.bindings.delete(bound.row.customerId);
}

function create(
  run: Run,
  via: ConversionRow["via"],
  row: ConversionRow,
  rewardVersionId: string | null,
): void {
  const { affiliateId, customerId, type, occurredAt } = row;
  if (affiliateId === null || customerId === null || via === null || via === "binding") return;
  const binding: BindingRow = {
    id: run.newId("bind"),
    programId: row.programId,
    mode: row.mode,
    customerId,
    affiliateId,
    rewardVersionId,
    conversionId: row.id,
    via,
    boundAt: occurredAt,
    leadAt: type === "lead" ? occurredAt : null,
    firstSaleAt: type === "sale" ? occurredAt : null,
    endedAt: null,
    endReason: null,
    version: 1,
  };
  run.changes.bindings.push(binding);
  const { linkId, couponId, clickAt, clickNonce, country } = row;
  const click =
    clickAt !== null && clickNonce !== null ? { at: clickAt, nonce: clickNonce, country } : null;
  run.world.bindings.set(customerId, { row: binding, linkId, couponId, click });
}

type Update = Pick<BindingRow, "boundAt" | "firstSaleAt" | "endedAt" | "endReason">;

/** A binding made in this very list is changed where it waits to be written, a stored one by an update. */
function change({ changes, world }: Run, bound: KnownBinding, update: Update): void {
  const waiting = changes.bindings.findIndex(({ id }) => id === bound.row.id);
  if (waiting >= 0) {
    const row = { ...bound.row, ...update };
    changes.bindings[waiting] = row;
    world.bindings.set(row.customerId, { ...bound, row });
    return;
  }
  const earlierChange = changes.bindingChanges.findIndex(({ id }) => id === bound.row.id);
  const fromVersion = changes.bindingChanges[earlierChange]?.fromVersion ?? bound.row.version;
  const next = { id: bound.row.id, fromVersion, ...update };
  if (earlierChange >= 0) changes.bindingChanges[earlierChange] = next;
  else changes.bindingChanges.push(next);
  world.bindings.set(bound.row.customerId, { ...bound, row: { ...bound.row, ...update } });
}
