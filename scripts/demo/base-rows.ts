/** The demo's organization, programs, groups, people and affiliates as rows of the schema. */
import {
  affiliateGroups,
  affiliateStates,
  affiliates,
} from "../../workers/db/schema/affiliates.ts";
import { organizations } from "../../workers/db/schema/organizations.ts";
import { payees } from "../../workers/db/schema/payees.ts";
import { groups, programStates, programs } from "../../workers/db/schema/programs.ts";
import { users } from "../../workers/db/schema/users.ts";
import type { ProgramSettings } from "../../workers/domain/program-settings.ts";
import { demoId } from "./demo-id.ts";
import { insertSql } from "./insert-sql.ts";
import { AFFILIATES, type DemoAffiliate, type ProgramName } from "./people.ts";

export const DAY_MS = 86_400_000;
const FOUNDED_DAYS_AGO = 400;

/** What every part of the demo is made from. */
export type DemoSettings = {
  /** Midnight UTC of the day on which it was seeded first, ms. */
  readonly day: number;
  /** Origin that everything is served on. */
  readonly origin: string;
};

type DemoProgram = {
  readonly key: ProgramName;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly settings: Partial<ProgramSettings>;
  readonly groups: readonly string[];
};

const PROGRAMS: readonly DemoProgram[] = [
  {
    key: "coffee",
    name: "Harbour Coffee",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    settings: {},
    groups: ["Creators", "Partners"],
  },
  {
    key: "academy",
    name: "Harbour Academy",
    currency: "USD",
    timeZone: "America/New_York",
    settings: { clickWindowDays: 45, holdDays: 14, approval: "manual" },
    groups: ["Instructors"],
  },
];

/** Ids that other parts of the demo refer to. */
export function demoIds({ day }: DemoSettings) {
  const founded = day - FOUNDED_DAYS_AGO * DAY_MS;
  return {
    founded,
    organization: demoId("org", "harbour", founded),
    program: (key: ProgramName) => demoId("prog", key, founded),
    group: (program: ProgramName, name: string) => demoId("grp", `${program}/${name}`, founded),
    affiliate: (code: string) => demoId("aff", code, founded),
    user: (code: string) => demoId("usr", code, founded),
    payee: (code: string) => demoId("payee", code, founded),
    link: (slug: string) => demoId("link", slug, founded),
  };
}

/** Every state that an affiliate has been in, oldest first. */
export function statesOf(affiliate: DemoAffiliate, day: number) {
  const since = (daysAgo: number) => day - daysAgo * DAY_MS;
  const later = (affiliate.laterStates ?? []).map(({ state, daysAgo }) => ({
    state,
    fromAt: since(daysAgo),
  }));
  if (later[0]?.state === "applied") return later;
  return [{ state: "active" as const, fromAt: since(affiliate.joinedDaysAgo) }, ...later];
}

function programSql(settings: DemoSettings): string {
  const ids = demoIds(settings);
  const host = new URL(settings.origin).host;
  const rows = PROGRAMS.map((program) => ({
    id: ids.program(program.key),
    organizationId: ids.organization,
    name: program.name,
    currency: program.currency,
    timeZone: program.timeZone,
    state: "active" as const,
    settings: program.settings,
    allowedHosts: [host],
    origins: [settings.origin],
    fallbackUrl: `${settings.origin}/store/`,
    utm: { utm_source: "affiliate", utm_medium: "referral", utm_campaign: "{affiliate}" },
    createdAt: ids.founded,
  }));
  return [
    insertSql(programs, rows),
    insertSql(
      programStates,
      rows.map(({ id, state }) => ({ programId: id, fromAt: ids.founded, sequence: 1, state })),
    ),
    insertSql(
      groups,
      PROGRAMS.flatMap(({ key, groups: names }) =>
        names.map((name) => ({
          id: ids.group(key, name),
          programId: ids.program(key),
          name,
          createdAt: ids.founded,
        })),
      ),
    ),
  ].join("");
}

function peopleSql(settings: DemoSettings): string {
  const ids = demoIds(settings);
  const people = AFFILIATES.map(({ code, name, company }) => ({
    user: { id: ids.user(code), name, email: `${code}@example.com`, createdAt: ids.founded },
    payee: {
      id: ids.payee(code),
      organizationId: ids.organization,
      userId: ids.user(code),
      kind: company ? ("company" as const) : ("person" as const),
      name,
      createdAt: ids.founded,
    },
  }));
  return (
    insertSql(
      users,
      people.map(({ user }) => user),
    ) +
    insertSql(
      payees,
      people.map(({ payee }) => payee),
    )
  );
}

function affiliateSql(settings: DemoSettings): string {
  const ids = demoIds(settings);
  const joined = (affiliate: DemoAffiliate) => settings.day - affiliate.joinedDaysAgo * DAY_MS;
  const rows = AFFILIATES.map((affiliate) => ({
    id: ids.affiliate(affiliate.code),
    programId: ids.program(affiliate.program),
    userId: ids.user(affiliate.code),
    payeeId: ids.payee(affiliate.code),
    code: affiliate.code,
    state: statesOf(affiliate, settings.day).at(-1)?.state ?? "active",
    recruiterId: affiliate.recruiter ? ids.affiliate(affiliate.recruiter) : null,
    recruitedAt: affiliate.recruiter ? joined(affiliate) : null,
    createdAt: joined(affiliate),
  }));
  const states = AFFILIATES.flatMap((affiliate) =>
    statesOf(affiliate, settings.day).map(({ state, fromAt }, index) => ({
      affiliateId: ids.affiliate(affiliate.code),
      fromAt,
      sequence: index + 1,
      state,
    })),
  );
  const memberships = AFFILIATES.filter(({ group }) => group).map((affiliate) => ({
    affiliateId: ids.affiliate(affiliate.code),
    fromAt: joined(affiliate),
    groupId: affiliate.group ? ids.group(affiliate.program, affiliate.group) : null,
  }));
  return [
    insertSql(affiliates, rows),
    insertSql(affiliateStates, states),
    insertSql(affiliateGroups, memberships),
  ].join("");
}

export function baseSql(settings: DemoSettings): string {
  const ids = demoIds(settings);
  const organization = {
    id: ids.organization,
    name: "Harbour Trading",
    country: "DE",
    createdAt: ids.founded,
  };
  return [
    insertSql(organizations, [organization]),
    programSql(settings),
    peopleSql(settings),
    affiliateSql(settings),
  ].join("");
}
