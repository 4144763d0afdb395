/** Whose report it is: finds or makes the customer, adds identities, merges two who are one. */
import {
  type CustomerDecision,
  decideCustomer,
  type KnownCustomer,
  reportedIdentities,
} from "../../../domain/customer.ts";
import type { Identity, Report } from "../../../domain/report.ts";
import { bindingChange } from "./changes.ts";
import { historyOf, mergeHistories } from "./history.ts";
import { NeedsOwnBatch, type Run } from "./run.ts";
import { identityKey } from "./world.ts";

/** The id of the customer whom the report names; `null` when it names nobody. */
export function resolveCustomer(run: Run, report: Report): string | null {
  const identities = reportedIdentities(report);
  const decision = decideCustomer(identities, matchedCustomers(run, report, identities));
  switch (decision.action) {
    case "none":
      return null;
    case "create": {
      const customerId = run.newId("cus");
      const { id: programId } = run.world.program;
      run.changes.customers.push({
        id: customerId,
        programId,
        mode: run.world.mode,
        createdAt: run.now,
      });
      run.world.customerCreatedAt.set(customerId, run.now);
      addIdentities(run, report, customerId, decision.add);
      return customerId;
    }
    case "use":
      addIdentities(run, report, decision.customerId, decision.add);
      return decision.customerId;
    case "merge":
      if (!run.alone) throw new NeedsOwnBatch();
      mergeCustomers(run, decision);
      addIdentities(run, report, decision.customerId, decision.add);
      return decision.customerId;
  }
}

function matchedCustomers(
  { world }: Run,
  report: Report,
  identities: readonly Identity[],
): KnownCustomer[] {
  const found = new Map<string, Identity[]>();
  for (const identity of identities) {
    const match = world.customers.get(identityKey(report.origin, identity));
    if (match === undefined) continue;
    found.set(match.customerId, [...(found.get(match.customerId) ?? []), identity]);
  }
  return [...found].map(([customerId, ofCustomer]) => {
    const binding = world.bindings.get(customerId);
    return {
      customerId,
      createdAt: world.customerCreatedAt.get(customerId) ?? 0,
      identities: ofCustomer,
      liveBinding: binding ? { bindingId: binding.row.id, boundAt: binding.row.boundAt } : null,
    };
  });
}

function addIdentities(
  { world, changes, now }: Run,
  { origin }: Report,
  customerId: string,
  identities: readonly Identity[],
): void {
  for (const identity of identities) {
    changes.identities.push({
      programId: world.program.id,
      mode: world.mode,
      origin,
      ...identity,
      customerId,
      createdAt: now,
    });
    world.customers.set(identityKey(origin, identity), { customerId, identity });
  }
}

/** The others become aliases of him who remains; their live bindings end. An audit event can undo it. */
function mergeCustomers(run: Run, merge: Extract<CustomerDecision, { action: "merge" }>): void {
  const { world, changes, now } = run;
  const { customerId, aliases, endedBindingIds } = merge;
  world.history.set(
    customerId,
    mergeHistories([customerId, ...aliases].flatMap((id) => world.history.get(id) ?? [])),
  );
  for (const conversion of world.conversions.values()) {
    const { row } = conversion;
    if (aliases.includes(row.customerId ?? "")) conversion.row = { ...row, customerId };
  }
  // Whoever of them had bought, the lead of another waited for this sale.
  const sale = historyOf(world, customerId).get("sale ");
  if (sale !== undefined) changes.firstSales.push({ customerId, saleAt: sale.firstAt });
  for (const aliasId of aliases) {
    changes.merges.push({ aliasId, customerId, at: now });
    const binding = world.bindings.get(aliasId);
    if (binding === undefined) continue;
    world.bindings.delete(aliasId);
    const ended = { endedAt: now, endReason: "customers_merged" };
    changes.bindingChanges.push(bindingChange(binding.row, ended));
  }
  for (const [key, match] of world.customers) {
    if (aliases.includes(match.customerId)) world.customers.set(key, { ...match, customerId });
  }
  changes.auditEvents.push({
    id: run.newId("aud"),
    organizationId: world.program.organizationId,
    programId: world.program.id,
    actorKind: "system",
    actorId: "conversions.record",
    action: "customer.merge",
    subjectId: customerId,
    before: { aliases: [...aliases], endedBindingIds: [...endedBindingIds] },
    after: { customerId, bindingId: merge.bindingId },
    requestId: null,
    at: now,
  });
}
