import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { PayoutSettings } from "../../domain/payout-settings.ts";
import { at, id, json } from "./columns.ts";

/** The company that runs programs. */
export const organizations = sqliteTable("organizations", {
  id: id(),
  name: text("name").notNull(),
  /** ISO 3166-1 alpha-2; decides VAT treatment of documents. */
  country: text("country").notNull(),
  /** rules.md 1: one order credited in two programs goes to the program of the winning touch. */
  exclusiveAcrossPrograms: integer("exclusive_across_programs", { mode: "boolean" })
    .notNull()
    .default(true),
  /** Policy: members act only with two factors. */
  requireTwoFactor: integer("require_two_factor", { mode: "boolean" }).notNull().default(false),
  /** What it decided about paying; for what is absent the rules have a default. */
  payoutSettings: json<Partial<PayoutSettings>>("payout_settings").notNull().default({}),
  /** Guards updates. */
  version: integer("version").notNull().default(1),
  createdAt: at("created_at").notNull(),
});
