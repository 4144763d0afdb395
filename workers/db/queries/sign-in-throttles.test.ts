import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { newId } from "../../lib/ids.ts";
import { openDb } from "../batch.ts";
import { forgetTries, returnTry, takeTry } from "./sign-in-throttles.ts";

const db = openDb(env.DB);
const MINUTE = 60_000;
const NOON = Date.UTC(2026, 2, 1, 12);
const LIMIT = { max: 5, windowMs: 15 * MINUTE, lockMs: 15 * MINUTE };

/** Takes a try at each minute after noon, and answers the last. */
async function takeAt(key: string, minutes: readonly number[]) {
  let last: Awaited<ReturnType<typeof takeTry>> | null = null;
  for (const minute of minutes) last = await takeTry(db, key, NOON + minute * MINUTE, LIMIT);
  return last;
}

describe("tries", () => {
  it.each([
    ["the fifth in a quarter of an hour is the last", [0, 1, 2, 3, 4], { taken: true, count: 5 }],
    ["the sixth is refused", [0, 1, 2, 3, 4, 5], { taken: false, lockedUntil: NOON + 19 * MINUTE }],
    [
      "a lock is not prolonged by knocking",
      [0, 1, 2, 3, 4, 5, 10, 18],
      { taken: false, lockedUntil: NOON + 19 * MINUTE },
    ],
    ["after the lock everything begins anew", [0, 1, 2, 3, 4, 19], { taken: true, count: 1 }],
    ["five within a longer time do not lock", [0, 4, 8, 12, 16, 20], { taken: true, count: 4 }],
    [
      "five in any quarter of an hour lock, however the clock divides it",
      [0, 12, 13, 14, 15, 16, 17],
      { taken: false, lockedUntil: NOON + 31 * MINUTE },
    ],
  ])("%s", async (_, minutes, outcome) => {
    expect(await takeAt(newId("req"), minutes)).toEqual(outcome);
  });

  it("made at once are still five", async () => {
    const key = newId("req");
    const tries = await Promise.all(
      Array.from({ length: 40 }, () => takeTry(db, key, NOON, LIMIT)),
    );
    expect(tries.filter(({ taken }) => taken)).toHaveLength(5);
  });

  it("of one do not count for another", async () => {
    await takeAt(newId("req"), [0, 1, 2, 3, 4, 5]);
    expect(await takeAt(newId("req"), [6])).toEqual({ taken: true, count: 1 });
  });
});

describe("a try given back", () => {
  it("does not count, and takes its lock with it", async () => {
    const key = newId("req");
    await takeAt(key, [0, 1, 2, 3, 4]);
    await returnTry(db, key, NOON + 4 * MINUTE, LIMIT);
    expect(await takeAt(key, [5])).toEqual({ taken: true, count: 5 });
    expect(await takeAt(key, [6])).toMatchObject({ taken: false });
  });

  it("leaves another's lock", async () => {
    const key = newId("req");
    await takeAt(key, [0, 1, 2, 3, 4]);
    await returnTry(db, key, NOON + MINUTE, LIMIT);
    expect(await takeAt(key, [5])).toMatchObject({ taken: false });
  });

  it("is given back once, and no other with it", async () => {
    const key = newId("req");
    await takeAt(key, [0, 0, 1]);
    await returnTry(db, key, NOON, LIMIT);
    await returnTry(db, key, NOON + 7 * MINUTE, LIMIT);
    expect(await takeAt(key, [2])).toEqual({ taken: true, count: 3 });
  });

  it("is nothing where none was taken", async () => {
    const key = newId("req");
    await returnTry(db, key, NOON, LIMIT);
    expect(await takeAt(key, [0])).toEqual({ taken: true, count: 1 });
  });
});

it("forgotten tries never were", async () => {
  const key = newId("req");
  await takeAt(key, [0, 1, 2, 3, 4]);
  await forgetTries(db, key);
  expect(await takeAt(key, [5])).toEqual({ taken: true, count: 1 });
});

it("what may happen once is refused the second time, until its lock ends", async () => {
  const once = { max: 1, windowMs: 2 * MINUTE, lockMs: 2 * MINUTE };
  const key = newId("req");
  expect(await takeTry(db, key, NOON, once)).toEqual({ taken: true, count: 1 });
  expect(await takeTry(db, key, NOON + MINUTE, once)).toMatchObject({ taken: false });
  expect(await takeTry(db, key, NOON + 2 * MINUTE, once)).toMatchObject({ taken: true });
  expect(await takeTry(db, key, NOON + 3 * MINUTE, once)).toMatchObject({ taken: false });
});
