/** Answers about exports of one's own data. */
import * as z from "zod";
import { idOf, timestamp } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";

export const exportsQuerySchema = z.strictObject(pageQuery);
export type ExportsQuery = z.output<typeof exportsQuerySchema>;

export const exportSchema = z.object({
  id: idOf("exp"),
  state: z.enum(["running", "ready", "expired"]),
  /** 0 to 100: how much is done. */
  progress: z.int().min(0).max(100),
  /** Of the zip; `null` until it is ready. */
  bytes: z.int().nullable(),
  created_at: timestamp,
  ready_at: timestamp.nullable(),
  /** The file is there until then. */
  expires_at: timestamp.nullable(),
});
export type ExportAnswer = z.output<typeof exportSchema>;
export const exportsPageSchema = pageOf(exportSchema);
export type ExportsPage = Page<ExportAnswer>;
