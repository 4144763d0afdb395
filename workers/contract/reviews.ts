/** Queries, bodies and answers of `/api/v1/reviews`: what a person has to look at. */
import * as z from "zod";
import { idOf, longText, mode, timestamp } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";

export const reviewsQuerySchema = z.strictObject({
  program_id: idOf("prog"),
  state: z.enum(["open", "resolved"]).default("open"),
  mode: mode.optional(),
  ...pageQuery,
});
export type ReviewsQuery = z.output<typeof reviewsQuerySchema>;

export const reviewSchema = z
  .object({
    id: idOf("rev"),
    program_id: idOf("prog"),
    mode,
    /** For instance `conversion.matches_several`. */
    kind: z.string(),
    /** Ids and codes of what it is about, by its kind. */
    facts: z.record(z.string(), z.unknown()),
    state: z.enum(["open", "resolved"]),
    opened_at: timestamp,
    resolved_at: timestamp.nullable(),
    resolved_by: z.string().nullable(),
    resolution: z.string().nullable(),
  })
  .meta({ id: "Review" });
export type ReviewAnswer = z.output<typeof reviewSchema>;

export const reviewsPageSchema = pageOf(reviewSchema);
export type ReviewsPage = Page<ReviewAnswer>;

export const resolveBodySchema = z.strictObject({
  resolution: longText(2_000).pipe(z.string().min(1)),
});
export type ResolveBody = z.output<typeof resolveBodySchema>;
