/** Lets a run come to rest: what is due is done, and what would take an hour takes none. */
import { setTimeout as wait } from "node:timers/promises";
import { Comparison, type Finding } from "./findings.ts";
import { ask, OPERATOR } from "./http.ts";
import type { Stage } from "./stage.ts";
import type { Weather } from "./weather.ts";

const TWO_HOURS_MS = 2 * 3_600_000;
const ROUNDS_MAX = 400;
/** A counter writes 15 s after it counted, later where it failed. */
const ALARMS_MS_MAX = 25_000;
const POLL_MS = 500;

const waitingRows = async ({ d1 }: Stage): Promise<number> => {
  const row = await d1.prepare("select count(*) as n from outbox").first<{ n: number }>();
  return row?.n ?? 0;
};

/** Sends what the outbox holds. The last that wait do so for clicks that will not come: time passes. */
export async function settleOutbox(stage: Stage, weather: Weather): Promise<void> {
  let before = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const rows = await waitingRows(stage);
    if (rows === 0) return;
    const aged = rows === before ? `, created_at = created_at - ${TWO_HOURS_MS}` : "";
    before = rows;
    await stage.d1.prepare(`update outbox set due_at = 0${aged}`).run();
    await weather.sweep();
  }
}

/**
 * Waits until the counters' alarms have written their day totals.
 * @param missing how much the database still differs; it waits on while that changes
 */
export async function settleCounters(missing: () => Promise<number>): Promise<void> {
  let before = Number.NaN;
  for (let since = Date.now(); Date.now() - since < ALARMS_MS_MAX; await wait(POLL_MS)) {
    const now = await missing();
    if (now === 0) return;
    if (now !== before) since = Date.now();
    before = now;
  }
}

/** Does the writes that were given up and are still under way, and runs what a cron runs. */
export async function settleRest(stage: Stage): Promise<void> {
  await ask(`${stage.core}/chaos/late`);
  for (const job of ["roll-up-click-days", "book-click-rewards"]) {
    const url = `${stage.core}/api/v1/operator/jobs/${job}/run`;
    await ask(url, "POST", OPERATOR);
  }
}

/** Nothing is left over: no side effect, no dead letter, no question to a person. */
export async function compareLeftovers(stage: Stage): Promise<Finding> {
  const comparison = new Comparison("left over: outbox, dead letters, reviews");
  comparison.equal("outbox", await waitingRows(stage), 0);
  const reviews = await stage.d1.prepare("select facts from reviews").all();
  comparison.equal("reviews", reviews.results.slice(0, 2), []);
  const url = `${stage.core}/api/v1/operator/dead-letters`;
  const { dead_letters } = await ask<{ dead_letters: unknown[] }>(url, "GET", OPERATOR);
  return comparison.equal("dead letters", dead_letters.slice(0, 2), []).finding;
}
