import { availableParallelism } from "node:os";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** Secrets for tests only; the real ones come from .dev.vars or `wrangler secret`. */
const testSecrets = {
  CLICK_TOKEN_KEYS: "1:dGVzdC1jbGljay10b2tlbi1rZXktMDAwMDAwMDAwMDE",
  VISITOR_SECRET: "dGVzdC12aXNpdG9yLXNlY3JldC0wMDAwMDAwMDAwMDE",
  SIGNING_SECRET: "dGVzdC1zaWduaW5nLXNlY3JldC0wMDAwMDAwMDAwMDE",
  OPERATOR_TOKEN: "dGVzdC1vcGVyYXRvci10b2tlbi0wMDAwMDAwMDAwMDE",
};

export default defineConfig({
  test: {
    // Two, also where there are two cores: a worker spends half of its time waiting for its runtime.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: "pure",
          include: [
            "workers/{domain,lib,contract}/**/*.test.ts",
            "{scripts,bench,clients}/**/*.test.ts",
          ],
        },
      },
      {
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: { ...testSecrets, TEST_MIGRATIONS: await readD1Migrations("migrations") },
            },
          })),
        ],
        test: {
          name: "core",
          // A machine may be busy; nothing is proven by how long a test takes.
          testTimeout: 30_000,
          hookTimeout: 30_000,
          include: ["workers/{core,db}/**/*.test.ts"],
          setupFiles: ["test/support/migrate.ts", "test/support/query-plans.ts"],
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./workers/edge/wrangler.toml" },
            miniflare: {
              bindings: { ...testSecrets, CLICK_BUFFER_MS: "40" },
              workers: [
                {
                  name: "trackdesk-core",
                  compatibilityDate: "2026-11-01",
                  modules: true,
                  scriptPath: "./workers/edge/testing/core-stand-in.js",
                  queueConsumers: {
                    "trackdesk-clicks": { maxBatchTimeout: 0 },
                    "trackdesk-events": { maxBatchTimeout: 0 },
                  },
                },
              ],
            },
          }),
        ],
        test: { name: "edge", include: ["workers/edge/**/*.test.ts"] },
      },
      {
        test: {
          name: "flows",
          include: ["test/{flows,e2e}/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
