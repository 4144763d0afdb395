/** Reports on clicks: a program with ten million clicks beside one with a hundredth of them. */
import { type Figure, figure } from "../report/figure.ts";
import { ratioSpread, spreadOf } from "../report/statistics.ts";
import type { CoreStage } from "../stage/core-stage.ts";

export type ReportPlan = {
  readonly affiliates: number;
  readonly days: number;
  readonly rounds: number;
};

const CUTS = ["total", "affiliate", "country", "sub1"] as const;
const VALUES = 200;
const DIMENSIONS = ["country", "region", "referrer", "utm_source", "sub1"];
/** Days up to this one are rolled up: the last day is open. */
const LAST_DAY = "2026-10-31";
const DAY_MS = 86_400_000;

const dayText = (daysAgo: number) =>
  new Date(Date.parse(LAST_DAY) - daysAgo * DAY_MS).toISOString().slice(0, 10);

/** Different values that `clicks` clicks show out of `VALUES` that are as likely. */
export const valuesShown = (clicks: number) =>
  Math.round(VALUES * (1 - (1 - 1 / VALUES) ** clicks));

/**
 * Day totals as counters and the nightly job leave them: by link for every day, by value for the open
 * day, and rolled up for the days that are over. The same rows for both programs; only the counts differ.
 */
async function seed(stage: CoreStage, program: string, clicks: number, plan: ReportPlan) {
  const { d1 } = stage;
  const { days, affiliates } = plan;
  const shown = valuesShown(Math.round(10_000_000 / days / affiliates));
  const a = (rows: number) => Math.max(1, Math.round(clicks / days / rows));
  const days_ = `with recursive days(n) as (select ? union all select n + 1 from days where n < ?)`;
  const dayOf = `date('${LAST_DAY}', '-' || n || ' days')`;
  const values = `(with recursive v(i) as (select 1 union all select i + 1 from v where i < ?)
    select i from v)`;
  for (let from = 0; from < days; from += 10) {
    const to = Math.min(from + 9, days - 1);
    await d1
      .prepare(
        `insert into click_days (program_id, affiliate_id, mode, day, link_id, clicks, uniques, bots,
           over_cap, refused, seq)
         ${days_} select program_id, affiliate_id, 'live', ${dayOf}, id, ?, ?, 0, 0, 0, 1
         from links, days where program_id = ?`,
      )
      .bind(from, to, a(affiliates * 5), a(affiliates * 5), program)
      .run();
    await d1
      .prepare(
        `insert into program_click_days (program_id, mode, day, dimension, value, clicks, uniques, bots)
         ${days_} select ?, 'live', ${dayOf}, d.value, 'value ' || i, ?, ?, 0
         from days, json_each(?) d, ${values} where n > 0`,
      )
      .bind(from, to, program, a(VALUES), a(VALUES), JSON.stringify(DIMENSIONS), VALUES)
      .run();
    await d1
      .prepare(
        `insert into program_click_days (program_id, mode, day, dimension, value, clicks, uniques, bots)
         ${days_} select program_id, 'live', ${dayOf}, 'affiliate', id, ?, ?, 0
         from affiliates, days where program_id = ? and n > 0
         union all select ?, 'live', ${dayOf}, '', '', ?, ?, 0 from days where n > 0`,
      )
      .bind(from, to, a(affiliates), a(affiliates), program, program, a(1), a(1))
      .run();
  }
  for (const dimension of DIMENSIONS) {
    await d1
      .prepare(
        `insert into click_day_values (program_id, affiliate_id, mode, day, dimension, value, clicks,
           uniques, bots, seq)
         select program_id, id, 'live', ?, ?, 'value ' || ((i * 7 + rowid) % ${VALUES}), ?, ?, 0, 1
         from affiliates, ${values} where program_id = ?`,
      )
      .bind(LAST_DAY, dimension, a(affiliates * shown), a(affiliates * shown), shown, program)
      .run();
  }
}

type Merchant = Awaited<ReturnType<CoreStage["merchant"]>>;

/** A report as a merchant's own program asks for it, by its key. */
async function timed(
  stage: CoreStage,
  { program, key }: Merchant,
  by: (typeof CUTS)[number],
  days: number,
): Promise<number> {
  const query = new URLSearchParams({
    program_id: program.id,
    from: dayText(days - 1),
    to: LAST_DAY,
    metrics: "clicks,uniques,bots",
    limit: "100",
    ...(by === "total" ? {} : { dimension: by }),
  });
  const start = performance.now();
  const response = await fetch(new URL(`/api/v1/reports?${query}`, stage.url), {
    headers: { authorization: `Bearer ${key}` },
  });
  const report = (await response.json()) as { data?: unknown[] };
  const ms = performance.now() - start;
  if (!report.data?.length) throw new Error(`No report by ${by}: ${response.status}`);
  return ms;
}

/** Bytes of the database, and rows of day totals in it. */
async function sizeOf({ d1 }: CoreStage): Promise<{ bytes: number; rows: number }> {
  const { results, meta } = await d1
    .prepare(
      `select (select count(*) from click_days) + (select count(*) from click_day_values)
         + (select count(*) from program_click_days) as n`,
    )
    .run<{ n: number }>();
  return { bytes: meta.size_after, rows: results[0]?.n ?? 0 };
}

export async function measureReports(stage: CoreStage, plan: ReportPlan) {
  const large = await stage.merchant(plan.affiliates);
  const small = await stage.merchant(plan.affiliates);
  const empty = await sizeOf(stage);
  await seed(stage, large.program.id, 10_000_000, plan);
  await seed(stage, small.program.id, 100_000, plan);
  const full = await sizeOf(stage);
  const bytesPerRow = (full.bytes - empty.bytes) / (full.rows - empty.rows);
  const figures: Figure[] = [
    figure("d1.bytes_per_day_total", "bytes", bytesPerRow, {
      note: `with its indexes; ${full.rows} rows in ${Math.round(full.bytes / 1e6)} MB`,
    }),
  ];
  let slowest = { value: 0, min: 0, max: 0 };
  let ratio = { value: 0, min: 0, max: 0 };
  for (const by of CUTS) {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round <= plan.rounds; round++) {
      const [one, other] = [
        await timed(stage, large, by, plan.days),
        await timed(stage, small, by, plan.days),
      ];
      if (round === 0) continue;
      ours.push(one);
      theirs.push(other);
    }
    const name = by === "sub1" ? "sub_id" : by;
    const spread = spreadOf(ours);
    figures.push(figure(`report.${name}_ms`, "ms", spread, { budget: { max: 100 } }));
    if (spread.value > slowest.value) slowest = spread;
    const own = ratioSpread(ours, theirs);
    if (own.value > ratio.value) ratio = own;
  }
  const all = [
    figure("report.ms_10m", "ms", slowest, {
      budget: { max: 100 },
      note: "the slowest of the four",
    }),
    figure("report.ratio_10m_to_100k", "of 100 k", ratio, { budget: { max: 1.3 } }),
    ...figures,
  ];
  return { figures: all, bytesPerRow };
}
