/** What a credited conversion earns: the reward engine, asked with what the world knows. */
import type { Db } from "../../../db/batch.ts";
import { selectCounters, selectMetrics } from "../../../db/queries/metrics.ts";
import { computeBase, type ItemisedBase } from "../../../domain/base.ts";
import { dayInZone } from "../../../domain/calendar.ts";
import type {
  CommissionDecision,
  CommissionQuestion,
  MetricRead,
  Recruiter,
} from "../../../domain/commission.ts";
import { computeCommissions } from "../../../domain/compute-commissions.ts";
import { convertBase } from "../../../domain/fx.ts";
import { neededReads } from "../../../domain/needed-reads.ts";
import type { Report } from "../../../domain/report.ts";
import { versionToPin } from "../../../domain/reward-candidates.ts";
import { groupInForce, rewardsFrozenFrom } from "../../../domain/reward-version.ts";
import { stateAt } from "../../../domain/states.ts";
import type { Changes } from "./changes.ts";
import {
  type History,
  historyKey,
  type KnownAffiliate,
  type KnownRate,
  rateKey,
  type World,
} from "./world.ts";

export type Base = {
  /** In the report's currency; `null` without amounts. */
  readonly reported: ItemisedBase | null;
  /** In the program's currency; `no_rate` until a rate is known. */
  readonly inProgram: ItemisedBase | null | "no_rate";
  readonly rate: (KnownRate & { readonly day: string }) | null;
};

/** The base as reported and in the program's currency, at the rate of the event day. */
export function baseOf(world: World, { money, occurredAt }: Report): Base {
  const { settings, currency, timeZone } = world.program;
  if (money === null) return { reported: null, inProgram: null, rate: null };
  const reported = computeBase(money, settings);
  if (money.currency === currency) return { reported, inProgram: reported, rate: null };
  const day = dayInZone(occurredAt, timeZone);
  const known = world.rates.get(rateKey(money.currency, day));
  if (known === undefined) return { reported, inProgram: "no_rate", rate: null };
  const { rate, source } = known;
  const inProgram = convertBase(reported, {
    from: money.currency,
    to: currency,
    rate,
    source,
    day,
  });
  return { reported, inProgram, rate: { rate, source, day } };
}

/** The credit that the engine is asked about. */
export type CreditedTo = {
  readonly affiliateId: string;
  readonly linkId: string | null;
  readonly country: string | null;
  readonly customerId: string | null;
  readonly history: History;
  /** The binding that there was before this conversion, where it decided. */
  readonly binding: { readonly boundAt: number; readonly rewardVersionId: string | null } | null;
};

export type Earnings = CommissionDecision & {
  /** The version of the reward on sales that a binding made now names. */
  readonly pin: string | null;
};

/** Loads the metrics and counters that the decision needs, decides, and keeps what it stands on. */
export async function earningsOf(
  db: Db,
  world: World,
  changes: Changes,
  report: Report,
  base: Base,
  to: CreditedTo,
): Promise<Earnings> {
  const question = questionOf(world, report, base, to);
  const reads = neededReads(question);
  const metrics = await metricsOf(db, world, changes, reads.metrics);
  const counters = await countersOf(db, world, reads.counters);
  const decision = computeCommissions({ ...question, metrics, counters });
  for (const { key, add } of decision.counters) {
    const counter = world.counters.get(key);
    if (counter !== undefined) counter.value += add;
  }
  return { ...decision, pin: versionToPin(question) };
}

type AskedWorld = Pick<World, "program" | "affiliates">;
type AskedReport = Pick<Report, "type" | "eventName" | "occurredAt" | "periodStart" | "metadata">;

/** What the engine is asked: of a report that is recorded, and in a preview of what was. */
export function questionOf(
  world: AskedWorld,
  report: AskedReport,
  base: Pick<Base, "reported" | "inProgram">,
  to: CreditedTo,
): CommissionQuestion {
  const { program } = world;
  const affiliate = knownAffiliate(world, to.affiliateId);
  const eventAt = report.occurredAt;
  const moment = { eventAt, boundAt: to.binding?.boundAt ?? null };
  const { inProgram } = base;
  const itemised = inProgram === "no_rate" ? base.reported : inProgram;
  const firstSale = to.history.get("sale ");
  return {
    program: { ...program.settings, ...program },
    conversion: {
      type: report.type,
      eventName: report.eventName,
      eventAt,
      periodStart: report.periodStart,
      country: to.country,
      linkId: to.linkId,
      metadata: report.metadata,
      base: inProgram === "no_rate" ? "no_rate" : (inProgram?.base ?? null),
      items: itemised?.items ?? [],
      notes: itemised?.notes ?? [],
    },
    affiliate: {
      id: affiliate.id,
      groupId: groupInForce(affiliate.groups, moment),
      payeeId: affiliate.payeeId,
      rewardsFrozenFrom: frozenFrom(world, affiliate, eventAt),
    },
    recruiter: recruiterOf(world, affiliate, eventAt),
    binding: to.binding,
    customer:
      to.customerId === null
        ? null
        : {
            customerId: to.customerId,
            firstSaleDay: firstSale ? dayInZone(firstSale.firstAt, program.timeZone) : null,
            earlier: to.history.get(historyKey(report))?.credited ?? 0,
          },
    versions: program.versions,
  };
}

const frozenFrom = (world: AskedWorld, { standing }: KnownAffiliate, at: number) =>
  rewardsFrozenFrom(world.program.standing.terms, standing.acceptances, at);

function recruiterOf(
  world: AskedWorld,
  affiliate: KnownAffiliate,
  eventAt: number,
): Recruiter | null {
  const { recruiterId, recruitedAt } = affiliate;
  if (recruiterId === null || recruitedAt === null) return null;
  const recruiter = knownAffiliate(world, recruiterId);
  const recruitedBy: string[] = [];
  let above = recruiter.recruiterId;
  while (above !== null && !recruitedBy.includes(above)) {
    recruitedBy.push(above);
    above = world.affiliates.get(above)?.recruiterId ?? null;
  }
  return {
    affiliateId: recruiterId,
    groupId: groupInForce(recruiter.groups, { eventAt, boundAt: null }),
    payeeId: recruiter.payeeId,
    recruitedAt,
    rewardsFrozenFrom: frozenFrom(world, recruiter, eventAt),
    activeAtEvent: stateAt(recruiter.standing.history, eventAt) === "active",
    recruitedBy,
  };
}

/** Stored values, with what this list has changed so far; what was stored is asserted at the commit. */
async function metricsOf(
  db: Db,
  world: World,
  changes: Changes,
  reads: readonly MetricRead[],
): Promise<Record<string, number>> {
  const missing = reads.filter(({ key }) => !changes.metricGuards.has(key));
  const stored = await selectMetrics(
    db,
    { programId: world.program.id, mode: world.mode },
    missing,
  );
  for (const read of missing) {
    changes.metricGuards.set(read.key, { read, value: stored.get(read.key) ?? 0 });
  }
  return Object.fromEntries(
    reads.map((read) => {
      const value = changes.metricGuards.get(read.key)?.value ?? 0;
      return [read.key, value + addedTo(read, changes)];
    }),
  );
}

function addedTo({ affiliateId, metric, fromDay, toDay }: MetricRead, changes: Changes): number {
  let added = 0;
  for (const total of changes.dayTotals.values()) {
    if (total.affiliateId !== affiliateId) continue;
    if (fromDay !== null && total.day < fromDay) continue;
    if (toDay !== null && total.day > toDay) continue;
    if (metric === "sales" && total.type === "sale") added += total.earning;
    if (metric === "leads" && total.type === "lead") added += total.conversions;
    if (metric === "customers") added += total.newCustomers;
    if (metric === "revenue") added += total.revenue;
  }
  return added;
}

/** Makes sure that the counters are in the world. */
export async function loadCounters(db: Db, world: World, keys: readonly string[]): Promise<void> {
  const missing = keys.filter((key) => !world.counters.has(key));
  const stored = await selectCounters(
    db,
    { programId: world.program.id, mode: world.mode },
    missing,
  );
  for (const key of missing) {
    const value = stored.get(key) ?? 0;
    world.counters.set(key, { stored: value, value });
  }
}

async function countersOf(
  db: Db,
  world: World,
  keys: readonly string[],
): Promise<Record<string, number>> {
  await loadCounters(db, world, keys);
  return Object.fromEntries(keys.map((key) => [key, world.counters.get(key)?.value ?? 0]));
}

function knownAffiliate(world: AskedWorld, id: string): KnownAffiliate {
  const affiliate = world.affiliates.get(id);
  if (affiliate === undefined) throw new Error(`${id} is no affiliate that was loaded.`);
  return affiliate;
}
