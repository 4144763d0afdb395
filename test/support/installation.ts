/** Edge and core together, in one local runtime, with a merchant in the database. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createTestHarness } from "wrangler";
import { makeSample } from "../../workers/core/testing/sample.ts";
import { openDb } from "../../workers/db/batch.ts";

const SECRETS = {
  CLICK_TOKEN_KEYS: "1:dGVzdC1jbGljay10b2tlbi1rZXktMDAwMDAwMDAwMDE",
  VISITOR_SECRET: "dGVzdC12aXNpdG9yLXNlY3JldC0wMDAwMDAwMDAwMDE",
  SIGNING_SECRET: "dGVzdC1zaWduaW5nLXNlY3JldC0wMDAwMDAwMDAwMDE",
  OPERATOR_TOKEN: "dGVzdC1vcGVyYXRvci10b2tlbi0wMDAwMDAwMDAwMDE",
};

/** A person's browser: what a bare client sends would be counted as a bot. */
export const PERSON =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";

type CoreEnv = {
  DB: D1Database;
  LINKS: KVNamespace;
  AFFILIATE_COUNTER: DurableObjectNamespace;
};

/** The core's configuration with the switches of test/support/core-with-switches.ts in front. */
function switchedConfig(folder: string): string {
  const text = readFileSync("wrangler.toml", "utf8")
    .replace(
      /^main = .*$/m,
      `main = ${JSON.stringify(resolve("test/support/core-with-switches.ts"))}`,
    )
    .replace(/^migrations_dir = .*$/m, `migrations_dir = ${JSON.stringify(resolve("migrations"))}`);
  const path = join(folder, "wrangler.toml");
  writeFileSync(path, text);
  return path;
}

/**
 * Starts both Workers. `close` when done.
 * @param options.vars of the edge Worker
 */
export async function startInstallation(options: { vars?: Record<string, string> } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "trackdesk-flow-"));
  const harness = createTestHarness({
    workers: [
      {
        configPath: "workers/edge/wrangler.toml",
        secrets: SECRETS,
        vars: { CLICK_BUFFER_MS: "50", ...options.vars },
      },
      {
        configPath: switchedConfig(folder),
        secrets: SECRETS,
        // Vitest sets a BASE_URL of its own in the process, which wrangler would take.
        vars: { BASE_URL: "http://localhost:8787" },
      },
    ],
  });
  const { url } = await harness.listen();
  const core = harness.getWorker<CoreEnv>("trackdesk-core");
  const edge = harness.getWorker("trackdesk-edge");
  await core.applyD1Migrations("DB");
  const env = await core.getEnv();
  const db = openDb(env.DB);

  const operator = (path: string, init: RequestInit = {}) =>
    core.fetch(`http://localhost/api/v1/operator${path}`, {
      method: "POST",
      ...init,
      headers: { authorization: `Bearer ${SECRETS.OPERATOR_TOKEN}`, ...init.headers },
    } as never);

  return {
    url,
    harness,
    core,
    edge,
    env,
    db,
    operator,
    /** A merchant whose links are in KV. */
    async merchant(overrides: Parameters<typeof makeSample>[1] = {}) {
      const sample = await makeSample(db, overrides);
      const answer = await operator("/jobs/rebuild-links/run");
      if (!answer.ok) throw new Error(`Links were not written: ${await answer.text()}`);
      return sample;
    },
    /** Follows a link as a person does. */
    follow: (slug: string, init: RequestInit = {}) =>
      edge.fetch(`http://localhost/r/${slug}`, {
        redirect: "manual",
        ...init,
        headers: { "user-agent": PERSON, ...init.headers },
      } as never),
    switch: (query: string) => core.fetch(`http://localhost/switch?${query}`, { method: "POST" }),
    async close() {
      await harness.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Installation = Awaited<ReturnType<typeof startInstallation>>;
