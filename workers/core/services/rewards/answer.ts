import { isoTime, isoTimeOrNull } from "../../../contract/fields.ts";
import { definitionAnswer } from "../../../contract/reward-definition.ts";
import type { ListedReward, RewardAnswer, RewardVersionAnswer } from "../../../contract/rewards.ts";
import type { RewardRow, RewardVersionRow } from "../../../db/queries/rewards.ts";
import { rewardInWords } from "../../../domain/reward-in-words.ts";

const versionAnswer = (row: RewardVersionRow, currency: string): RewardVersionAnswer => ({
  id: row.id,
  version: row.version,
  valid_from: isoTime(row.validFrom),
  applies_to: row.appliesTo,
  renewals_from: isoTimeOrNull(row.renewalsFrom),
  words: rewardInWords(row.definition, currency),
  definition: definitionAnswer(row.definition),
  created_at: isoTime(row.createdAt),
});

const fieldsOf = (row: RewardRow) => ({
  id: row.id,
  program_id: row.programId,
  scope: row.scope,
  group_id: row.groupId,
  affiliate_id: row.affiliateId,
  name: row.name,
  position: row.position,
  archived_at: isoTimeOrNull(row.archivedAt),
  created_at: isoTime(row.createdAt),
  version: row.version,
});

/** The version that new customers get at `at`, UTC ms: of those that have begun the one that began last. */
export function versionNow(
  versions: readonly RewardVersionRow[],
  at: number,
): RewardVersionRow | null {
  let found: RewardVersionRow | null = null;
  for (const version of versions) {
    if (version.validFrom > at) continue;
    const isLater =
      found === null ||
      version.validFrom > found.validFrom ||
      (version.validFrom === found.validFrom && version.version > found.version);
    if (isLater) found = version;
  }
  return found;
}

export function listedReward(
  row: RewardRow,
  versions: readonly RewardVersionRow[],
  { currency, at }: { readonly currency: string; readonly at: number },
): ListedReward {
  const current = versionNow(versions, at);
  return { ...fieldsOf(row), current: current && versionAnswer(current, currency) };
}

/** @param versions the latest first */
export const rewardAnswer = (
  row: RewardRow,
  versions: readonly RewardVersionRow[],
  currency: string,
): RewardAnswer => ({
  ...fieldsOf(row),
  versions: versions.map((version) => versionAnswer(version, currency)),
});
