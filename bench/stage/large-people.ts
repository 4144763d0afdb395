/** Affiliates of a large program and what hangs on them, by set-based SQL: ids count up, so that facts follow from the number. */
import type { CoreStage } from "./core-stage.ts";

export type LargeProgram = {
  readonly programId: string;
  readonly organizationId: string;
  readonly affiliates: number;
  /** Of them, those who have clicks and conversions. */
  readonly selling: number;
  readonly links: number;
  readonly customers: number;
  readonly conversions: number;
  readonly days: number;
};

/** The last day that has rows. */
export const LAST_DAY = "2026-10-31";
const DAY_MS = 86_400_000;
export const END_AT = Date.parse(LAST_DAY) + DAY_MS;
export const startAt = ({ days }: LargeProgram) => END_AT - days * DAY_MS;

const ID_DIGITS = 24;
const ROWS_AT_ONCE = 50_000;

/** The id of the n-th thing: a TypeID in form, since the digits are letters of its alphabet. */
export const idOf = (prefix: string, n: number) =>
  `${prefix}_01${String(n).padStart(ID_DIGITS, "0")}`;
/** The same in SQL. */
export const sqlId = (prefix: string, n: string) => `printf('${prefix}_01%0${ID_DIGITS}d', ${n})`;

/** Runs `insert`, which selects from `n (i)`, for the numbers 1 to `count`. */
export async function fill({ d1 }: CoreStage, count: number, insert: string): Promise<void> {
  const [into = "", rows = ""] = insert.split("values from n");
  for (let from = 1; from <= count; from += ROWS_AT_ONCE) {
    const to = Math.min(count, from + ROWS_AT_ONCE - 1);
    await d1
      .prepare(
        `${into} with recursive n (i) as (select ${from} union all select i + 1 from n where i < ${to})
         ${rows}`,
      )
      .run();
  }
}

/** Affiliates with person, payee, states, application, group, tags, a coupon and their links. */
export async function fillPeople(stage: CoreStage, large: LargeProgram): Promise<void> {
  const { programId: program, organizationId: organization, affiliates } = large;
  const start = startAt(large);
  const step = Math.floor((large.days * DAY_MS) / affiliates);
  const at = `(${start} + i * ${step})`;
  const state = `case when i <= ${large.selling} or i % 10 < 7 then 'active' when i % 10 = 7 then 'applied'
    when i % 10 = 8 then 'left' else 'suspended' end`;
  const [user, payee, aff] = [sqlId("usr", "i"), sqlId("payee", "i"), sqlId("aff", "i")];
  await fill(
    stage,
    affiliates,
    `insert into users (id, name, email, created_at, email_verified)
    values from n select ${user}, 'First' || (i % 500) || ' Last' || i, 'person' || i || '@mail.example', ${at}, 1 from n`,
  );
  await fill(
    stage,
    affiliates,
    `insert into payees (id, organization_id, user_id, kind, name, created_at)
    values from n select ${payee}, '${organization}', ${user}, 'person', 'Last' || i, ${at} from n`,
  );
  await fill(
    stage,
    affiliates,
    `insert into affiliates (id, program_id, user_id, payee_id, code, state, created_at)
    values from n select ${aff}, '${program}', ${user}, ${payee}, 'code' || i, ${state}, ${at} from n`,
  );
  await fill(
    stage,
    affiliates,
    `insert into affiliate_states (affiliate_id, from_at, sequence, state)
    values from n select ${aff}, ${at}, 1, ${state} from n`,
  );
  await fill(
    stage,
    affiliates,
    `insert into applications (id, program_id, affiliate_id, answers, decision, submitted_at)
    values from n select ${sqlId("app", "i")}, '${program}', ${aff}, '[]',
      case when i % 10 = 7 and i > ${large.selling} then 'open' when i % 10 = 6 then 'rejected' else 'approved' end, ${at} from n`,
  );
  await fill(
    stage,
    20,
    `insert into groups (id, program_id, name, created_at)
    values from n select ${sqlId("grp", "i")}, '${program}', 'Group ' || i, ${start} from n`,
  );
  await fill(
    stage,
    affiliates,
    `insert into affiliate_groups (affiliate_id, from_at, group_id)
    values from n select ${aff}, ${at}, ${sqlId("grp", "i % 20 + 1")} from n`,
  );
  await fill(
    stage,
    affiliates,
    `insert into affiliate_tags (program_id, tag, affiliate_id)
    values from n select '${program}', case when i % 100 = 0 then 'rare' else 'tag' || (i % 7) end, ${aff} from n`,
  );
  await fill(
    stage,
    affiliates,
    `insert into coupons (id, program_id, affiliate_id, mode, code, code_folded, active_from, active_until, created_at)
    values from n select ${sqlId("coup", "i")}, '${program}', ${aff}, 'live', 'SAVE' || i, 'save' || i, ${at},
      case when i % 20 = 0 then ${END_AT} end, ${at} from n`,
  );
  await fill(
    stage,
    1_000,
    `insert into sessions (id, user_id, token, fresh_at, expires_at, created_at, updated_at)
    values from n select ${sqlId("ses", "i")}, ${user}, 'token' || i, ${END_AT}, ${END_AT}, ${END_AT}, ${END_AT} from n`,
  );
  await fillLinks(stage, large);
}

/** As many for each affiliate; the first of them is that of `?via=code`. */
async function fillLinks(stage: CoreStage, large: LargeProgram): Promise<void> {
  const { programId: program, links, affiliates } = large;
  const each = Math.floor(links / affiliates);
  const step = Math.floor((large.days * DAY_MS) / links);
  const isCode = `i % ${each} = 1`;
  const owner = `(i - 1) / ${each} + 1`;
  await fill(
    stage,
    links,
    `insert into links (id, program_id, affiliate_id, kind, domain, slug, destination, targets,
      split, utm, paused_at, ended_at, created_at)
    values from n select ${sqlId("link", "i")}, '${program}', ${sqlId("aff", owner)},
      case when ${isCode} then 'code' else 'redirect' end, case when ${isCode} then '${program}' else '*' end,
      case when ${isCode} then 'code' || (${owner}) else 'slug' || i end, 'https://shop.example/p/' || i, '[]', '[]',
      '{}', case when i % 20 = 3 then ${END_AT} end, case when i % 10 = 5 then ${END_AT} end,
      ${startAt(large)} + i * ${step} from n`,
  );
}

/** What a team has of everything else. */
export async function fillTeam(stage: CoreStage, large: LargeProgram): Promise<void> {
  const { programId: program, organizationId: organization } = large;
  const at = `(${startAt(large)} + i * 1000)`;
  await fill(
    stage,
    100,
    `insert into members (organization_id, user_id, role, created_at)
    values from n select '${organization}', ${sqlId("usr", "i")}, 'viewer', ${at} from n`,
  );
  await fill(
    stage,
    100,
    `insert into api_keys (id, organization_id, mode, name, sha256, scopes, created_at)
    values from n select ${sqlId("key", "i")}, '${organization}', 'live', 'Key ' || i, 'sha' || i, '[]', ${at} from n`,
  );
  await fill(
    stage,
    5_000,
    `insert into invitations (id, organization_id, kind, program_id, role, email, token_sha256,
      invited_by, created_at, expires_at)
    values from n select ${sqlId("inv", "i")}, '${organization}', case when i % 50 = 0 then 'member' else 'affiliate' end,
      case when i % 50 = 0 then null else '${program}' end, case when i % 50 = 0 then 'viewer' end,
      'invited' || i || '@mail.example', 'token' || i, ${sqlId("usr", "1")}, ${at}, ${END_AT} from n`,
  );
  await fill(
    stage,
    1_000,
    `insert into affiliate_notes (id, affiliate_id, author_id, text, created_at)
    values from n select ${sqlId("note", "i")}, ${sqlId("aff", "1")}, ${sqlId("usr", "1")}, 'Note ' || i, ${at} from n`,
  );
  await fill(
    stage,
    1_000,
    `insert into creatives (id, program_id, kind, name, body, archived_at, created_at)
    values from n select ${sqlId("crea", "i")}, '${program}', 'text', 'Text ' || i, 'Buy it',
      case when i % 10 = 0 then ${END_AT} end, ${at} from n`,
  );
  await fill(
    stage,
    10,
    `insert into terms_versions (program_id, version, kind, text, effective_at)
    values from n select '${program}', i, 'notice', 'Terms', ${at} from n`,
  );
  await fill(
    stage,
    10,
    `insert into link_domains (domain, program_id, created_at)
    values from n select 'go' || i || '.shop.example', '${program}', ${at} from n`,
  );
  await fill(
    stage,
    20_000,
    `insert into reviews (id, program_id, mode, kind, fingerprint, facts, opened_at, resolved_at,
      resolution, resolved_by)
    values from n select ${sqlId("rev", "i")}, '${program}', 'live', 'order_conflict', 'fingerprint' || i, '{}', ${at},
      case when i % 2 = 0 then ${END_AT} end, case when i % 2 = 0 then 'kept' end, case when i % 2 = 0 then ${sqlId("usr", "1")} end from n`,
  );
  await fill(
    stage,
    300_000,
    `insert into audit_events (id, organization_id, program_id, actor_kind, actor_id, action,
      subject_id, after, at)
    values from n select ${sqlId("aud", "i")}, '${organization}', '${program}', 'user', ${sqlId("usr", "i % 20 + 1")},
      case i % 100 when 0 then 'program.edit' else case i % 5 when 0 then 'affiliate.edit' else 'link.create' end end,
      ${sqlId("link", "i % 100000 + 1")}, '{"slug":"slug"}', ${at} from n`,
  );
}
