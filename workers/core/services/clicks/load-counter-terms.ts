import {
  selectAffiliateGroups,
  selectAffiliatesWithRecruiters,
  selectTermsAcceptances,
} from "../../../db/queries/affiliates.ts";
import {
  rewardVersionFromRow,
  selectProgram,
  selectRewardVersions,
  selectTerms,
} from "../../../db/queries/program-terms.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { type ProgramSettings, programSettings } from "../../../domain/program-settings.ts";
import type { RewardVersion } from "../../../domain/reward.ts";
import type { GroupStep } from "../../../domain/reward-version.ts";
import type { TermsAcceptance, TermsVersion } from "../../../domain/terms.ts";
import type { ServiceContext } from "../context.ts";

/** What an affiliate's counter must know to count clicks and to say what they earn. */
export type CounterTerms = {
  readonly affiliateId: string;
  readonly programId: string;
  readonly timeZone: string;
  /** Days for which a click may be credited. */
  readonly clickWindowDays: number;
  readonly rewardSwitch: ProgramSettings["rewardSwitch"];
  readonly holdDays: number;
  readonly approval: ProgramSettings["approval"];
  /** Versions of the program's rewards per click. */
  readonly rewards: readonly RewardVersion[];
  readonly groups: readonly GroupStep[];
  readonly terms: readonly TermsVersion[];
  readonly acceptances: readonly TermsAcceptance[];
};

/** `null` when there is no such affiliate. */
export async function loadCounterTerms(
  ctx: ServiceContext,
  affiliateId: string,
): Promise<CounterTerms | null> {
  assertAllowed(ctx.actor, "click.record");
  const { db } = ctx;
  const found = await selectAffiliatesWithRecruiters(db, [affiliateId]);
  const programId = found.find(({ id }) => id === affiliateId)?.programId;
  if (programId === undefined) return null;
  const [[program], versions, terms, groups, acceptances] = await db.batch([
    selectProgram(db, programId),
    selectRewardVersions(db, programId),
    selectTerms(db, programId),
    selectAffiliateGroups(db, [affiliateId]),
    selectTermsAcceptances(db, [affiliateId]),
  ]);
  if (program === undefined) return null;
  const { clickWindowDays, rewardSwitch, holdDays, approval } = programSettings(program.settings);
  return {
    affiliateId,
    programId,
    timeZone: program.timeZone,
    clickWindowDays,
    rewardSwitch,
    holdDays,
    approval,
    rewards: versions
      .map((version) => rewardVersionFromRow(programId, version))
      .filter(({ definition }) => definition.trigger.type === "click"),
    groups,
    terms: terms.map(({ version, ...rest }) => ({ termsId: String(version), ...rest })),
    acceptances: acceptances.map(({ version, acceptedAt }) => ({
      termsId: String(version),
      acceptedAt,
    })),
  };
}
