/** Edge and core with their wrappers in one local runtime, each on a socket of its own. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readD1Migrations } from "@cloudflare/vitest-plugin";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { type Db, openDb } from "../workers/db/batch.ts";
import { bundleCore, bundleEdge } from "./bundle.ts";
import type { FaultName } from "./faults.ts";
import { OPERATOR_TOKEN } from "./http.ts";

/** For this run's runtime only, which listens on the loopback. */
const SECRETS = {
  CLICK_TOKEN_KEYS: "1:dGVzdC1jbGljay10b2tlbi1rZXktMDAwMDAwMDAwMDE",
  VISITOR_SECRET: "dGVzdC12aXNpdG9yLXNlY3JldC0wMDAwMDAwMDAwMDE",
  SIGNING_SECRET: "dGVzdC1zaWduaW5nLXNlY3JldC0wMDAwMDAwMDAwMDE",
  OPERATOR_TOKEN,
};
/** How long a click may wait in an isolate, ms. */
const CLICK_BUFFER_MS = 300;
/** A file system in memory, where there is one: a run that ends leaves nothing that a disk must keep. */
const MEMORY = "/dev/shm";
const COMMON = { compatibilityDate: "2026-11-01", modules: true } as const;
const HOST = "127.0.0.1";
const consumer = { maxBatchSize: 100, maxBatchTimeout: 0.1, maxRetries: 100 };

export type Stage = {
  /** Origins. */
  readonly edge: string;
  readonly core: string;
  readonly d1: D1Database;
  readonly db: Db;
  readonly close: () => Promise<void>;
};

/** Starts both Workers with an empty database. */
export async function openStage(fault: FaultName | null): Promise<Stage> {
  const [core, edge] = await Promise.all([bundleCore(fault), bundleEdge()]);
  const options = convertV4MiniflareOptions({
    workers: [
      {
        ...COMMON,
        name: "trackdesk-edge",
        script: edge,
        bindings: {
          ...SECRETS,
          ENVIRONMENT: "test",
          CLICK_BUFFER_MS: String(CLICK_BUFFER_MS),
          APP_HOSTS: "localhost,127.0.0.1",
        },
        kvNamespaces: { LINKS: "links" },
        queueProducers: { CLICKS_QUEUE: "trackdesk-clicks", EVENTS_QUEUE: "trackdesk-events" },
        serviceBindings: { CORE: { name: "trackdesk-core", entrypoint: "EdgeGateway" } },
        ratelimits: {
          EVENT_RATE_LIMIT: { namespace_id: "1002", simple: { limit: 100, period: 10 } },
        },
        unsafeDirectSockets: [{ host: HOST, port: 0 }],
      },
      {
        ...COMMON,
        name: "trackdesk-core",
        script: core,
        compatibilityFlags: ["nodejs_als"],
        bindings: {
          ...SECRETS,
          ENVIRONMENT: "test",
          API_HOSTS: "localhost,127.0.0.1",
          BASE_URL: "http://localhost:8787",
          CLICK_TOTALS_MS: "15000",
          EMAIL_TRANSPORT: "inbox",
          EMAIL_FROM: "no-reply@trackdesk.example",
        },
        d1Databases: { DB: "trackdesk" },
        kvNamespaces: { LINKS: "links" },
        r2Buckets: { ARCHIVE: "archive", FILES: "files" },
        queueProducers: {
          CLICKS_QUEUE: "trackdesk-clicks",
          EVENTS_QUEUE: "trackdesk-events",
          MAILS_QUEUE: "trackdesk-mails",
        },
        queueConsumers: { "trackdesk-clicks": consumer, "trackdesk-events": consumer },
        durableObjects: {
          AFFILIATE_COUNTER: { className: "AffiliateCounter", useSQLite: true },
          PROGRAM_FEED: { className: "ProgramFeed", useSQLite: true },
        },
        ratelimits: {
          API_RATE_LIMIT: { namespace_id: "1001", simple: { limit: 1_000, period: 10 } },
        },
        unsafeDirectSockets: [{ host: HOST, port: 0 }],
      },
    ],
  });
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), "trackdesk-chaos-"));
  const runtime = new Miniflare({
    ...options,
    resourcePersistencePath: folder,
    handleStructuredLogs: () => {},
  });
  await runtime.ready;
  const origin = async (name: string) => (await runtime.unsafeGetDirectURL(name)).origin;
  const d1 = (await runtime.getD1Database("DB", "trackdesk-core")) as unknown as D1Database;
  await migrate(d1);
  return {
    edge: await origin("trackdesk-edge"),
    core: await origin("trackdesk-core"),
    d1,
    db: openDb(d1),
    async close() {
      await runtime.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function migrate(d1: D1Database): Promise<void> {
  for (const { queries } of await readD1Migrations("migrations")) {
    await d1.batch(queries.map((query) => d1.prepare(query)));
  }
}
