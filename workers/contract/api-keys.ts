/** Bodies and answers about API keys. The key itself is shown once, when it is made. */
import * as z from "zod";
import { SCOPES } from "../domain/permission-table.ts";
import { idOf, line, mode, timestamp } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";

const NAME_LENGTH_MAX = 100;

export const apiKeysQuerySchema = z.strictObject(pageQuery);
export type ApiKeysQuery = z.output<typeof apiKeysQuerySchema>;

export const newApiKeySchema = z.strictObject({
  name: line(NAME_LENGTH_MAX),
  mode,
  /** `null`: good for each program of the organization, which calls then name. */
  program_id: idOf("prog").nullable().default(null),
  scopes: z
    .array(z.enum(SCOPES))
    .min(1)
    .max(SCOPES.length)
    .refine((scopes) => new Set(scopes).size === scopes.length, "Must name each scope once"),
});

export const apiKeySchema = z.object({
  id: idOf("key"),
  organization_id: idOf("org"),
  program_id: idOf("prog").nullable(),
  mode,
  name: z.string(),
  scopes: z.array(z.string()),
  created_at: timestamp,
  /** To the minute; `null`: never. */
  last_used_at: timestamp.nullable(),
  revoked_at: timestamp.nullable(),
});
export type ApiKeyAnswer = z.output<typeof apiKeySchema>;

export const createdApiKeySchema = apiKeySchema.extend({
  /** `null` when the call is repeated by its Idempotency-Key: the key is kept nowhere. */
  key: z.string().nullable(),
});
export type CreatedApiKey = z.output<typeof createdApiKeySchema>;

export const apiKeysPageSchema = pageOf(apiKeySchema);
export type ApiKeysPage = Page<ApiKeyAnswer>;
