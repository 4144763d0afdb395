import { expect, it } from "vitest";
import { inParallel } from "./in-parallel.ts";

it.each([
  ["no items", 0, 6, 0],
  ["fewer than are allowed", 3, 6, 3],
  ["many", 40, 6, 6],
])("does %s, never more than allowed at once", async (_, items, atOnce, expected) => {
  const done: number[] = [];
  let running = 0;
  let most = 0;
  await inParallel(
    Array.from({ length: items }, (_, index) => index),
    atOnce,
    async (item) => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      done.push(item);
    },
  );
  expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: items }, (_, index) => index));
  expect(most).toBe(expected);
});

it("passes on a throw", async () => {
  const work = async () => {
    throw new Error("no");
  };
  await expect(inParallel([1, 2], 6, work)).rejects.toThrow("no");
});
