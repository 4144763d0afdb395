/** Bodies and answers of versions of a program's terms (rules.md 3). */
import * as z from "zod";
import { idOf, instant, longText, timestamp } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";

const TEXT_LENGTH_MAX = 50_000;

export const newTermsSchema = z
  .strictObject({
    kind: z
      .enum(["notice", "must_accept"])
      .describe("A notice holds for everybody from its date; the other waits for each consent."),
    text: longText(TEXT_LENGTH_MAX).min(1),
    effective_at: instant.optional().describe("Now when absent; never in the past."),
    deadline_at: instant
      .optional()
      .describe("Of must_accept: from then on who has not accepted gets no new customers."),
  })
  .refine(({ kind, deadline_at }) => (kind === "must_accept") === (deadline_at !== undefined), {
    path: ["deadline_at"],
    message: "What must be accepted has a deadline, and a notice has none",
  });
export type NewTerms = z.output<typeof newTermsSchema>;

export const termsQuerySchema = z.strictObject(pageQuery);
export type TermsQuery = z.output<typeof termsQuerySchema>;

const listed = {
  program_id: idOf("prog"),
  version: z.int(),
  kind: z.enum(["notice", "must_accept"]),
  effective_at: timestamp,
  deadline_at: timestamp.nullable(),
};

/** As it stands in lists: without the text. */
export const listedTermsSchema = z.object(listed).meta({ id: "ListedTerms" });
export type ListedTerms = z.output<typeof listedTermsSchema>;

export const termsSchema = z.object({ ...listed, text: z.string() }).meta({ id: "Terms" });
export type TermsAnswer = z.output<typeof termsSchema>;

export const termsPageSchema = pageOf(listedTermsSchema);
export type TermsPage = Page<ListedTerms>;
