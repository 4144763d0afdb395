import * as z from "zod";

/** Query of `GET /api/v1/operator/dead-letters`. */
export const deadLetterQuerySchema = z.strictObject({
  queue: z.enum(["trackdesk-clicks", "trackdesk-events", "trackdesk-mails"]).optional(),
  /** Of the page before. */
  cursor: z.string().max(2_048).optional(),
});
