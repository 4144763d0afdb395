import { sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";

export type DependencyHealth = {
  readonly ok: boolean;
  readonly ms: number;
  /** Only in a word: the error itself is in the log. */
  readonly error?: "failed" | "missing";
};
export type Health = {
  readonly ok: boolean;
  readonly checks: Readonly<Record<"d1" | "kv" | "r2" | "queues", DependencyHealth>>;
};

/** A key that nothing is ever kept under. */
const PROBE_KEY = "health";

async function timed(
  ctx: ServiceContext,
  name: string,
  probe: () => Promise<unknown>,
): Promise<DependencyHealth> {
  const startedAt = ctx.clock();
  try {
    await probe();
    return { ok: true, ms: ctx.clock() - startedAt };
  } catch (error) {
    ctx.logger.error("health.failed", { dependency: name, error });
    return { ok: false, ms: ctx.clock() - startedAt, error: "failed" };
  }
}

/** Asks each dependency for next to nothing. Queues cannot be asked: only that they are bound. */
export async function checkHealth(ctx: ServiceContext): Promise<Health> {
  const { CLICKS_QUEUE, EVENTS_QUEUE, MAILS_QUEUE, LINKS, ARCHIVE } = ctx.env;
  const [d1, kv, r2] = await Promise.all([
    timed(ctx, "d1", () => ctx.db.get(sql`select 1 as one`)),
    timed(ctx, "kv", () => LINKS.get(PROBE_KEY)),
    timed(ctx, "r2", () => ARCHIVE.head(PROBE_KEY)),
  ]);
  const queues: DependencyHealth =
    CLICKS_QUEUE && EVENTS_QUEUE && MAILS_QUEUE
      ? { ok: true, ms: 0 }
      : { ok: false, ms: 0, error: "missing" };
  const checks = { d1, kv, r2, queues };
  return { ok: Object.values(checks).every((check) => check.ok), checks };
}
