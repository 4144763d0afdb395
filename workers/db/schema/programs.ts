import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { FormField } from "../../domain/application-form.ts";
import type { ProgramSettings } from "../../domain/program-settings.ts";
import { PROGRAM_STATES, type ProgramState } from "../../domain/states.ts";
import { at, id, json, oneOf } from "./columns.ts";
import { organizations } from "./organizations.ts";

export const JOIN_POLICIES = ["open", "approval", "invitation"] as const;
export type JoinPolicy = (typeof JOIN_POLICIES)[number];

export const programs = sqliteTable(
  "programs",
  {
    id: id(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id),
    name: text("name").notNull(),
    /** ISO 4217; fixed once the program has a conversion (rules.md 10). */
    currency: text("currency").notNull(),
    /** IANA name; fixed by the program's first click, since a stored click holds the day it was given. */
    timeZone: text("time_zone").notNull(),
    timeZoneFixedAt: at("time_zone_fixed_at"),
    /** The state in force now; the history is in program_states. */
    state: text("state").$type<ProgramState>().notNull(),
    /** Differences from the defaults of rules.md. */
    settings: json<Partial<ProgramSettings>>("settings").notNull(),
    /** Query parameter that carries the click token. */
    tokenParam: text("token_param").notNull().default("td"),
    /** Hosts that a destination may have; `*.` matches subdomains. */
    allowedHosts: json<string[]>("allowed_hosts").notNull(),
    /** Origins that may send browser events. */
    origins: json<string[]>("origins").notNull(),
    fallbackUrl: text("fallback_url"),
    /** UTM template of links that have none; placeholders as in links.utm. */
    utm: json<Record<string, string>>("utm").notNull(),
    /** The address of its public page, `/p/<slug>`; lower case. Without one there is no page. */
    slug: text("slug"),
    description: text("description").notNull().default(""),
    /** Whether whoever applies joins at once, waits for a person, or needs an invitation. */
    joinPolicy: text("join_policy").$type<JoinPolicy>().notNull().default("approval"),
    applicationForm: json<FormField[]>("application_form").notNull().default([]),
    /** Grows with every change that the edge must see. */
    version: integer("version").notNull().default(1),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    index("programs_by_organization").on(table.organizationId),
    index("programs_in_order").on(table.organizationId, table.id),
    uniqueIndex("programs_slug").on(table.slug),
    oneOf("programs_state", table.state, PROGRAM_STATES),
  ],
);

/** Dated states of a program (rules.md 3); never changed, only added to. */
export const programStates = sqliteTable(
  "program_states",
  {
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    fromAt: at("from_at").notNull(),
    sequence: integer("sequence").notNull(),
    state: text("state").$type<ProgramState>().notNull(),
    reason: text("reason"),
  },
  (table) => [
    primaryKey({ columns: [table.programId, table.fromAt, table.sequence] }),
    oneOf("program_states_state", table.state, PROGRAM_STATES),
  ],
);

/** Versions of a program's terms (rules.md 3). */
export const termsVersions = sqliteTable(
  "terms_versions",
  {
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    version: integer("version").notNull(),
    kind: text("kind").$type<"notice" | "must_accept">().notNull(),
    text: text("text").notNull(),
    effectiveAt: at("effective_at").notNull(),
    /** From then on an affiliate who has not accepted gets no new customers. */
    deadlineAt: at("deadline_at"),
  },
  (table) => [
    primaryKey({ columns: [table.programId, table.version] }),
    oneOf("terms_versions_kind", table.kind, ["notice", "must_accept"]),
  ],
);

/** Affiliates with shared terms. */
export const groups = sqliteTable(
  "groups",
  {
    id: id(),
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    name: text("name").notNull(),
    version: integer("version").notNull().default(1),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    index("groups_by_program").on(table.programId, table.createdAt),
    uniqueIndex("groups_name").on(table.programId, table.name),
  ],
);

/** Domains whose root paths are links of a program. */
export const linkDomains = sqliteTable(
  "link_domains",
  {
    domain: text("domain").primaryKey(),
    programId: text("program_id")
      .notNull()
      .references(() => programs.id),
    createdAt: at("created_at").notNull(),
  },
  (table) => [index("link_domains_by_program").on(table.programId)],
);
