/** Audit events, the latest first. */
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
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

/**
 * Goes by the index of the narrowest filter: the subject, who, what, the program, or the organization; `+`
 * keeps SQLite, which knows no more than that there are five indexes, from going by another.
 */
export function selectAuditPage(db: Db, page: AuditPage) {
  return db
    .select()
    .from(auditEvents)
    .where(and(...filtersOf(page), isAfter(auditEvents.at, auditEvents.id, page.after, "desc")))
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(page.limit);
}

function filtersOf({ organizationId, programId, subjectId, actorId, action }: AuditPage): SQL[] {
  const filters = [
    { column: auditEvents.subjectId, value: subjectId, alone: true },
    { column: auditEvents.actorId, value: actorId, alone: false },
    { column: auditEvents.action, value: action, alone: false },
    { column: auditEvents.programId, value: programId, alone: true },
  ].filter(({ value }) => value !== null);
  const [narrowest, ...others] = filters;
  if (narrowest === undefined) return [eq(auditEvents.organizationId, organizationId)];
  const { column, value, alone } = narrowest;
  return [
    sql`${column} = ${value}`,
    // The indexes of who and what begin with the organization, the others do without it.
    alone
      ? sql`+${auditEvents.organizationId} = ${organizationId}`
      : sql`${auditEvents.organizationId} = ${organizationId}`,
    ...others.map((other) => sql`+${other.column} = ${other.value}`),
  ];
}
