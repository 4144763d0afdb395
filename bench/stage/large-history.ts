/** Clicks, customers, conversions and commissions of a large program: a few affiliates sell much, most little. */
import type { CoreStage } from "./core-stage.ts";
import { END_AT, fill, LAST_DAY, type LargeProgram, sqlId, startAt } from "./large-people.ts";

const DAY_MS = 86_400_000;
/** Different values of a sub-id. */
const VALUES = 200;
const COUNTRIES = `json_extract('["DE","FR","NL","AT","CH","US","GB","ES","IT","PL"]', '$[' || (i * 31 % 10) || ']')`;
/** Of tables that get a million rows; put back when they are full, which takes a third of the time. */
const FULL_TABLES = ["conversions", "commissions", "customers", "customer_identities", "bindings"];

/** Fills the tables without their indexes. */
export async function withoutIndexes({ d1 }: CoreStage, run: () => Promise<void>): Promise<void> {
  const { results } = await d1
    .prepare(
      `select name, sql from sqlite_master where type = 'index' and sql is not null
         and tbl_name in (select value from json_each(?))`,
    )
    .bind(JSON.stringify(FULL_TABLES))
    .all<{ name: string; sql: string }>();
  for (const { name } of results) await d1.prepare(`drop index ${name}`).run();
  await run();
  for (const { sql } of results) await d1.prepare(sql).run();
}

/** A customer for every two and a half conversions, four of five bound, one in a hundred merged into another. */
async function fillCustomers(stage: CoreStage, large: LargeProgram): Promise<void> {
  const { programId: program, customers } = large;
  const at = `(${startAt(large)} + i * ${Math.floor((large.days * DAY_MS) / customers)})`;
  const customer = sqlId("cus", "i");
  await fill(
    stage,
    customers,
    `insert into customers (id, program_id, mode, created_at, merged_into_id, merged_at)
    values from n select ${customer}, '${program}', 'live', ${at},
      case when i % 100 = 0 then ${sqlId("cus", "i - 1")} end, case when i % 100 = 0 then ${END_AT} end from n`,
  );
  await fill(
    stage,
    customers,
    `insert into customer_identities (program_id, mode, origin, kind, value, customer_id, created_at)
    values from n select '${program}', 'live', 'main', 'external', printf('customer-%08d', i), ${customer}, ${at} from n`,
  );
  await fill(
    stage,
    customers,
    `insert into bindings (id, program_id, mode, customer_id, affiliate_id, conversion_id, via, bound_at, first_sale_at)
    values from n select ${sqlId("bind", "i")}, '${program}', 'live', ${customer}, ${sqlId("aff", `i * 7919 % ${large.selling} + 1`)},
      ${sqlId("conv", "i")}, 'click', ${at}, ${at} from n where i % 5 > 0`,
  );
}

async function fillConversions(stage: CoreStage, large: LargeProgram): Promise<void> {
  const { programId: program, conversions, selling } = large;
  const linksEach = Math.floor(large.links / large.affiliates);
  const at = `(${startAt(large)} + i * ${(large.days * DAY_MS) / conversions})`;
  // Squared, so that the first of a thousand has three conversions in a hundred.
  const share = "((i * 7919 % 100003) / 100003.0)";
  const owner = `(cast(${selling} * ${share} * ${share} as integer) + 1)`;
  await fill(
    stage,
    conversions,
    `insert into conversions (id, program_id, mode, origin, type, event_name, external_id,
      trust, customer_id, affiliate_id, via, link_id, country, occurred_at, day, recorded_at, currency, gross, base,
      base_in_program, is_first_sale, is_renewal, metadata, inputs, needs_confirmation, rejected_at, enrichment, device, os,
      browser, referrer_host, click_utm, click_sub)
    values from n, facts as (select i, ${owner} as owner, cast(${at} as integer) as at, i % 20 = 19 as uncredited,
        case when i % 20 < 16 then 'sale' when i % 20 = 16 then 'event' else 'lead' end as type,
        case when i % 20 < 16 then 1000 + i * 37 % 20000 else 0 end as amount from n)
    select ${sqlId("conv", "i")}, '${program}', 'live', 'main', type, case type when 'event' then 'trial' else '' end,
      printf('order-%08d', i), 'api', ${sqlId("cus", "(i - 1) * 2 / 5 + 1")},
      case when uncredited then null else ${sqlId("aff", "owner")} end, case when uncredited then null else 'click' end,
      case when uncredited then null else ${sqlId("link", `(owner - 1) * ${linksEach} + i % ${linksEach} + 1`)} end,
      ${COUNTRIES}, at, date(at / 1000, 'unixepoch'), at + 1000, 'EUR', amount, amount, amount, i % 5 < 2, i % 5 = 4,
      '{}', '{"touches":"","coupons":[]}', i % 100 = 7, case when i % 100 = 8 then at end, 'found', 'mobile', 'iOS', 'Safari',
      'blog' || (i % 200) || '.example', '{"utm_source":"newsletter' || (i % 50) || '","utm_medium":"mail"}',
      '["value ' || (i * 13 % ${VALUES}) || '"]' from facts`,
  );
}

/** A fifth of each credited sale; older ones are paid. */
async function fillCommissions(stage: CoreStage, large: LargeProgram): Promise<void> {
  const { programId: program, conversions } = large;
  const reward = sqlId("rew", "1");
  await fill(
    stage,
    300,
    `insert into rewards (id, program_id, scope, position, name, created_at, archived_at)
    values from n select ${sqlId("rew", "i")}, '${program}', 'program', i, 'Reward ' || i, 0, case when i % 3 = 0 then 1 end from n`,
  );
  await fill(
    stage,
    300,
    `insert into reward_versions (id, reward_id, version, valid_from, applies_to, definition, created_at)
    values from n select ${sqlId("rewv", "i")}, ${sqlId("rew", "i")}, 1, 0, 'new', '{"kind":"base","trigger":{"type":"sale"},"amount":{"kind":"percent","basisPoints":2000},"duration":{"kind":"lifetime"},"conditions":[],"caps":[],"followsRefunds":true,"requiresSale":false}', 0 from n`,
  );
  const state = `case when c.rejected_at is not null then 'rejected' when c.needs_confirmation then 'pending'
    when c.occurred_at > ${END_AT - 30 * DAY_MS} then 'pending' when c.occurred_at > ${END_AT - 45 * DAY_MS} then 'payable' else 'paid' end`;
  await fill(
    stage,
    conversions,
    `insert into commissions (id, program_id, mode, affiliate_id, conversion_id, item_key, reward_id,
      reward_version_id, level, kind, currency, base, amount, follows_refunds, state, held_reasons, day, event_at, matures_at,
      approved_at, approved_by, rejected_reason, explanation, created_at)
    values from n select ${sqlId("com", "i")}, '${program}', 'live', c.affiliate_id, c.id, 'whole', ${reward}, ${sqlId("rewv", "1")},
      1, 'base', 'EUR', c.base, c.base / 5, 1, ${state}, '[]', c.day, c.occurred_at, c.occurred_at + ${30 * DAY_MS},
      case when c.occurred_at <= ${END_AT - 30 * DAY_MS} then c.occurred_at + ${30 * DAY_MS} end, 'rule', null,
      '[{"code":"nothing.base_zero"}]', c.recorded_at
    from n cross join conversions c on c.id = ${sqlId("conv", "i")} where c.affiliate_id is not null and c.type <> 'event'`,
  );
}

/** Day totals of conversions as their batches leave them, and of clicks as counters and the nightly job do. */
async function fillDays(stage: CoreStage, large: LargeProgram): Promise<void> {
  const { programId: program, days, selling, affiliates } = large;
  const { d1 } = stage;
  const linksEach = Math.floor(large.links / affiliates);
  await d1
    .prepare(
      `insert into conversion_days (program_id, mode, affiliate_id, day, type, event_name, conversions, earning, new_customers,
       revenue, commission, refunds)
     select program_id, mode, coalesce(affiliate_id, ''), day, type, event_name, count(*), sum(base > 0), sum(is_first_sale),
       sum(base_in_program), sum(base / 5), 0 from conversions where program_id = '${program}' group by 3, 4, 5, 6`,
    )
    .run();
  const dayOf = (n: string) => `date('${LAST_DAY}', '-' || (${n}) || ' days')`;
  const linkDays = selling * 5 * days;
  const owner = `((i - 1) / ${5 * days})`;
  await fill(
    stage,
    linkDays,
    `insert into click_days (program_id, affiliate_id, mode, day, link_id, clicks, uniques, bots,
      over_cap, refused, seq)
    values from n select '${program}', ${sqlId("aff", `${owner} + 1`)}, 'live', ${dayOf(`i % ${days}`)},
      ${sqlId("link", `${owner} * ${linksEach} + (i - 1) / ${days} % 5 + 2`)}, 22, 20, 1, 0, 0, 1 from n`,
  );
  const dimensions = ["country", "region", "referrer", "utm_source", "sub1"];
  const dimension = (n: string) =>
    `json_extract('${JSON.stringify(dimensions)}', '$[' || (${n}) || ']')`;
  const value = (n: string) =>
    `case when ${n} = 0 then ${COUNTRIES} else 'value ' || (i % ${VALUES}) end`;
  await fill(
    stage,
    VALUES * 5 * (days - 1),
    `insert or ignore into program_click_days (program_id, mode, day, dimension, value,
      clicks, uniques, bots)
    values from n select '${program}', 'live', ${dayOf(`i / ${VALUES * 5} + 1`)}, ${dimension(`i / ${VALUES} % 5`)},
      ${value(`(i / ${VALUES} % 5)`)}, 500, 450, 5 from n`,
  );
  await fill(
    stage,
    selling * (days - 1),
    `insert into program_click_days (program_id, mode, day, dimension, value, clicks, uniques, bots)
    values from n select '${program}', 'live', ${dayOf(`i % ${days - 1} + 1`)}, 'affiliate', ${sqlId("aff", `(i - 1) / ${days - 1} + 1`)}, 110, 100, 5 from n`,
  );
  await fill(
    stage,
    days - 1,
    `insert into program_click_days (program_id, mode, day, dimension, value, clicks, uniques, bots)
    values from n select '${program}', 'live', ${dayOf("i")}, '', '', 110000, 100000, 5000 from n`,
  );
  await fill(
    stage,
    selling * 5 * 80,
    `insert or ignore into click_day_values (program_id, affiliate_id, mode, day, dimension,
      value, clicks, uniques, bots, seq)
    values from n select '${program}', ${sqlId("aff", "(i - 1) / 400 + 1")}, 'live', '${LAST_DAY}', ${dimension("i % 5")},
      ${value("i % 5")}, 2, 2, 0, 1 from n`,
  );
}

export async function fillHistory(stage: CoreStage, large: LargeProgram): Promise<void> {
  await withoutIndexes(stage, async () => {
    await fillCustomers(stage, large);
    await fillConversions(stage, large);
    await fillCommissions(stage, large);
  });
  await fillDays(stage, large);
}
