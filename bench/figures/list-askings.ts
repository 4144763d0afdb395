/** What is asked: every list with each of its filters and orders, and the reports. */
import { addDays } from "../../workers/domain/calendar.ts";
import { idOf, LAST_DAY, type LargeProgram, startAt } from "../stage/large-people.ts";

export type Asking = {
  /** `conversions.by_type`: resource, then filter or order. */
  readonly name: string;
  /** Below `/api/v1`. */
  readonly path: string;
  readonly as?: "key" | "person";
  /** SQL that finds `value` and `id` of the row where a page in the middle of the list begins. */
  readonly deep?: string;
};

type Filters = Readonly<Record<string, string>>;

const address = (path: string, query: Filters) => `${path}?${new URLSearchParams(query)}`;

const middleOf = (table: string, column: string, where: string, skip: number) =>
  `select ${column} as value, id from ${table} where ${where} order by ${column} desc, id desc limit 1 offset ${skip}`;

/** A list of a program plain, with each filter, and from its middle. */
function variants(
  resource: string,
  base: Filters,
  filters: Readonly<Record<string, Filters>>,
  deep?: string,
): Asking[] {
  const path = `/${resource}`;
  const name = resource.replaceAll("-", "_");
  return [
    { name, path: address(path, base), ...(deep === undefined ? {} : { deep }) },
    ...Object.entries(filters).map(([filter, query]) => ({
      name: `${name}.${filter}`,
      path: address(path, { ...base, ...query }),
    })),
  ];
}

function listsOfProgram(large: LargeProgram): Asking[] {
  const { programId, organizationId, conversions, customers, links, affiliates } = large;
  const program = { program_id: programId };
  const ofProgram = `program_id = '${programId}'`;
  const live = `${ofProgram} and mode = 'live'`;
  const [busy, quiet] = [idOf("aff", 1), idOf("aff", Math.min(900, large.selling))];
  const from = new Date(startAt(large) + 40 * 86_400_000).toISOString();
  const to = new Date(startAt(large) + 50 * 86_400_000).toISOString();
  return [
    ...variants(
      "conversions",
      program,
      {
        oldest_first: { sort: "occurred_at" },
        by_range: { from, to },
        by_type_sale: { type: "sale" },
        by_type_event: { type: "event" },
        by_commission_pending: { commission_state: "pending" },
        by_commission_paid: { commission_state: "paid" },
        by_commission_rejected: { commission_state: "rejected" },
        by_commission_reversed: { commission_state: "reversed" },
        unconfirmed: { needs_confirmation: "true" },
        by_affiliate: { affiliate_id: busy },
        by_affiliate_and_type: { affiliate_id: busy, type: "event" },
        by_affiliate_and_commission: { affiliate_id: busy, commission_state: "pending" },
        by_affiliate_and_none: { affiliate_id: busy, commission_state: "reversed" },
        by_affiliate_unconfirmed: { affiliate_id: busy, needs_confirmation: "true" },
        by_quiet_affiliate: { affiliate_id: quiet },
        by_customer: { customer_id: idOf("cus", 777) },
      },
      middleOf("conversions", "occurred_at", live, Math.floor(conversions / 2)),
    ),
    ...variants(
      "commissions",
      program,
      {
        by_state_pending: { state: "pending" },
        by_state_paid: { state: "paid" },
        by_state_reversed: { state: "reversed" },
        by_affiliate: { affiliate_id: busy },
        by_affiliate_and_state: { affiliate_id: busy, state: "rejected" },
        by_affiliate_and_none: { affiliate_id: busy, state: "reversed" },
      },
      middleOf("commissions", "event_at", live, Math.floor(conversions / 2)),
    ),
    ...variants(
      "customers",
      program,
      {
        oldest_first: { sort: "created_at" },
        by_external_id: { external_id: "customer-00000777" },
      },
      middleOf("customers", "created_at", live, Math.floor(customers / 2)),
    ),
    ...variants(
      "links",
      program,
      {
        oldest_first: { sort: "created_at" },
        by_state_active: { state: "active" },
        by_state_paused: { state: "paused" },
        by_state_ended: { state: "ended" },
        by_kind_code: { kind: "code" },
        by_kind_redirect: { kind: "redirect" },
        by_state_and_kind: { state: "paused", kind: "code" },
        by_slug_prefix: { slug_prefix: "slug9999" },
        by_slug_prefix_and_state: { slug_prefix: "slug", state: "paused" },
        by_slug_prefix_and_none: { slug_prefix: "slug", kind: "code" },
        by_affiliate: { affiliate_id: busy },
      },
      middleOf("links", "created_at", ofProgram, Math.floor(links / 2)),
    ),
    ...variants(
      "affiliates",
      program,
      {
        oldest_first: { sort: "created_at" },
        by_state_applied: { state: "applied" },
        by_state_banned: { state: "banned" },
        by_group: { group_id: idOf("grp", 3) },
        by_tag: { tag: "tag3" },
        by_rare_tag: { tag: "rare" },
        by_search: { search: "last77" },
        by_search_of_none: { search: "nobody" },
      },
      middleOf("affiliates", "created_at", ofProgram, Math.floor(affiliates / 2)),
    ),
    ...variants("applications", program, {
      open: { decision: "open" },
      rejected: { decision: "rejected" },
    }),
    ...variants(
      "coupons",
      program,
      {
        by_state_active: { state: "active" },
        by_state_ended: { state: "ended" },
        by_affiliate: { affiliate_id: busy },
      },
      middleOf("coupons", "created_at", live, Math.floor(affiliates / 2)),
    ),
    ...variants("creatives", program, {
      by_kind: { kind: "image" },
      archived: { archived: "true" },
    }),
    ...variants("reviews", program, { resolved: { state: "resolved" } }),
    ...variants("groups", program, {}),
    ...variants("rewards", program, {
      archived: { archived: "true" },
      by_group: { group_id: idOf("grp", 3) },
      by_affiliate: { affiliate_id: busy },
    }),
    ...variants("programs", {}, { by_organization: { organization_id: organizationId } }),
    ...variants("organizations", {}, {}),
    ...variants(
      "audit-events",
      { organization_id: organizationId },
      {
        by_program: { program_id: programId },
        by_subject: { subject_id: idOf("link", 77) },
        by_actor: { actor_id: idOf("usr", 7) },
        by_action: { action: "link.create" },
        by_rare_action: { action: "program.edit" },
        by_actor_and_action: { actor_id: idOf("usr", 7), action: "program.edit" },
        by_program_and_actor: { program_id: programId, actor_id: idOf("usr", 7) },
      },
    ),
  ];
}

const listsBelow = ({ organizationId, programId }: LargeProgram): Asking[] => [
  { name: "affiliates.notes", path: `/affiliates/${idOf("aff", 1)}/notes` },
  { name: "programs.domains", path: `/programs/${programId}/domains` },
  { name: "programs.terms", path: `/programs/${programId}/terms` },
  { name: "organizations.payees", path: `/organizations/${organizationId}/payees`, as: "person" },
  { name: "organizations.members", path: `/organizations/${organizationId}/members`, as: "person" },
  {
    name: "organizations.api_keys",
    path: `/organizations/${organizationId}/api-keys`,
    as: "person",
  },
  {
    name: "organizations.invitations",
    path: `/organizations/${organizationId}/invitations`,
    as: "person",
  },
  {
    name: "organizations.invitations.by_kind",
    path: `/organizations/${organizationId}/invitations?kind=member`,
    as: "person",
  },
  { name: "me.exports", path: "/me/exports", as: "person" },
];

const METRICS = "clicks,uniques,leads,sales,revenue,commission,epc,conversion_rate";

function reports({ programId, days, selling }: LargeProgram): Asking[] {
  const range = {
    program_id: programId,
    from: addDays(LAST_DAY, 1 - days),
    to: LAST_DAY,
    metrics: METRICS,
  };
  const one: Readonly<Record<string, Filters>> = {
    total: {},
    compared: { compare: "previous" },
    by_day: { interval: "day" },
    by_affiliate: { dimension: "affiliate" },
    by_country: { dimension: "country" },
    by_sub1: { dimension: "sub1" },
    by_utm_source: { dimension: "utm_source" },
    by_referrer: { dimension: "referrer" },
    by_link: { dimension: "link" },
    of_affiliate: { affiliate_id: idOf("aff", 1) },
    of_affiliate_by_link: { affiliate_id: idOf("aff", 1), dimension: "link" },
    of_affiliate_by_country: { affiliate_id: idOf("aff", 1), dimension: "country" },
    of_quiet_affiliate_by_sub1: {
      affiliate_id: idOf("aff", Math.min(900, selling)),
      dimension: "sub1",
    },
    of_link_by_day: { link_id: idOf("link", 3), interval: "day" },
    of_group: { group_id: idOf("grp", 3) },
  };
  return Object.entries(one).map(([name, query]) => ({
    name: `reports.${name}`,
    path: address("/reports", { ...range, ...query }),
  }));
}

export const askingsOf = (large: LargeProgram): Asking[] => [
  // The key is the program's: the organization's audit events are for people.
  ...listsOfProgram(large).map(
    (one): Asking => (one.path.startsWith("/audit-events") ? { ...one, as: "person" } : one),
  ),
  ...listsBelow(large),
  ...reports(large),
];
