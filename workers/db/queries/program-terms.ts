/** What decides credit and money in a program: its settings, states, terms and rewards. */
import { and, asc, eq } from "drizzle-orm";
import type { RewardVersion } from "../../domain/reward.ts";
import type { Db } from "../batch.ts";
import { organizations } from "../schema/organizations.ts";
import { programStates, programs, termsVersions } from "../schema/programs.ts";
import { rewards, rewardVersions } from "../schema/rewards.ts";

export const selectProgram = (db: Db, programId: string) =>
  db
    .select({
      id: programs.id,
      organizationId: programs.organizationId,
      currency: programs.currency,
      timeZone: programs.timeZone,
      settings: programs.settings,
      exclusiveAcrossPrograms: organizations.exclusiveAcrossPrograms,
    })
    .from(programs)
    .innerJoin(organizations, eq(organizations.id, programs.organizationId))
    .where(eq(programs.id, programId));

export const selectProgramStates = (db: Db, programId: string) =>
  db
    .select({ state: programStates.state, fromAt: programStates.fromAt })
    .from(programStates)
    .where(eq(programStates.programId, programId))
    .orderBy(asc(programStates.fromAt), asc(programStates.sequence));

export const selectTerms = (db: Db, programId: string) =>
  db
    .select({
      version: termsVersions.version,
      kind: termsVersions.kind,
      effectiveAt: termsVersions.effectiveAt,
      deadlineAt: termsVersions.deadlineAt,
    })
    .from(termsVersions)
    .where(eq(termsVersions.programId, programId));

export const selectRewardVersions = (db: Db, programId: string) =>
  db
    .select({
      id: rewardVersions.id,
      rewardId: rewardVersions.rewardId,
      version: rewardVersions.version,
      validFrom: rewardVersions.validFrom,
      appliesTo: rewardVersions.appliesTo,
      renewalsFrom: rewardVersions.renewalsFrom,
      definition: rewardVersions.definition,
      archivedAt: rewards.archivedAt,
      scope: rewards.scope,
      groupId: rewards.groupId,
      affiliateId: rewards.affiliateId,
      position: rewards.position,
    })
    .from(rewards)
    .innerJoin(rewardVersions, and(eq(rewardVersions.rewardId, rewards.id)))
    .where(eq(rewards.programId, programId));

export type RewardVersionRow = Awaited<ReturnType<typeof selectRewardVersions>>[number];

/** A stored version as the domain reads it. */
export function rewardVersionFromRow(programId: string, row: RewardVersionRow): RewardVersion {
  const { groupId, affiliateId, ...version } = row;
  return { ...version, scopeId: affiliateId ?? groupId ?? programId };
}
