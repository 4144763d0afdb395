import {
  createExecutionContext,
  createMessageBatch,
  createScheduledController,
  getQueueResult,
  waitOnExecutionContext,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { openDb } from "../db/batch.ts";
import { jobRuns } from "../db/schema/operations.ts";
import { newId } from "../lib/ids.ts";
import { JOBS } from "./cron/index.ts";
import core from "./index.ts";
import { makeSample } from "./testing/sample.ts";

const db = openDb(env.DB);

async function deliver(queue: string, body: unknown) {
  const batch = createMessageBatch(queue, [
    { id: newId("req"), timestamp: new Date(), attempts: 1, body },
  ]);
  const execution = createExecutionContext();
  await core.queue(batch, env, execution);
  return getQueueResult(batch, execution);
}

describe("a queue of wrangler.toml", () => {
  it("of clicks is consumed", async () => {
    const { link, affiliate, program } = await makeSample(db);
    const at = Date.now();
    const click = {
      link: link.id,
      program: program.id,
      affiliate: affiliate.id,
      at,
      nonce: "AAAAAAAAAAA",
      visitor: "BBBBBBBBBBB",
    };
    const pack = { id: newId("pack"), at, clicks: [click] };
    const result = await deliver("trackdesk-clicks", pack);
    expect(result.explicitAcks).toHaveLength(1);
    const again = await env.AFFILIATE_COUNTER.getByName(affiliate.id).record([pack]);
    expect(again.fresh.live.clicks).toBe(0);
  });

  it("of events is consumed", async () => {
    const { program } = await makeSample(db);
    const body = { program: program.id, type: "lead", external_id: "l-1" };
    const event = { kind: "browser", id: newId("conv"), at: Date.now(), body };
    expect((await deliver("trackdesk-events", event)).explicitAcks).toHaveLength(1);
  });

  it.each(["trackdesk-clicks-dead", "trackdesk-events-dead"])(
    "%s is consumed: what could not be processed is kept",
    async (queue) => {
      const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
      const before = (await env.ARCHIVE.list()).objects.length;
      expect((await deliver(queue, { some: "thing" })).explicitAcks).toHaveLength(1);
      expect((await env.ARCHIVE.list()).objects).toHaveLength(before + 1);
      warn.mockRestore();
    },
  );

  it("without a consumer keeps its messages", async () => {
    const failing = deliver("trackdesk-unknown", {});
    await expect(failing).rejects.toThrow("No consumer for the queue trackdesk-unknown");
  });
});

describe("the cron", () => {
  it("runs every job with a period that is due, once", async () => {
    await db.delete(jobRuns);
    const run = async () => {
      const execution = createExecutionContext();
      await core.scheduled(createScheduledController(), env, execution);
      await waitOnExecutionContext(execution);
    };
    await Promise.all([run(), run()]);
    const runs = await db.select().from(jobRuns);
    const periodic = JOBS.filter(({ periodMs }) => periodMs !== null).map(({ name }) => name);
    expect(runs.map(({ job }) => job).sort()).toEqual([...periodic].sort());
    for (const { finishedAt, outcome } of runs) {
      expect(finishedAt).not.toBeNull();
      expect(outcome).not.toContain("error");
    }
  });
});
