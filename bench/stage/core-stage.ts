/** The core Worker with everything it binds, in one runtime, and a merchant to measure with. */
import { readdirSync, readFileSync } from "node:fs";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { makeSample } from "../../workers/core/testing/sample.ts";
import { openDb } from "../../workers/db/batch.ts";
import { newId } from "../../workers/lib/ids.ts";
import type { Meter } from "../workers/meter-counts.ts";
import type { FeedOrder } from "../workers/packs.ts";
import { bundleMeteredCore } from "./bundle.ts";
import { configuredWorker } from "./configured-worker.ts";
import { workerdPids } from "./workerd.ts";

const CORE = "trackdesk-core";

async function migrate(db: D1Database): Promise<void> {
  for (const file of readdirSync("migrations")
    .filter((name) => name.endsWith(".sql"))
    .sort()) {
    const statements = readFileSync(`migrations/${file}`, "utf8").split("--> statement-breakpoint");
    await db.batch(statements.filter((text) => text.trim() !== "").map((text) => db.prepare(text)));
  }
}

export async function openCoreStage() {
  const bundle = await bundleMeteredCore();
  const before = new Set(workerdPids());
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      inspectorPort: 0,
      workers: [configuredWorker("wrangler.toml", CORE, bundle)],
    }),
  );
  await miniflare.ready;
  const url = await miniflare.unsafeGetDirectURL(CORE);
  const d1 = (await miniflare.getD1Database("DB", CORE)) as unknown as D1Database;
  await migrate(d1);
  const db = openDb(d1);

  const call = async (path: string, body: unknown = {}, headers: Record<string, string> = {}) => {
    const response = await fetch(new URL(path, url), {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as never;
  };

  return {
    miniflare,
    url,
    d1,
    db,
    call,
    pid: workerdPids().find((pid) => !before.has(pid)),
    meter: async (): Promise<Meter> => ({ ...(await (call("/bench/meter") as Promise<Meter>)) }),
    evict: (affiliate: string) =>
      miniflare.unsafeEvictDurableObject(CORE, "AffiliateCounter", { name: affiliate }),
    /** A program of its own with so many affiliates, each with five links. */
    async merchant(affiliates: number) {
      const sample = await makeSample(db);
      const made = Array.from({ length: affiliates }, () => ({
        id: newId("aff"),
        links: Array.from({ length: 5 }, () => newId("link")),
      }));
      await insertAffiliates(d1, sample.program.id, made);
      return { ...sample, affiliates: made };
    },
    close: () => miniflare.dispose(),
  };
}
export type CoreStage = Awaited<ReturnType<typeof openCoreStage>>;
export type Affiliates = FeedOrder["affiliates"];

/** As sign-up and the link editor would have written them, in two statements. */
async function insertAffiliates(d1: D1Database, program: string, all: Affiliates): Promise<void> {
  const rows = JSON.stringify(all);
  await d1.batch([
    d1
      .prepare(
        `insert into affiliates (id, program_id, code, state, created_at)
         select value ->> 'id', ?, substr(value ->> 'id', -12), 'active', 0 from json_each(?)`,
      )
      .bind(program, rows),
    d1
      .prepare(
        `insert into affiliate_states (affiliate_id, from_at, sequence, state)
         select value ->> 'id', 0, 1, 'active' from json_each(?)`,
      )
      .bind(rows),
    d1
      .prepare(
        `insert into links (id, program_id, affiliate_id, kind, slug, destination, targets, split,
           utm, created_at)
         select l.value, ?, a.value ->> 'id', 'redirect', substr(l.value, -12),
           'https://shop.example/', '[]', '[]', '{}', 0
         from json_each(?) a, json_each(a.value -> 'links') l`,
      )
      .bind(program, rows),
  ]);
}
