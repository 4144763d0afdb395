/** Which version of a reward, and which group, holds for a customer (rules.md 5). */
import type { EditReach, RewardVersion } from "./reward.ts";
import { type TermsAcceptance, type TermsVersion, termsInForce } from "./terms.ts";

export type VersionMoment = {
  /** UTC ms. */
  readonly eventAt: number;
  /** When the customer was bound, UTC ms; `null` for a customer who was not. */
  readonly boundAt: number | null;
  /** The version that the binding names. */
  readonly pinnedVersionId: string | null;
  /** Versions that begin then or later do not hold yet: see `rewardsFrozenFrom`. `null` for none. */
  readonly frozenFrom: number | null;
};

/**
 * The version of one reward that holds for an event: of a bound customer the pinned one, or the one in
 * force when the customer was bound, of any other the one in force at event time; in place of it the
 * latest edit that says "renewals too" and whose date has come. `null` when none had begun, or the
 * reward was archived before that.
 */
export function versionInForce(
  versions: readonly RewardVersion[],
  moment: VersionMoment,
): RewardVersion | null {
  const { frozenFrom } = moment;
  const ofOneReward = versions.filter(
    (version) =>
      frozenFrom === null ||
      version.validFrom < frozenFrom ||
      version.id === moment.pinnedVersionId,
  );
  const since = moment.boundAt ?? moment.eventAt;
  const pinned = ofOneReward.find((version) => version.id === moment.pinnedVersionId) ?? null;
  const archived = ofOneReward.some(({ archivedAt }) => archivedAt !== null && archivedAt <= since);
  if (archived && !pinned) return null;
  const begun = ofOneReward.filter((version) => version.validFrom <= since);
  const start = pinned ?? latest(begun, (version) => version.validFrom);
  const edits = ofOneReward.filter(
    (version) =>
      version.appliesTo === "renewals_too" &&
      version.version > (start?.version ?? 0) &&
      version.validFrom <= moment.eventAt &&
      renewalsFrom(version) <= moment.eventAt,
  );
  return latest(edits, renewalsFrom) ?? start;
}

/** The versions that hold for an event, one of each reward that has any, in no particular order. */
export function versionsInForce(
  versions: readonly RewardVersion[],
  moment: VersionMoment,
): RewardVersion[] {
  const byReward = Map.groupBy(versions, (version) => version.rewardId);
  return [...byReward.values()].flatMap((ofOne) => {
    const recurring = ofOne.some((version) => isRecurring(version));
    const unbound = { ...moment, boundAt: null, pinnedVersionId: null };
    return versionInForce(ofOne, recurring ? moment : unbound) ?? [];
  });
}

/** Only what a customer earns again and again is pinned by a binding: base rewards on sales. */
function isRecurring({ definition }: RewardVersion): boolean {
  return definition.kind === "base" && definition.trigger.type === "sale";
}

function renewalsFrom(version: RewardVersion): number {
  return version.renewalsFrom ?? version.validFrom;
}

/** The one that starts last; of several that start together the one edited last. */
function latest(
  versions: readonly RewardVersion[],
  startOf: (version: RewardVersion) => number,
): RewardVersion | null {
  let found: RewardVersion | null = null;
  for (const version of versions) {
    const later = found === null || startOf(version) > startOf(found);
    const edited =
      found !== null && startOf(version) === startOf(found) && version.version > found.version;
    if (later || edited) found = version;
  }
  return found;
}

/**
 * UTC ms from which edits of rewards do not reach an affiliate: the date of the first effective terms
 * that he has not accepted, since until he does the rewards of his accepted version stay in force
 * (rules.md 3). `null` when he is up to date.
 */
export function rewardsFrozenFrom(
  terms: readonly TermsVersion[],
  acceptances: readonly TermsAcceptance[],
  at: number,
): number | null {
  const since = termsInForce(terms, acceptances, at)?.effectiveAt ?? Number.NEGATIVE_INFINITY;
  const later = terms
    .map(({ effectiveAt }) => effectiveAt)
    .filter((effectiveAt) => effectiveAt <= at && effectiveAt > since);
  return later.length === 0 ? null : Math.min(...later);
}

/** One step of an affiliate's dated history of groups. */
export type GroupStep = {
  readonly groupId: string | null;
  /** UTC ms. */
  readonly fromAt: number;
  /** A change of group behaves like an edit: for new customers [new], or for renewals too. */
  readonly appliesTo?: EditReach;
};

/**
 * The group whose rewards hold for an event: the one that the affiliate was in when the customer was
 * bound (at event time for a customer who was not), or a later one that reaches renewals too.
 */
export function groupInForce(
  history: readonly GroupStep[],
  moment: Pick<VersionMoment, "eventAt" | "boundAt">,
): string | null {
  const since = moment.boundAt ?? moment.eventAt;
  let current: GroupStep | null = null;
  for (const step of history) {
    const until = step.appliesTo === "renewals_too" ? moment.eventAt : since;
    if (step.fromAt <= until && (current === null || step.fromAt >= current.fromAt)) current = step;
  }
  return current?.groupId ?? null;
}
