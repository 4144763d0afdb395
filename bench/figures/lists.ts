/**
 * Every list of the API and its reports, over HTTP, in a program with a million conversions, 100,000 links
 * and 10,000 affiliates: how long a page takes, and how many rows it reads.
 */
import { setTimeout } from "node:timers/promises";
import { fullScans } from "../../workers/db/testing/query-plan.ts";
import { type Figure, figure } from "../report/figure.ts";
import { spreadOf } from "../report/statistics.ts";
import type { CoreStage } from "../stage/core-stage.ts";
import { fillHistory } from "../stage/large-history.ts";
import { fillPeople, fillTeam, type LargeProgram } from "../stage/large-people.ts";
import type { Asked } from "../workers/asked.ts";
import { type Asking, askingsOf } from "./list-askings.ts";

export type ListsPlan = {
  readonly conversions: number;
  readonly links: number;
  readonly affiliates: number;
  readonly selling: number;
  readonly rounds: number;
};

const DAYS = 90;
const OTHERS = 50;
/** What a person still takes for "at once" on a screen with other things to load. */
const BUDGET_MS = 150;
/** As wrangler.toml has it: whoever signs in says that he comes from there. */
const BASE_URL = "http://localhost:8787";
const PASSWORD = "a long sentence for a bench";

type Credentials = Readonly<Record<"key" | "person", Record<string, string>>>;

/** Signs a person up, and makes him the owner of the organization. */
async function signIn({ url, d1, call }: CoreStage, organizationId: string): Promise<string> {
  const origin = BASE_URL;
  const email = "owner@bench.example";
  await call("/api/auth/sign-up/email", { name: "Owner", email, password: PASSWORD }, { origin });
  // Made after the answer, so that nobody learns from its time whether an address is known.
  const made =
    "select count(*) as n from credentials c join users u on u.id = c.user_id where email = ?";
  while ((await d1.prepare(made).bind(email).first<number>("n")) !== 1) await setTimeout(50);
  await d1.prepare("update users set email_verified = 1 where email = ?").bind(email).run();
  await d1
    .prepare(
      `insert into members (organization_id, user_id, role, created_at)
       select ?, id, 'owner', 0 from users where email = ?`,
    )
    .bind(organizationId, email)
    .run();
  const response = await fetch(new URL("/api/auth/sign-in/email", url), {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  if (!response.ok) throw new Error(`Sign-in: ${response.status} ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0] ?? "")
    .join("; ");
}

type Answer = { readonly data: readonly unknown[]; readonly next_cursor: string | null };

async function ask(
  { url }: CoreStage,
  credentials: Credentials,
  { path, as = "key" }: Asking,
  cursor: string | null = null,
): Promise<{ ms: number; answer: Answer }> {
  const address = new URL(`/api/v1${path}`, url);
  if (cursor !== null) address.searchParams.set("cursor", cursor);
  const start = performance.now();
  const response = await fetch(address, { headers: credentials[as] });
  const text = await response.text();
  const ms = performance.now() - start;
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return { ms, answer: JSON.parse(text) };
}

/** Median and spread after a first, cold call, with the rows that one call reads. */
async function timed(
  stage: CoreStage,
  credentials: Credentials,
  asking: Asking,
  cursor: string | null,
  rounds: number,
) {
  const times: number[] = [];
  await stage.call("/bench/asked");
  const { answer } = await ask(stage, credentials, asking, cursor);
  const asked = (await stage.call("/bench/asked")) as Asked[];
  for (let round = 0; round < rounds; round++) {
    times.push((await ask(stage, credentials, asking, cursor)).ms);
  }
  return { times, answer, asked: asked.filter(({ sql }) => /^\s*(?:select|with)\b/i.test(sql)) };
}

/** Rows as D1 bills them, of the same statements asked again. */
async function rowsRead({ d1 }: CoreStage, asked: readonly Asked[]): Promise<number> {
  let rows = 0;
  for (const { sql, params } of asked) {
    const { meta } = await d1
      .prepare(sql)
      .bind(...params)
      .all();
    rows += meta.rows_read;
  }
  return rows;
}

/** The cursor of a page far behind: as the API writes it, for the value and id of a row there. */
async function deepCursor({ d1 }: CoreStage, { deep }: Asking): Promise<string | null> {
  if (deep === undefined) return null;
  const row = await d1.prepare(deep).first<{ value: number | string; id: string }>();
  if (row === null) throw new Error(`Nothing far behind: ${deep}`);
  return Buffer.from(JSON.stringify([row.value, row.id])).toString("base64url");
}

const readable = (name: string) => name.replace(/[^a-z0-9_.]+/g, "_");

/** @throws when a query of any of them reads a whole table, with SQLite's statistics or without */
export async function measureLists(
  stage: CoreStage,
  { rounds, ...size }: ListsPlan,
  say: (text: string) => void,
): Promise<Figure[]> {
  const { program, key } = await stage.merchant(1);
  const large: LargeProgram = {
    ...size,
    programId: program.id,
    organizationId: program.organizationId,
    customers: Math.ceil((size.conversions * 2) / 5),
    days: DAYS,
  };
  const cookie = await signIn(stage, large.organizationId);
  // Others beside it, or SQLite's statistics would say that each table is one program's.
  for (let other = 0; other < OTHERS; other++) await stage.merchant(1);
  await fillPeople(stage, large);
  await fillTeam(stage, large);
  say("lists: history");
  await fillHistory(stage, large);
  const credentials = { key: { authorization: `Bearer ${key}` }, person: { cookie } };
  say("lists: asked");
  const figures: Figure[] = [];
  const queries = new Set<string>();
  for (const asking of askingsOf(large)) {
    const pages = [
      { name: asking.name, cursor: null },
      ...(asking.deep === undefined
        ? []
        : [{ name: `${asking.name}.deep`, cursor: await deepCursor(stage, asking) }]),
    ];
    for (const { name, cursor } of pages) {
      const { times, answer, asked } = await timed(stage, credentials, asking, cursor, rounds);
      for (const { sql } of asked) queries.add(sql);
      const note = `${await rowsRead(stage, asked)} rows read, ${answer.data.length} answered`;
      const spread = spreadOf(times);
      figures.push(
        figure(`lists.${readable(name)}`, "ms", spread, { budget: { max: BUDGET_MS }, note }),
      );
      say(`${name}: ${spread.value.toFixed(0)} ms, ${note}`);
    }
  }
  const scans = await fullScans(stage.d1, [...queries]);
  await stage.d1.prepare("analyze").run();
  const withStatistics = await fullScans(stage.d1, [...queries]);
  const found = [...scans, ...withStatistics].map(({ step, query }) => `${step}\n  ${query}`);
  if (found.length > 0) throw new Error(`Queries read a whole table:\n${found.join("\n")}`);
  return figures;
}
