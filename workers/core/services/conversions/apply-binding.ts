/** What a decided conversion does to its customer's binding (rules.md 2). */

import { type BindingUpdate, bindingChange } from "./changes.ts";
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
        if (bound.row.conversionId === row.id) makeAnew(run, bound, row, pin);
        else noteSale(run, bound, row);
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
  if (bound.row.firstSaleAt !== before.occurredAt) return;
  change(run, bound, { firstSaleAt: firstOther });
}

/** A conversion that turns out to be somebody else's leaves no binding behind with whom it was taken for. */
export function endOwnBinding(run: Run, before: ConversionRow): void {
  const bound = run.world.bindings.get(before.customerId ?? "");
  if (bound?.row.conversionId === before.id) end(run, bound, "replaced");
}

/** The conversion that made the binding is reported anew, for the same affiliate: it is as if made now. */
function makeAnew(run: Run, bound: KnownBinding, row: ConversionRow, pin: string | null): void {
  change(run, bound, { ...madeBy(row), rewardVersionId: pin });
}

/** When the conversion binds, and which clocks it starts. */
const madeBy = ({ type, occurredAt }: ConversionRow) => ({
  boundAt: occurredAt,
  leadAt: type === "lead" ? occurredAt : null,
  firstSaleAt: type === "sale" ? occurredAt : null,
});

/** The first sale under a binding starts the clocks of what follows; an earlier one, reported late, too. */
function noteSale(run: Run, bound: KnownBinding, { type, occurredAt }: ConversionRow): void {
  if (type !== "sale") return;
  const firstSaleAt = earlier(bound.row.firstSaleAt, occurredAt);
  if (firstSaleAt !== bound.row.firstSaleAt) change(run, bound, { firstSaleAt });
}

const earlier = (known: number | null, at: number): number => Math.min(known ?? at, at);

function end(run: Run, bound: KnownBinding, endReason: string): void {
  change(run, bound, { endedAt: run.now, endReason });
  run.world.bindings.delete(bound.row.customerId);
}

function create(
  run: Run,
  via: ConversionRow["via"],
  row: ConversionRow,
  rewardVersionId: string | null,
): void {
  const { affiliateId, customerId } = row;
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
    ...madeBy(row),
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

/** A binding made in this very list is changed where it waits to be written, a stored one by an update. */
function change(
  { changes, world }: Run,
  bound: KnownBinding,
  update: Partial<BindingUpdate>,
): void {
  const row = { ...bound.row, ...update };
  world.bindings.set(row.customerId, { ...bound, row });
  const waiting = changes.bindings.findIndex(({ id }) => id === row.id);
  if (waiting >= 0) {
    changes.bindings[waiting] = row;
    return;
  }
  // The version in `row` stays the stored one, however often this list changes it.
  const earlierChange = changes.bindingChanges.findIndex(({ id }) => id === row.id);
  if (earlierChange >= 0) changes.bindingChanges[earlierChange] = bindingChange(row, {});
  else changes.bindingChanges.push(bindingChange(row, {}));
}
