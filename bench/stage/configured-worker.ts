import type { V4WorkerOptions } from "miniflare";
import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from "wrangler";
import type { Bundle } from "./bundle.ts";
import { SECRETS } from "./secrets.ts";

/** A socket of its own: neither the dev server nor the entry Worker stands in front. */
export const DIRECT = [{ host: "127.0.0.1", port: 0 }];
export const COMPATIBILITY_DATE = "2026-11-01";

/** A Worker as its wrangler.toml has it, but with the secrets of the measurements and without cron. */
export function configuredWorker(config: string, name: string, bundle: Bundle): V4WorkerOptions {
  const { workerOptions } = workerOptionsOf(config);
  const { modulesRules: _rules, rootPath: _root, cronTriggers: _cron, ...options } = workerOptions;
  return {
    ...options,
    name,
    modules: [...bundle.modules],
    bindings: { ...(options.bindings as Record<string, string>), ...SECRETS },
    unsafeDirectSockets: DIRECT,
  };
}
