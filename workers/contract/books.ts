/** The proof of the books: what the operator asks for, and what the installation's admins read. */
import * as z from "zod";
import { idOf, mode, timestamp } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";

const ID_LENGTH_MAX = 300;

/** Where a part of the proof ended. */
export const booksPositionSchema = z.strictObject({
  organizationId: z.string().max(ID_LENGTH_MAX),
  unit: z.int().min(0),
  after: z
    .strictObject({
      value: z.union([z.number(), z.string().max(ID_LENGTH_MAX)]),
      id: z.string().max(ID_LENGTH_MAX),
    })
    .nullable(),
});

/** Body of `POST /api/v1/operator/books`: `null` begins, else the position of the part before. */
export const proveBooksSchema = z.strictObject({ position: booksPositionSchema.nullable() });

const facts = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

export const bookDifferencesQuerySchema = z.strictObject(pageQuery);
export type BookDifferencesQuery = z.output<typeof bookDifferencesQuerySchema>;

export const bookDifferenceSchema = z.object({
  /** The check that did not hold. */
  kind: z.string(),
  /** What holds of books that are right. */
  rule: z.string(),
  /** The row: an id, or what names it. */
  subject_id: z.string(),
  organization_id: idOf("org"),
  program_id: idOf("prog").nullable(),
  mode,
  /** What was compared. */
  facts,
  first_found_at: timestamp,
  last_found_at: timestamp,
});
export type BookDifferenceAnswer = z.output<typeof bookDifferenceSchema>;
export const bookDifferencesPageSchema = pageOf(bookDifferenceSchema);
export type BookDifferencesPage = Page<BookDifferenceAnswer>;
