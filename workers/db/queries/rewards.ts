/** Rewards with their versions. */
import { and, asc, desc, eq, gt, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { inList } from "../json-list.ts";
import { programs } from "../schema/programs.ts";
import { rewards, rewardVersions } from "../schema/rewards.ts";

export type RewardRow = typeof rewards.$inferSelect;
export type RewardVersionRow = typeof rewardVersions.$inferSelect;

export type RewardInProgram = {
  readonly reward: RewardRow;
  readonly organizationId: string;
  readonly currency: string;
};

/** A reward with what of its program it is read by. */
export async function findReward(db: Db, id: string): Promise<RewardInProgram | null> {
  const [row] = await db
    .select({
      reward: rewards,
      organizationId: programs.organizationId,
      currency: programs.currency,
    })
    .from(rewards)
    .innerJoin(programs, eq(programs.id, rewards.programId))
    .where(eq(rewards.id, id));
  return row ?? null;
}

/** All versions of rewards, the latest of each first. */
export async function findVersionsOf(
  db: Db,
  rewardIds: readonly string[],
): Promise<RewardVersionRow[]> {
  if (rewardIds.length === 0) return [];
  return db
    .select()
    .from(rewardVersions)
    .where(inList(rewardVersions.rewardId, rewardIds))
    .orderBy(asc(rewardVersions.rewardId), desc(rewardVersions.version));
}

/** Of an affiliate's list: what is for all, for his group, and for himself. */
export type RewardsFor = { readonly affiliateId: string; readonly groupId: string | null };

export type RewardPage = {
  readonly programId: string;
  readonly groupId?: string | undefined;
  readonly affiliateId?: string | undefined;
  readonly visibleTo: RewardsFor | null;
  readonly archived: boolean;
  readonly after: string;
  readonly limit: number;
};

const visible = ({ affiliateId, groupId }: RewardsFor) =>
  or(
    eq(rewards.scope, "program"),
    eq(rewards.affiliateId, affiliateId),
    groupId === null ? undefined : eq(rewards.groupId, groupId),
  );

/** A program's rewards by id, which is by age. */
export function selectRewardPage(db: Db, page: RewardPage): Promise<RewardRow[]> {
  return db
    .select()
    .from(rewards)
    .where(
      and(
        eq(rewards.programId, page.programId),
        page.groupId === undefined ? undefined : eq(rewards.groupId, page.groupId),
        page.affiliateId === undefined ? undefined : eq(rewards.affiliateId, page.affiliateId),
        page.visibleTo === null ? undefined : visible(page.visibleTo),
        page.archived ? isNotNull(rewards.archivedAt) : isNull(rewards.archivedAt),
        gt(rewards.id, page.after),
      ),
    )
    .orderBy(asc(rewards.id))
    .limit(page.limit);
}

/** Rewards of every affiliate of a program that are not archived, in their order. */
export function selectProgramRewards(db: Db, programId: string): Promise<RewardRow[]> {
  return db
    .select()
    .from(rewards)
    .where(
      and(
        eq(rewards.programId, programId),
        eq(rewards.scope, "program"),
        isNull(rewards.archivedAt),
      ),
    )
    .orderBy(asc(rewards.position), asc(rewards.id));
}

type Scoped = Pick<RewardRow, "programId" | "scope" | "groupId" | "affiliateId">;

/** A place behind the other rewards of the scope. */
export async function nextRewardPosition(db: Db, scoped: Scoped): Promise<number> {
  const [row] = await db
    .select({ last: sql<number | null>`max(${rewards.position})` })
    .from(rewards)
    .where(
      and(
        eq(rewards.programId, scoped.programId),
        eq(rewards.scope, scoped.scope),
        scoped.groupId === null ? undefined : eq(rewards.groupId, scoped.groupId),
        scoped.affiliateId === null ? undefined : eq(rewards.affiliateId, scoped.affiliateId),
        isNull(rewards.archivedAt),
      ),
    );
  return (row?.last ?? 0) + 1;
}

/** Changes a reward at the version that was read; to be guarded. */
export const updateReward = (db: Db, reward: RewardRow, changes: Partial<RewardRow>): SQL =>
  db
    .update(rewards)
    .set({ ...changes, version: reward.version + 1 })
    .where(and(eq(rewards.id, reward.id), eq(rewards.version, reward.version)))
    .getSQL();
