import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { idempotencyRecords } from "../../../db/schema/operations.ts";
import { prune } from "../../cron/prune.ts";
import { testContext } from "../../testing/context.ts";
import { idempotencyRow } from "./idempotency-row.ts";
import { KEPT_DAYS } from "./prune.ts";

const db = openDb(env.DB);
const DAY_MS = 86_400_000;
beforeEach(async () => {
  await db.delete(idempotencyRecords);
});

/** `count` answers given `days` before now. */
async function answered(now: number, days: number, count: number) {
  const batch = new WriteBatch(db);
  const createdAt = now - days * DAY_MS;
  batch.insert(
    idempotencyRecords,
    Array.from({ length: count }, (_, index) => ({
      callerId: "key_a",
      key: `${days}-${index}`,
      mode: "live" as const,
      bodyHash: "h",
      status: 201,
      answer: {},
      createdAt,
    })),
  );
  await batch.commit();
}

describe("answers to Idempotency-Keys", () => {
  it(`are kept ${KEPT_DAYS} days, and deleted after that`, async () => {
    const ctx = testContext();
    await answered(ctx.clock(), KEPT_DAYS + 1, 3);
    await answered(ctx.clock(), KEPT_DAYS, 2);
    await answered(ctx.clock(), 0, 1);
    expect(await prune.run(ctx)).toMatchObject({ idempotency_records: 3 });
    expect(await db.$count(idempotencyRecords)).toBe(3);
    expect(await prune.run(ctx)).toMatchObject({ idempotency_records: 0 });
  });

  it("are deleted in steps, however many there are", async () => {
    const ctx = testContext();
    await answered(ctx.clock(), KEPT_DAYS + 5, 2_500);
    expect(await prune.run(ctx)).toMatchObject({ idempotency_records: 2_500 });
  });

  it("are recorded only for callers who sent a key", () => {
    expect(idempotencyRow(testContext(), 201, {})).toEqual([]);
    const idempotency = { callerId: "key_a", key: "k", mode: "test", bodyHash: "h" } as const;
    const ctx = testContext({ idempotency });
    expect(idempotencyRow(ctx, 201, { id: 1 })).toEqual([
      { ...idempotency, status: 201, answer: { id: 1 }, createdAt: ctx.clock() },
    ]);
  });
});
