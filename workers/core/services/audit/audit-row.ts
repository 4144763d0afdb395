import type { auditEvents } from "../../../db/schema/operations.ts";
import type { Action } from "../../../domain/permission-table.ts";
import type { ServiceContext } from "../context.ts";

type Facts = Readonly<Record<string, unknown>>;
type Change = {
  readonly organizationId: string;
  readonly programId: string | null;
  readonly action: Action;
  readonly subjectId: string;
  /** Only what changed; `null` for something new. */
  readonly before: Facts | null;
  readonly after: Facts | null;
};

type AuditActor = { actorKind: "user" | "api_key" | "system"; actorId: string };

function actorOf({ actor }: ServiceContext): AuditActor {
  if (actor.kind === "api_key" || actor.kind === "user") {
    return { actorKind: actor.kind, actorId: actor.id };
  }
  return { actorKind: "system", actorId: actor.kind === "system" ? actor.id : actor.kind };
}

/** The audit event of a change, for the change's own batch: `batch.insert(auditEvents, [auditRow(…)])`. */
export function auditRow(ctx: ServiceContext, change: Change): typeof auditEvents.$inferInsert {
  return {
    ...change,
    ...actorOf(ctx),
    id: ctx.newId("aud"),
    requestId: ctx.requestId,
    country: ctx.country,
    at: ctx.clock(),
  };
}

/** Of two rows the fields of `changes` that differ, as they were and as they become. */
export function changedFields<Row extends object>(
  row: Row,
  changes: Partial<Row>,
): { before: Facts; after: Facts } {
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(changes)) {
    const old = (row as Record<string, unknown>)[name];
    if (JSON.stringify(old) === JSON.stringify(value)) continue;
    before[name] = old;
    after[name] = value;
  }
  return { before, after };
}
