import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { countOutbox, findOutboxRow } from "../../../db/queries/outbox.ts";
import { outbox } from "../../../db/schema/operations.ts";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { testContext } from "../../testing/context.ts";
import type { OutboxHandler, OutboxHandlers } from "./handler.ts";
import { type NewOutboxRow, type OutboxKind, outboxRow } from "./outbox-row.ts";
import { backoff, runDueOutbox, sendSoon } from "./run-due.ts";

const db = openDb(env.DB);
const HOUR_MS = 3_600_000;
beforeEach(async () => {
  await db.delete(outbox);
});

/** Rows of one kind in the outbox, as a verb's batch would have left them. */
async function put(ctx: ReturnType<typeof testContext>, subjects: string[], kind: OutboxKind) {
  const rows = subjects.map((subject) => outboxRow(ctx, kind, subject));
  const batch = new WriteBatch(db);
  batch.insert(outbox, rows);
  await batch.commit();
  return rows;
}
const only = (send: OutboxHandler, coalesce = false): OutboxHandlers => ({
  "conversion.announce": { send, coalesce },
});
const idOf = (rows: NewOutboxRow[]) => rows[0]?.id ?? "";

describe("a row of the outbox", () => {
  it("is sent once and then gone", async () => {
    const ctx = testContext();
    await put(ctx, ["a", "b"], "conversion.announce");
    const sent: string[] = [];
    const handlers = only(async (_, row) => {
      sent.push(row.subjectId);
      return "done";
    });
    expect(await runDueOutbox(ctx, handlers)).toEqual({ sent: 2, later: 0, failed: 0 });
    expect(await runDueOutbox(ctx, handlers)).toEqual({ sent: 0, later: 0, failed: 0 });
    expect(sent.sort()).toEqual(["a", "b"]);
    expect(await countOutbox(db)).toBe(0);
  });

  it("is not lost when its handler fails: it is tried again, later each time, and says why", async () => {
    const ctx = testContext();
    const rows = await put(ctx, ["a"], "conversion.announce");
    const failing = only(async () => {
      throw new Error("receiver is down");
    });
    const delays: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt++) {
      expect(await runDueOutbox(ctx, failing)).toMatchObject({ failed: 1 });
      const row = await findOutboxRow(db, idOf(rows));
      expect(row).toMatchObject({ attempts: attempt, lastError: "receiver is down" });
      const delay = (row?.dueAt ?? 0) - ctx.clock();
      delays.push(delay);
      expect(await runDueOutbox(ctx, failing)).toMatchObject({ failed: 0 });
      ctx.advance(delay);
    }
    expect(delays).toEqual([5_000, 10_000, 20_000, 40_000]);
    expect(
      await runDueOutbox(
        ctx,
        only(async () => "done"),
      ),
    ).toMatchObject({ sent: 1 });
    expect(await countOutbox(db)).toBe(0);
  });

  it("waits at most an hour, however often it failed", () => {
    expect(backoff(1)).toBe(5_000);
    expect(backoff(50)).toBe(HOUR_MS);
    for (let attempts = 1; attempts < 60; attempts++) {
      expect(backoff(attempts + 1)).toBeGreaterThanOrEqual(backoff(attempts));
    }
  });

  it("may ask for another time without having failed", async () => {
    const ctx = testContext();
    const rows = await put(ctx, ["a"], "conversion.announce");
    const at = ctx.clock() + 7_000;
    const later = only(async () => ({ retryAt: at }));
    expect(await runDueOutbox(ctx, later)).toEqual({ sent: 0, later: 1, failed: 0 });
    expect(await findOutboxRow(db, idOf(rows))).toMatchObject({ dueAt: at, lastError: null });
  });

  it("without a handler stays, and is reported", async () => {
    const ctx = testContext();
    const rows = await put(ctx, ["a"], "conversion.announce");
    expect(await runDueOutbox(ctx, {})).toMatchObject({ failed: 1 });
    expect((await findOutboxRow(db, idOf(rows)))?.lastError).toContain("No handler");
    expect(ctx.logged).toContainEqual(expect.objectContaining({ event: "outbox.failed" }));
  });

  it("does not hold up the others when it fails", async () => {
    const ctx = testContext();
    await put(ctx, ["bad", "good"], "conversion.announce");
    const handlers = only(async (_, row) => {
      if (row.subjectId === "bad") throw new Error("no");
      return "done";
    });
    expect(await runDueOutbox(ctx, handlers)).toEqual({ sent: 1, later: 0, failed: 1 });
  });

  it("is one of several for one subject, which a handler of present states settles at once", async () => {
    const ctx = testContext();
    await put(ctx, ["a", "a", "b", "a"], "conversion.announce");
    const sent: string[] = [];
    const handlers = only(async (_, row) => {
      sent.push(row.subjectId);
      return "done";
    }, true);
    expect(await runDueOutbox(ctx, handlers)).toMatchObject({ sent: 4 });
    expect(sent.sort()).toEqual(["a", "b"]);
  });

  it("is handled by the system, whoever asked for the sweep", async () => {
    const ctx = testContext();
    await put(ctx, ["a"], "conversion.announce");
    const actors: unknown[] = [];
    await runDueOutbox(
      ctx,
      only(async ({ actor }) => {
        actors.push(actor);
        return "done";
      }),
    );
    expect(actors).toEqual([{ kind: "system", id: "outbox" }]);
  });
});

describe("sweeps at the same time", () => {
  it("send no row twice", async () => {
    const ctx = testContext();
    await put(
      ctx,
      Array.from({ length: 120 }, (_, index) => `s${index}`),
      "conversion.announce",
    );
    const sent: string[] = [];
    const handlers = only(async (_, row) => {
      sent.push(row.subjectId);
      return "done";
    });
    const reports = await Promise.all([1, 2, 3].map(() => runDueOutbox(ctx, handlers)));
    expect(sent).toHaveLength(120);
    expect(new Set(sent).size).toBe(120);
    expect(reports.reduce((sum, report) => sum + report.sent, 0)).toBe(120);
  });

  it("leave a row to whoever claimed it last, when a sweep outlived its lease", async () => {
    const ctx = testContext();
    const rows = await put(ctx, ["a"], "conversion.announce");
    const slow = only(async () => {
      ctx.advance(10 * 60_000);
      await runDueOutbox(
        ctx,
        only(async () => ({ retryAt: ctx.clock() + HOUR_MS })),
      );
      return "done";
    });
    await runDueOutbox(ctx, slow);
    expect(await findOutboxRow(db, idOf(rows))).toMatchObject({ dueAt: ctx.clock() + HOUR_MS });
  });

  it("are not for everybody", async () => {
    const nobody = testContext({ actor: ANONYMOUS });
    await expect(runDueOutbox(nobody, {})).rejects.toThrow(PermissionDenied);
  });
});

describe("rows just written", () => {
  it("are sent after the answer", async () => {
    const ctx = testContext({ actor: ANONYMOUS });
    const rows = await put(ctx, ["a"], "conversion.announce");
    sendSoon(
      ctx,
      rows,
      only(async () => "done"),
    );
    await ctx.settle();
    expect(await countOutbox(db)).toBe(0);
  });

  it("take some of what was due before along, so that a backlog shrinks with every write", async () => {
    const ctx = testContext();
    await put(
      ctx,
      Array.from({ length: 30 }, (_, index) => `old${index}`),
      "conversion.announce",
    );
    const rows = await put(ctx, ["new"], "conversion.announce");
    const sent: string[] = [];
    sendSoon(
      ctx,
      rows,
      only(async (_, row) => {
        sent.push(row.subjectId);
        return "done";
      }),
    );
    await ctx.settle();
    expect(sent).toContain("new");
    expect(sent).toHaveLength(21);
    expect(await countOutbox(db)).toBe(10);
  });

  it("are left to the sweep beyond the first hundred", async () => {
    const ctx = testContext();
    const subjects = Array.from({ length: 150 }, (_, index) => `s${index}`);
    sendSoon(
      ctx,
      await put(ctx, subjects, "conversion.announce"),
      only(async () => "done"),
    );
    await ctx.settle();
    expect(await countOutbox(db)).toBe(30);
    await runDueOutbox(
      ctx,
      only(async () => "done"),
    );
    expect(await countOutbox(db)).toBe(0);
  });

  it("stay for the sweep when that fails, and the caller learns nothing of it", async () => {
    const ctx = testContext();
    const rows = await put(ctx, ["a"], "conversion.announce");
    sendSoon(
      ctx,
      rows,
      only(async () => {
        throw new Error("no");
      }),
    );
    await ctx.settle();
    expect(await findOutboxRow(db, idOf(rows))).toMatchObject({ attempts: 1, lastError: "no" });
  });

  it("are left alone when they are not due yet", async () => {
    const ctx = testContext();
    const row = outboxRow(ctx, "conversion.announce", "a", {}, ctx.clock() + HOUR_MS);
    const batch = new WriteBatch(db);
    batch.insert(outbox, [row]);
    await batch.commit();
    sendSoon(
      ctx,
      [row],
      only(async () => "done"),
    );
    await ctx.settle();
    expect(await countOutbox(db)).toBe(1);
  });
});
