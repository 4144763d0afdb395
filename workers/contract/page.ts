/** Lists are answered in pages: `{ data, next_cursor }`, and the cursor is only good for the same list. */
import * as z from "zod";
import { fromBase64Url, toBase64Url } from "../domain/base64url.ts";
import { problem } from "./problem.ts";

export const PAGE_LIMIT_MAX = 100;
export const PAGE_LIMIT = 20;

/** The query of every list. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(PAGE_LIMIT),
  cursor: z.string().min(1).max(300).optional(),
};
export type PageQuery = { readonly limit: number; readonly cursor?: string | undefined };

/** A page of `item`. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    data: z.array(item),
    /** For the next page; `null` on the last. */
    next_cursor: z.string().nullable(),
  });
export type Page<Item> = { readonly data: Item[]; readonly next_cursor: string | null };

/** Where a page ended: the value that the list is sorted by, and the id that decides between equals. */
export type Position = { readonly value: number | string; readonly id: string };

const invalidCursor = problem("request.invalid_cursor");
const positionSchema = z.tuple([z.union([z.number(), z.string().max(200)]), z.string().max(64)]);

export const writeCursor = ({ value, id }: Position): string =>
  toBase64Url(new TextEncoder().encode(JSON.stringify([value, id])));

/** @throws ProblemError `request.invalid_cursor` */
export function readCursor(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null;
  try {
    const bytes = fromBase64Url(cursor);
    const [value, id] = positionSchema.parse(
      JSON.parse(new TextDecoder().decode(bytes ?? undefined)),
    );
    return { value, id };
  } catch (cause) {
    throw invalidCursor({ cause });
  }
}

/**
 * A page out of rows that were asked for with `limit + 1`.
 * @param positionOf what the list is sorted by
 */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => Position,
  itemOf: (row: Row) => Item,
): Page<Item> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    data: page.map(itemOf),
    next_cursor: rows.length > limit && last !== undefined ? writeCursor(positionOf(last)) : null,
  };
}
