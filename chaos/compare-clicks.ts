/** Counters, day totals, breakdowns and roll-ups against the model. */
import { rowsOf } from "./books.ts";
import { type ClickModel, type Counts, OVERFLOWING } from "./click-model.ts";
import { type Affiliate, affiliatesOf, type World } from "./company.ts";
import { Comparison, type Finding, sameMaps } from "./findings.ts";
import { ask } from "./http.ts";
import type { Stage } from "./stage.ts";

const VALUES_MAX = 200;
const MESSAGE_MS_MAX = 10_000;

type Row = {
  readonly key: string;
  readonly clicks: number;
  readonly uniques: number;
  readonly bots: number;
};
type LinkRow = Row & { readonly link: string; readonly over_cap: number; readonly refused: number };
type ValueRow = Row & { readonly dimension: string; readonly value: string };

const LINK_DAYS = `select affiliate_id || '|' || mode || '|' || day || '|' || link_id as key,
  link_id as link, clicks, uniques, bots, over_cap, refused from click_days`;
const VALUE_DAYS = `select affiliate_id || '|' || mode || '|' || day || '|' || dimension as key,
  dimension, value, clicks, uniques, bots from click_day_values`;
const ROLLED_DAYS = `select program_id || '|' || mode || '|' || day as key, clicks, uniques, bots
  from program_click_days where value = ''`;

export type ClickSums = {
  readonly counted: number;
  readonly double: number;
  readonly lost: number;
};

/** How many clicks the database has, and how many of them too often or not at all. */
export async function sumClicks(stage: Stage, model: ClickModel): Promise<ClickSums> {
  const rows = new Map((await rowsOf<LinkRow>(stage, LINK_DAYS)).map((row) => [row.key, row]));
  let [counted, double, lost] = [0, 0, 0];
  for (const key of new Set([...rows.keys(), ...model.links.keys()])) {
    const got = rows.get(key);
    const wanted = model.links.get(key);
    const has = (got?.clicks ?? 0) + (got?.bots ?? 0);
    const more = has - (wanted?.clicks ?? 0) - (wanted?.bots ?? 0);
    counted += has;
    double += Math.max(more, 0);
    lost += Math.max(-more, 0);
  }
  return { counted, double, lost };
}

export async function compareClicks(
  stage: Stage,
  world: World,
  model: ClickModel,
): Promise<Finding[]> {
  return [
    ...(await compareLinkDays(stage, world, model)),
    ...(await compareValueDays(stage, model)),
    await compareRollUps(stage, world, model),
    await compareCounters(stage, world, model),
  ].map((comparison) => comparison.finding);
}

async function compareLinkDays(stage: Stage, world: World, model: ClickModel) {
  const rows = await rowsOf<LinkRow>(stage, LINK_DAYS);
  const got = rows.map(({ key, clicks, uniques, bots, refused }): [string, Counts] => [
    key,
    { clicks, uniques, bots, refused },
  ]);
  const figures = new Map(got);
  const wanted = new Map(
    [...model.links].map(([key, counts]) => {
      const more = (figures.get(key)?.refused ?? 0) - counts.refused;
      const refused = counts.refused + Math.min(Math.max(more, 0), model.open.get(key) ?? 0);
      return [key, { ...counts, refused }];
    }),
  );
  const days = sameMaps(new Comparison("clicks by day and link"), figures, wanted);
  const caps = new Comparison("clicks over a link's cap (at least; link closed)");
  const closed = await rowsOf<{ id: string; at: number | null }>(
    stage,
    "select id, cap_reached_at as at from links where click_cap is not null",
  );
  for (const { links } of affiliatesOf(world)) {
    for (const { id, cap } of links) {
      const own = rows.filter(({ link, key }) => link === id && key.includes("|live|"));
      const sum = (of: (row: LinkRow) => number) => own.reduce((total, row) => total + of(row), 0);
      const [clicks, over] = [sum((row) => row.clicks), sum((row) => row.over_cap)];
      if (cap === null) caps.holds(`${id}: ${over} over no cap`, over === 0);
      else {
        // Which clicks are beyond the cap depends on the order in which they came.
        caps.holds(
          `${id}: ${over} of ${clicks} over ${cap}`,
          over >= clicks - cap && over <= clicks,
        );
        const isClosed = closed.some((link) => link.id === id && link.at !== null);
        caps.holds(`${id} is closed: ${isClosed}`, isClosed === clicks >= cap);
      }
    }
  }
  return [days, caps];
}

async function compareValueDays(stage: Stage, model: ClickModel) {
  const rows = await rowsOf<ValueRow>(stage, VALUE_DAYS);
  const exact = new Map<string, Omit<Counts, "refused">>();
  const overflowing = new Map<string, Omit<Counts, "refused">>();
  const kinds = new Map<string, number>();
  for (const { key, dimension, value, clicks, uniques, bots } of rows) {
    if (dimension !== OVERFLOWING) {
      exact.set(`${key}|${value}`, { clicks, uniques, bots });
      continue;
    }
    const sum = overflowing.get(`${key}|*`) ?? { clicks: 0, uniques: 0, bots: 0 };
    overflowing.set(`${key}|*`, sum);
    sum.clicks += clicks;
    sum.uniques += uniques;
    sum.bots += bots;
    kinds.set(key, (kinds.get(key) ?? 0) + 1);
  }
  const wanted = [...model.values].map(
    ([key, { clicks, uniques, bots }]) => [key, { clicks, uniques, bots }] as const,
  );
  const isOverflowing = (key: string) => key.endsWith(`|${OVERFLOWING}|*`);
  const values = sameMaps(
    new Comparison("clicks by day and value"),
    exact,
    new Map(wanted.filter(([key]) => !isOverflowing(key))),
  );
  const sums = sameMaps(
    new Comparison("sums of a breakdown with more than 200 values"),
    overflowing,
    new Map(wanted.filter(([key]) => isOverflowing(key))),
  );
  for (const [key, count] of kinds) sums.holds(`${key}: ${count} values`, count <= VALUES_MAX + 1);
  return [values, sums];
}

/** Closed days of a program are the sums of its affiliates'. */
async function compareRollUps(stage: Stage, world: World, model: ClickModel) {
  const programOf = new Map(affiliatesOf(world).map(({ id, program }) => [id, program.id]));
  const wanted = new Map<string, { clicks: number; uniques: number; bots: number }>();
  for (const [key, { clicks, uniques, bots }] of model.links) {
    const [affiliate = "", mode, day] = key.split("|");
    const ofProgram = `${programOf.get(affiliate)}|${mode}|${day}`;
    const sum = wanted.get(ofProgram) ?? { clicks: 0, uniques: 0, bots: 0 };
    wanted.set(ofProgram, sum);
    sum.clicks += clicks;
    sum.uniques += uniques;
    sum.bots += bots;
  }
  const comparison = new Comparison("roll-ups of closed days");
  const rows = await rowsOf<Row>(stage, ROLLED_DAYS);
  const rolled = new Map(rows.map(({ key, ...counts }) => [key, counts]));
  const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
  for (const [key, counts] of wanted) {
    const day = key.split("|")[2] ?? "";
    if (rolled.has(key) || day < twoDaysAgo) comparison.equal(key, rolled.get(key), counts);
  }
  return comparison;
}

/** What each counter tells those who watch it, by the API. */
async function compareCounters(stage: Stage, world: World, model: ClickModel) {
  const comparison = new Comparison("totals of each counter, live");
  for (const affiliate of affiliatesOf(world)) {
    const wanted = model.totals.get(`${affiliate.id}|live`);
    const { clicks = 0, uniques = 0, bots = 0 } = wanted ?? {};
    const got = await watchedTotals(stage, affiliate);
    comparison.equal(affiliate.id, got, { clicks, uniques, bots });
  }
  return comparison;
}

async function watchedTotals(stage: Stage, { id, program }: Affiliate): Promise<unknown> {
  const headers = {
    authorization: `Bearer ${program.liveKeys[0]}`,
    "content-type": "application/json",
  };
  const url = `${stage.core}/api/v1/live/tickets`;
  const wanted = JSON.stringify({ affiliate_id: id });
  const { ticket } = await ask<{ ticket: string }>(url, "POST", headers, wanted);
  const socket = new WebSocket(`${stage.core.replace("http", "ws")}/api/v1/live?ticket=${ticket}`);
  try {
    const message = await new Promise<string>((resolve, reject) => {
      socket.addEventListener("message", ({ data }) => resolve(String(data)));
      socket.addEventListener("error", () => reject(new Error(`Nobody could watch ${id}.`)));
      setTimeout(() => reject(new Error(`${id} says nothing.`)), MESSAGE_MS_MAX).unref();
    });
    const { clicks, uniques, bots } = (JSON.parse(message) as { all: Counts }).all;
    return { clicks, uniques, bots };
  } finally {
    socket.close();
  }
}
