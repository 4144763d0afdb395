/** Queries and answers of `/api/v1/audit-events`: who changed what, for ever. */
import * as z from "zod";
import { idOf, line, timestamp } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";

export const auditQuerySchema = z.strictObject({
  organization_id: idOf("org"),
  program_id: idOf("prog").optional(),
  subject_id: line(64).optional(),
  actor_id: line(64).optional(),
  action: line(64).optional(),
  ...pageQuery,
});
export type AuditQuery = z.output<typeof auditQuerySchema>;

export const auditEventSchema = z
  .object({
    id: idOf("aud"),
    organization_id: idOf("org"),
    program_id: idOf("prog").nullable(),
    actor_kind: z.enum(["user", "api_key", "system"]),
    actor_id: z.string(),
    action: z.string(),
    /** What was changed. */
    subject_id: z.string(),
    /** Only what changed; `null` for something new. */
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
    /** The country of the call, where it is known. */
    country: z.string().nullable(),
    request_id: z.string().nullable(),
    at: timestamp,
  })
  .meta({ id: "AuditEvent" });
export type AuditEventAnswer = z.output<typeof auditEventSchema>;

export const auditPageSchema = pageOf(auditEventSchema);
export type AuditPage = Page<AuditEventAnswer>;
