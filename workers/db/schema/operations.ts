/** What the system keeps for itself: the outbox, idempotency records, audit events, API keys, job runs. */
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { at, id, json, mode, modeIs } from "./columns.ts";
import { organizations } from "./organizations.ts";
import { programs } from "./programs.ts";

/**
 * Side effects that must happen after a write: a row is put in the write's batch, and deleted when its
 * handler has succeeded. Handlers are idempotent by the row's id.
 */
export const outbox = sqliteTable(
  "outbox",
  {
    id: id(),
    /** Names the handler: `link.write`, `conversion.enrich`, … */
    kind: text("kind").notNull(),
    subjectId: text("subject_id").notNull(),
    payload: json<Record<string, string | number>>("payload").notNull(),
    createdAt: at("created_at").notNull(),
    /** Not before. */
    dueAt: at("due_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    lastError: text("last_error"),
  },
  (table) => [index("outbox_due").on(table.dueAt)],
);

/** The first answer to a caller's Idempotency-Key. */
export const idempotencyRecords = sqliteTable(
  "idempotency_records",
  {
    /** The API key, or the user, whose key it is. */
    callerId: text("caller_id").notNull(),
    key: text("key").notNull(),
    mode: mode(),
    /** SHA-256 of route and body, hex: the same key with another body is refused. */
    bodyHash: text("body_hash").notNull(),
    status: integer("status").notNull(),
    answer: json<unknown>("answer").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.callerId, table.key] }),
    index("idempotency_records_by_age").on(table.createdAt),
    modeIs("idempotency_records_mode", table.mode),
  ],
);

/** Who changed what; append-only by trigger. */
export const auditEvents = sqliteTable(
  "audit_events",
  {
    id: id(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id),
    programId: text("program_id"),
    actorKind: text("actor_kind").$type<"user" | "api_key" | "system">().notNull(),
    actorId: text("actor_id").notNull(),
    action: text("action").notNull(),
    subjectId: text("subject_id").notNull(),
    before: json<Record<string, unknown>>("before"),
    after: json<Record<string, unknown>>("after"),
    requestId: text("request_id"),
    /** From where, as far as it is no personal data: ISO 3166-1 alpha-2. */
    country: text("country"),
    at: at("at").notNull(),
  },
  (table) => [
    index("audit_events_by_program").on(table.programId, table.at),
    index("audit_events_by_organization").on(table.organizationId, table.at),
    index("audit_events_by_subject").on(table.subjectId, table.at),
    index("audit_events_by_actor").on(table.organizationId, table.actorId, table.at),
    index("audit_events_by_action").on(table.organizationId, table.action, table.at),
  ],
);

export const apiKeys = sqliteTable(
  "api_keys",
  {
    id: id(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id),
    /** `null`: any program of the organization, named in the body. */
    programId: text("program_id").references(() => programs.id),
    mode: mode(),
    name: text("name").notNull(),
    /** SHA-256 of the key, hex. The key itself is shown once. */
    sha256: text("sha256").notNull().unique(),
    scopes: json<string[]>("scopes").notNull(),
    createdAt: at("created_at").notNull(),
    revokedAt: at("revoked_at"),
    lastUsedAt: at("last_used_at"),
  },
  (table) => [
    index("api_keys_by_organization").on(table.organizationId),
    index("api_keys_by_age").on(table.organizationId, table.createdAt),
    modeIs("api_keys_mode", table.mode),
  ],
);

/** The last run of each job. */
export const jobRuns = sqliteTable("job_runs", {
  job: text("job").primaryKey(),
  startedAt: at("started_at").notNull(),
  finishedAt: at("finished_at"),
  outcome: text("outcome"),
  /** Not before, for jobs with a period. */
  dueAt: at("due_at").notNull(),
});
