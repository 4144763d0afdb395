/** Commissions as they are shown. */
import { and, desc, eq, isNull } from "drizzle-orm";
import type { CommissionState } from "../../domain/commission-state.ts";
import type { Mode } from "../../domain/mode.ts";
import type { Db } from "../batch.ts";
import { isAfter, type Position } from "../page.ts";
import { affiliates } from "../schema/affiliates.ts";
import { commissions } from "../schema/commissions.ts";
import { attributionTraces, conversions } from "../schema/conversions.ts";
import { programs } from "../schema/programs.ts";
import { rewards } from "../schema/rewards.ts";

export type CommissionPage = {
  readonly programId: string;
  /** `null`: of all affiliates of the program. */
  readonly affiliateId: string | null;
  readonly state: CommissionState | null;
  readonly mode: Mode;
  readonly limit: number;
  /** Where the page before ended. */
  readonly after: Position | null;
};

/** Commissions in force of an affiliate or a whole program, the latest event first. */
export function selectCommissionPage(db: Db, page: CommissionPage) {
  const { programId, affiliateId, state, mode, limit, after } = page;
  return db
    .select()
    .from(commissions)
    .where(
      and(
        affiliateId === null
          ? eq(commissions.programId, programId)
          : eq(commissions.affiliateId, affiliateId),
        eq(commissions.mode, mode),
        isNull(commissions.supersededAt),
        state === null ? undefined : eq(commissions.state, state),
        isAfter(commissions.eventAt, commissions.id, after, "desc"),
      ),
    )
    .orderBy(desc(commissions.eventAt), desc(commissions.id))
    .limit(limit);
}

/** Whose an affiliate is, for permission. */
export async function findAffiliateOwner(db: Db, affiliateId: string) {
  const [row] = await db
    .select({ programId: affiliates.programId, organizationId: programs.organizationId })
    .from(affiliates)
    .innerJoin(programs, eq(programs.id, affiliates.programId))
    .where(eq(affiliates.id, affiliateId));
  return row ?? null;
}

/** Names of a program's rewards by id. */
export async function findRewardNames(
  db: Db,
  programId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .select({ id: rewards.id, name: rewards.name })
    .from(rewards)
    .where(eq(rewards.programId, programId));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** A commission with its conversion and the trace of the conversion's decision. */
export async function findCommissionWithTrace(db: Db, id: string) {
  const [row] = await db
    .select({
      commission: commissions,
      organizationId: programs.organizationId,
      conversion: conversions,
      trace: attributionTraces.trace,
    })
    .from(commissions)
    .innerJoin(programs, eq(programs.id, commissions.programId))
    .leftJoin(conversions, eq(conversions.id, commissions.conversionId))
    .leftJoin(
      attributionTraces,
      and(
        eq(attributionTraces.conversionId, commissions.conversionId),
        eq(attributionTraces.revision, commissions.revision),
      ),
    )
    .where(eq(commissions.id, id));
  return row ?? null;
}
