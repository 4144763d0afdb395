import type { outbox } from "../../../db/schema/operations.ts";
import type { ServiceContext } from "../context.ts";

/** Side effects, by the name of their handler (handlers.ts). */
export type OutboxKind =
  | "link.write"
  | "affiliate.write"
  | "program.write"
  | "program.write_links"
  | "program.write_affiliates"
  | "conversion.enrich"
  | "conversion.announce"
  | "export.collect"
  | "mail.send";

/** A row as it is inserted: `batch.insert(outbox, rows)`, and after the commit `sendSoon(ctx, rows)`. */
export type NewOutboxRow = typeof outbox.$inferInsert & { readonly kind: OutboxKind };

/**
 * Asks for a side effect of the write in whose batch this row is put.
 * @param subjectId whose present state the handler reads; `payload` is for what cannot be read
 * @param dueAt not before, UTC ms; now when absent
 */
export function outboxRow(
  ctx: ServiceContext,
  kind: OutboxKind,
  subjectId: string,
  payload: Readonly<Record<string, string | number>> = {},
  dueAt: number = ctx.clock(),
): NewOutboxRow {
  return { id: ctx.newId("obx"), kind, subjectId, payload, createdAt: ctx.clock(), dueAt };
}
