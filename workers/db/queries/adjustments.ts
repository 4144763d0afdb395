/** Adjustments as they are shown; the writes are inserts of their verb. */
import { and, desc, eq } from "drizzle-orm";
import type { Mode } from "../../domain/mode.ts";
import type { Db } from "../batch.ts";
import { isAfter, type Position } from "../page.ts";
import { adjustments } from "../schema/adjustments.ts";

export type AdjustmentRow = typeof adjustments.$inferSelect;

/** Adjustments of an affiliate, or of a whole program, the latest first. */
export function selectAdjustmentPage(
  db: Db,
  page: {
    readonly programId: string;
    readonly affiliateId: string | null;
    readonly mode: Mode;
    readonly after: Position | null;
    readonly limit: number;
  },
): Promise<AdjustmentRow[]> {
  const { programId, affiliateId, mode, after, limit } = page;
  return db
    .select()
    .from(adjustments)
    .where(
      and(
        affiliateId === null
          ? eq(adjustments.programId, programId)
          : eq(adjustments.affiliateId, affiliateId),
        eq(adjustments.mode, mode),
        isAfter(adjustments.createdAt, adjustments.id, after, "desc"),
      ),
    )
    .orderBy(desc(adjustments.createdAt), desc(adjustments.id))
    .limit(limit);
}
