/**
 * Watches what the product asks of D1 while its tests run, and fails a file of tests when one of those
 * queries reads a whole table: so every query is proven to use an index, also one that is added later.
 */
import { env } from "cloudflare:workers";
import { afterAll } from "vitest";
import { fullScans } from "../../workers/db/testing/query-plan.ts";

/** Frames between a query and the code that asks it. */
const PLUMBING = /node_modules|workers\/db\/(?:batch|raw-rows|json-list)\.ts|test\/support/;
const ASKED_BY_TEST = /\.test\.ts|\/testing\//;
const FRAMES_MAX = 40;

/** The nearest frame of ours on the stack; tests may read whole tables, the product may not. */
function askedByProduct(): boolean {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES_MAX;
  const frames = new Error("where").stack?.split("\n").slice(1) ?? [];
  Error.stackTraceLimit = limit;
  const nearest = frames.find((frame) => /workers\//.test(frame) && !PLUMBING.test(frame));
  return nearest !== undefined && !ASKED_BY_TEST.test(nearest);
}

const asked = new Set<string>();
const d1 = Object.getPrototypeOf(env.DB) as D1Database;
const prepare = d1.prepare;
d1.prepare = function (this: D1Database, query: string) {
  if (askedByProduct()) asked.add(query);
  return prepare.call(this, query);
};

afterAll(async () => {
  d1.prepare = prepare;
  const scans = await fullScans(env.DB, [...asked]);
  if (scans.length > 0) {
    const list = scans.map(({ query, step }) => `${step}\n    ${query.replace(/\s+/g, " ")}`);
    throw new Error(`These queries read a whole table:\n  ${list.join("\n  ")}`);
  }
});
