/** Bodies and answers of `/api/v1/groups`: affiliates with shared rewards. */
import * as z from "zod";
import { idOf, line, timestamp } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";

const name = line(100);

export const newGroupSchema = z.strictObject({ program_id: idOf("prog"), name });
export type NewGroup = z.output<typeof newGroupSchema>;

export const groupEditSchema = z.strictObject({ name });
export type GroupEdit = z.output<typeof groupEditSchema>;

export const groupsQuerySchema = z.strictObject({ program_id: idOf("prog"), ...pageQuery });
export type GroupsQuery = z.output<typeof groupsQuerySchema>;

export const groupSchema = z
  .object({
    id: idOf("grp"),
    program_id: idOf("prog"),
    name: z.string(),
    created_at: timestamp,
    version: z.int(),
  })
  .meta({ id: "Group" });
export type GroupAnswer = z.output<typeof groupSchema>;

export const groupsPageSchema = pageOf(groupSchema);
export type GroupsPage = Page<GroupAnswer>;
