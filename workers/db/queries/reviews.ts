/** What a person has to look at. */
import { and, desc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { Mode } from "../../domain/mode.ts";
import type { Db } from "../batch.ts";
import { isAfter, type Position } from "../page.ts";
import { programs } from "../schema/programs.ts";
import { reviews } from "../schema/reviews.ts";

export type ReviewRow = typeof reviews.$inferSelect;

export type ReviewPage = {
  readonly programId: string;
  readonly mode: Mode;
  readonly state: "open" | "resolved";
  readonly limit: number;
  readonly after: Position | null;
};

/** Those that are open, the latest first; or those that were resolved, by when. */
export function selectReviewPage(db: Db, { programId, mode, state, limit, after }: ReviewPage) {
  const sortedBy = state === "open" ? reviews.openedAt : reviews.resolvedAt;
  return db
    .select()
    .from(reviews)
    .where(
      and(
        eq(reviews.programId, programId),
        eq(reviews.mode, mode),
        state === "open" ? isNull(reviews.resolvedAt) : isNotNull(reviews.resolvedAt),
        isAfter(sortedBy, reviews.id, after, "desc"),
      ),
    )
    .orderBy(desc(sortedBy), desc(reviews.id))
    .limit(limit);
}

/** A review, with whose it is. */
export async function findReview(db: Db, id: string) {
  const [found] = await db
    .select({ review: reviews, organizationId: programs.organizationId })
    .from(reviews)
    .innerJoin(programs, eq(programs.id, reviews.programId))
    .where(eq(reviews.id, id));
  return found ?? null;
}

/** Resolves a review that is open. */
export const resolveReview = (
  id: string,
  { resolution, by, at }: { readonly resolution: string; readonly by: string; readonly at: number },
): SQL =>
  sql`update reviews set resolved_at = ${at}, resolved_by = ${by}, resolution = ${resolution}
    where id = ${id} and resolved_at is null`;
