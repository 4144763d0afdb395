/** Loads what a list of reports is decided on, in three rounds of queries however long the list is. */
import type { Db } from "../../../db/batch.ts";
import {
  selectAffiliateGroups,
  selectAffiliateStates,
  selectAffiliatesWithRecruiters,
  selectTermsAcceptances,
} from "../../../db/queries/affiliates.ts";
import {
  selectBindings,
  selectCustomers,
  selectCustomersByIdentity,
  selectHistory,
} from "../../../db/queries/customers.ts";
import {
  selectCoupons,
  selectIdsByKey,
  selectIdsByReference,
  selectLinks,
  selectOrderWinners,
  selectRates,
  selectTakenIds,
} from "../../../db/queries/matches.ts";
import {
  rewardVersionFromRow,
  selectProgram,
  selectProgramStates,
  selectRewardVersions,
  selectTerms,
} from "../../../db/queries/program-terms.ts";
import { dayInZone } from "../../../domain/calendar.ts";
import { reportedIdentities } from "../../../domain/customer.ts";
import type { Mode } from "../../../domain/mode.ts";
import { identifyingReferences } from "../../../domain/one-sale.ts";
import { programSettings } from "../../../domain/program-settings.ts";
import { manualOf } from "../../../domain/trace.ts";
import type { TokenKeys } from "../../../lib/crypto.ts";
import { encodeTypeId } from "../../../lib/ids.ts";
import { historiesOf } from "./history.ts";
import { loadConversions } from "./load-conversions.ts";
import { loadKept } from "./load-kept.ts";
import type { Submission } from "./submission.ts";
import {
  conversionKey,
  identityKey,
  type KnownAffiliate,
  type KnownBinding,
  type ProgramFacts,
  rateKey,
  referenceKey,
  type World,
} from "./world.ts";

type Scope = { readonly programId: string; readonly mode: Mode };

/** The program's settings, states, terms and rewards; `null` when there is no such program. */
export async function loadProgram(db: Db, programId: string): Promise<ProgramFacts | null> {
  const [[row], history, terms, versions] = await db.batch([
    selectProgram(db, programId),
    selectProgramStates(db, programId),
    selectTerms(db, programId),
    selectRewardVersions(db, programId),
  ]);
  if (row === undefined) return null;
  return {
    ...row,
    settings: programSettings(row.settings),
    standing: {
      programId,
      history,
      timeZone: row.timeZone,
      terms: terms.map(({ version, ...rest }) => ({ termsId: String(version), ...rest })),
    },
    versions: versions.map((version) => rewardVersionFromRow(programId, version)),
  };
}

/**
 * Everything else that the reports touch.
 * @param affiliateIds of whom else a decision is about
 */
export async function loadWorld(
  db: Db,
  program: ProgramFacts,
  mode: Mode,
  submissions: readonly Submission[],
  keys: TokenKeys,
  affiliateIds: readonly string[] = [],
): Promise<World> {
  const scope = { programId: program.id, mode };
  const first = await loadMatches(db, scope, program, submissions);
  const conversions = await loadConversions(db, first.conversionIds, keys);
  const kept = await loadKept(db, scope, conversions);
  const customers = customersByKey([...first.named, ...kept.named]);
  const links = new Map([...first.links, ...kept.links].map((link) => [link.id, link]));
  const coupons = [...first.coupons, ...kept.coupons];
  const customerIds = new Set([
    ...customers.values().map(({ customerId }) => customerId),
    ...[...conversions.values()].flatMap(({ row }) => row.customerId ?? []),
  ]);
  const second = await loadCustomers(db, [...customerIds], first.conversionIds);
  // A report that replaces another takes the place of its order number, too.
  const winners = await selectOrderWinners(db, program.organizationId, mode, [
    ...submissions.map(({ report }) => report.externalId),
    ...[...conversions.values()].map(({ row }) => row.externalId),
  ]);
  const affiliates = await loadAffiliates(db, [
    ...links.values().map(({ affiliateId }) => affiliateId),
    ...coupons.flatMap(({ affiliateId }) => affiliateId ?? []),
    ...second.bindings.values().map(({ row }) => row.affiliateId),
    ...[...conversions.values()].flatMap(({ row }) => row.affiliateId ?? []),
    ...[...conversions.values()].flatMap(
      ({ trace }) => (trace && manualOf(trace)?.affiliateId) ?? [],
    ),
    ...affiliateIds,
  ]);
  const byKey = new Map<string, string>();
  const byReference = new Map<string, string>();
  for (const [id, { row, references }] of conversions) {
    byKey.set(conversionKey(row), id);
    for (const reference of references) byReference.set(referenceKey(row, reference), id);
  }
  return {
    program,
    mode,
    takenIds: first.takenIds,
    conversions,
    byKey,
    byReference,
    customers,
    ...second,
    affiliates,
    links,
    coupons,
    rates: first.rates,
    orderWinners: new Map(winners.map((row) => [conversionKey(row), row])),
    counters: new Map(),
  };
}

/** What the reports name directly: keys, references, identities, links, coupons, rates. */
async function loadMatches(
  db: Db,
  scope: Scope,
  program: ProgramFacts,
  submissions: readonly Submission[],
) {
  const reports = submissions.map(({ report }) => report);
  const references = reports.flatMap((report) =>
    identifyingReferences(report).map((reference) => ({ ...report, ...reference })),
  );
  const identities = reports.flatMap((report) =>
    reportedIdentities(report).map((identity) => ({ origin: report.origin, ...identity })),
  );
  const linkIds = submissions.flatMap(({ tokens }) =>
    tokens.flatMap((token) => (token.ok ? encodeTypeId("link", token.linkId) : [])),
  );
  const foreign = reports.flatMap(({ money, occurredAt }) =>
    money && money.currency !== program.currency
      ? { currency: money.currency, day: dayInZone(occurredAt, program.timeZone) }
      : [],
  );
  const [taken, byKey, byReference, named, links, coupons, rates] = await db.batch([
    selectTakenIds(
      db,
      reports.map(({ conversionId }) => conversionId),
    ),
    selectIdsByKey(db, scope, reports),
    selectIdsByReference(db, scope, references),
    selectCustomersByIdentity(db, scope, identities),
    selectLinks(db, linkIds),
    selectCoupons(
      db,
      scope,
      submissions.flatMap(({ codes }) => codes),
    ),
    selectRates(db, program.organizationId, program.currency, foreign),
  ]);
  return {
    takenIds: new Set(taken.map(({ id }) => id)),
    conversionIds: [...new Set([...byKey, ...byReference].map(({ id }) => id))],
    named,
    links,
    coupons,
    rates: new Map(rates.map((row) => [rateKey(row.fromCurrency, row.day), row])),
  };
}

const customersByKey = (named: Awaited<ReturnType<typeof selectCustomersByIdentity>>) =>
  new Map(
    named.map(({ origin, customerId, kind, value }) => [
      identityKey(origin, { kind, value }),
      { customerId, identity: { kind, value } },
    ]),
  );

/** @param conversionIds loaded by themselves, and so no part of `history` */
async function loadCustomers(db: Db, ids: readonly string[], conversionIds: readonly string[]) {
  const bindings = new Map<string, KnownBinding>();
  const customerCreatedAt = new Map<string, number>();
  if (ids.length === 0) return { bindings, history: historiesOf([]), customerCreatedAt };
  const [bound, past, created] = await db.batch([
    selectBindings(db, ids),
    selectHistory(db, ids, conversionIds),
    selectCustomers(db, ids),
  ]);
  for (const { binding, linkId, couponId, clickAt, clickNonce, country } of bound) {
    const click =
      clickAt !== null && clickNonce !== null ? { at: clickAt, nonce: clickNonce, country } : null;
    bindings.set(binding.customerId, { row: binding, linkId, couponId, click });
  }
  for (const { id, createdAt } of created) customerCreatedAt.set(id, createdAt);
  return { bindings, history: historiesOf(past), customerCreatedAt };
}

/** Affiliates with whoever recruited them, and everything dated about them. */
export async function loadAffiliates(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, KnownAffiliate>> {
  if (ids.length === 0) return new Map();
  const rows = await selectAffiliatesWithRecruiters(db, [...new Set(ids)]);
  const all = rows.map(({ id }) => id);
  const [states, groups, acceptances] = await db.batch([
    selectAffiliateStates(db, all),
    selectAffiliateGroups(db, all),
    selectTermsAcceptances(db, all),
  ]);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        standing: {
          affiliateId: row.id,
          history: states.filter(({ affiliateId }) => affiliateId === row.id),
          acceptances: acceptances
            .filter(({ affiliateId }) => affiliateId === row.id)
            .map(({ version, acceptedAt }) => ({ termsId: String(version), acceptedAt })),
        },
        groups: groups.filter(({ affiliateId }) => affiliateId === row.id),
      },
    ]),
  );
}
