/** Conversions whose click's facts are still to come. */
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { conversions } from "../schema/conversions.ts";
import { links } from "../schema/links.ts";

type ConversionRow = typeof conversions.$inferSelect;
export type Enrichment = Pick<ConversionRow, "enrichment"> &
  Partial<
    Pick<ConversionRow, "device" | "os" | "browser" | "referrerHost" | "clickUtm" | "clickSub">
  >;

/** The click to look for and whose it is; `null` when the conversion waits for none. */
export async function findConversionToEnrich(db: Db, id: string) {
  const [row] = await db
    .select({
      id: conversions.id,
      revision: conversions.revision,
      affiliateId: links.affiliateId,
      clickAt: conversions.clickAt,
      clickNonce: conversions.clickNonce,
    })
    .from(conversions)
    .innerJoin(links, eq(links.id, conversions.linkId))
    .where(and(eq(conversions.id, id), eq(conversions.enrichment, "pending")));
  if (!row || row.clickAt === null || row.clickNonce === null) return null;
  return { ...row, clickAt: row.clickAt, clickNonce: row.clickNonce };
}

/** Writes the facts, unless the conversion was decided again meanwhile. */
export const writeEnrichment = (id: string, revision: number, facts: Enrichment): SQL =>
  sql`update conversions set enrichment = ${facts.enrichment}, device = ${facts.device ?? null},
      os = ${facts.os ?? null}, browser = ${facts.browser ?? null},
      referrer_host = ${facts.referrerHost ?? null},
      click_utm = ${facts.clickUtm ? JSON.stringify(facts.clickUtm) : null},
      click_sub = ${facts.clickSub ? JSON.stringify(facts.clickSub) : null}
    where id = ${id} and revision = ${revision} and enrichment = 'pending'`;
