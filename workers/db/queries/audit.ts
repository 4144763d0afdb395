/** Audit events, the latest first. */
import { and, desc, eq } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { isAfter, type Position } from "../page.ts";
import { auditEvents } from "../schema/operations.ts";

export type AuditPage = {
  readonly organizationId: string;
  readonly programId: string | null;
  readonly subjectId: string | null;
  readonly actorId: string | null;
  readonly action: string | null;
  readonly limit: number;
  readonly after: Position | null;
};

/** Goes by the index of what is filtered by: the subject, who, what, the program, or the organization. */
export function selectAuditPage(db: Db, page: AuditPage) {
  const { programId, subjectId, actorId, action } = page;
  return db
    .select()
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.organizationId, page.organizationId),
        programId === null ? undefined : eq(auditEvents.programId, programId),
        subjectId === null ? undefined : eq(auditEvents.subjectId, subjectId),
        actorId === null ? undefined : eq(auditEvents.actorId, actorId),
        action === null ? undefined : eq(auditEvents.action, action),
        isAfter(auditEvents.at, auditEvents.id, page.after, "desc"),
      ),
    )
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(page.limit);
}
