/** What a new or changed reward would have paid for what was recorded (checklist C4). Writes nothing. */
import { isoTime } from "../../../contract/fields.ts";
import { readCursor, writeCursor } from "../../../contract/page.ts";
import { problem } from "../../../contract/problem.ts";
import { definitionOf } from "../../../contract/reward-definition.ts";
import type { RewardPreview, RewardPreviewQuery } from "../../../contract/reward-preview.ts";
import { selectCredited } from "../../../db/queries/reward-preview.ts";
import { modeOf } from "../../../domain/actor.ts";
import { computeCommissions } from "../../../domain/compute-commissions.ts";
import { DAY_MS } from "../../../domain/day.ts";
import { neededReads } from "../../../domain/needed-reads.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { RewardDefinition, RewardVersion } from "../../../domain/reward.ts";
import type { ServiceContext } from "../context.ts";
import { loadProgram as loadFacts } from "../conversions/load-world.ts";
import { loadProgram } from "../programs/load.ts";
import { loadPreviewed, type PreviewedConversion } from "./preview-world.ts";

const programNotFound = problem("program.not_found");
const rewardNotFound = problem("reward.not_found");
const noClicks = problem("reward.preview_of_clicks");

const DAYS = 90;
/** A part is answered in about a second. */
const CONVERSIONS_PER_PART = 1_000;
/** Of a reward that does not exist yet. */
const PREVIEWED = "previewed";

/** The program's versions with the change in force all the time, for everybody. */
function changedVersions(
  programId: string,
  versions: readonly RewardVersion[],
  query: RewardPreviewQuery,
  definition: RewardDefinition,
): RewardVersion[] {
  const { reward_id, group_id, affiliate_id, scope = "program", position } = query;
  const known = versions.find(({ rewardId }) => rewardId === reward_id);
  if (reward_id !== undefined && known === undefined) throw rewardNotFound();
  const place = known ?? {
    scope,
    scopeId: group_id ?? affiliate_id ?? programId,
    position: Math.max(0, ...versions.map((one) => one.position + 1)),
  };
  const changed: RewardVersion = {
    id: PREVIEWED,
    rewardId: reward_id ?? PREVIEWED,
    version: 1,
    validFrom: 0,
    appliesTo: "new",
    renewalsFrom: null,
    archivedAt: null,
    scope: place.scope,
    scopeId: place.scopeId,
    position: position ?? place.position,
    definition,
  };
  return [...versions.filter(({ rewardId }) => rewardId !== reward_id), changed];
}

type Sums = { booked: number; would_be: number };

/** Adds a part up, conversion by conversion. */
function sumUp(previewed: readonly PreviewedConversion[]) {
  const byAffiliate = new Map<string, Sums>();
  const sumsOf = (affiliateId: string): Sums => {
    const sums = byAffiliate.get(affiliateId) ?? { booked: 0, would_be: 0 };
    byAffiliate.set(affiliateId, sums);
    return sums;
  };
  const counts = { conversions: 0, changed: 0, tiers: 0, no_rate: 0, without_caps: 0 };
  for (const { question, booked } of previewed) {
    const reads = neededReads(question);
    if (question.conversion.base === "no_rate") counts.no_rate++;
    else if (reads.metrics.length > 0) counts.tiers++;
    else {
      counts.conversions++;
      if (reads.counters.length > 0) counts.without_caps++;
      const counters = Object.fromEntries(reads.counters.map((key) => [key, 0]));
      const { commissions } = computeCommissions({ ...question, metrics: {}, counters });
      const would = new Map<string, number>();
      for (const { affiliateId, amount } of commissions) {
        would.set(affiliateId, (would.get(affiliateId) ?? 0) + amount);
        sumsOf(affiliateId).would_be += amount;
      }
      for (const [affiliateId, amount] of booked) sumsOf(affiliateId).booked += amount;
      const affected = [...new Set([...would.keys(), ...booked.keys()])];
      if (affected.some((one) => (would.get(one) ?? 0) !== (booked.get(one) ?? 0)))
        counts.changed++;
    }
  }
  return { counts, byAffiliate };
}

const add = (sums: Iterable<Sums>): Sums => {
  const total = { booked: 0, would_be: 0 };
  for (const { booked, would_be } of sums) {
    total.booked += booked;
    total.would_be += would_be;
  }
  return total;
};

/**
 * A part of the preview over the last 90 days, the oldest first: conversions are asked again by the
 * function that recording asks, with what was stored.
 * @throws ProblemError `program.not_found`, `reward.not_found`, `reward.preview_of_clicks`,
 *   `request.invalid_cursor`; PermissionDenied
 */
export async function previewReward(
  ctx: ServiceContext,
  programId: string,
  query: RewardPreviewQuery,
): Promise<RewardPreview> {
  const { organizationId } = await loadProgram(ctx, "reward.write", programId);
  const mode = query.mode ?? modeOf(ctx.actor);
  assertAllowed(ctx.actor, "reward.write", { noun: "program", organizationId, programId, mode });
  const facts = await loadFacts(ctx.db, programId);
  if (facts === null) throw programNotFound();
  const definition = definitionOf(query.definition);
  if (definition.trigger.type === "click") throw noClicks();
  const versions = changedVersions(programId, facts.versions, query, definition);
  const to = ctx.clock();
  const page = { programId, mode, from: to - DAYS * DAY_MS, to };
  const after = readCursor(query.cursor);
  const limit = CONVERSIONS_PER_PART;
  const rows = await selectCredited(ctx.db, { ...page, after, limit });
  const previewed = await loadPreviewed(ctx.db, { ...facts, versions }, rows, to);
  const { counts, byAffiliate } = sumUp(previewed);
  const last = rows.length === limit ? rows.at(-1) : undefined;
  const { tiers, no_rate, ...counted } = counts;
  return {
    currency: facts.currency,
    from: isoTime(page.from),
    to: isoTime(to),
    ...counted,
    ...add(byAffiliate.values()),
    affiliates: [...byAffiliate]
      .filter(([, { booked, would_be }]) => booked !== would_be)
      .map(([affiliate_id, sums]) => ({ affiliate_id, ...sums })),
    left_out: { tiers, no_rate },
    next_cursor: last === undefined ? null : writeCursor({ value: last.occurredAt, id: last.id }),
  };
}
