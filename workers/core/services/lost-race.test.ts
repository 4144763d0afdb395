import { describe, expect, it } from "vitest";
import { StaleWriteError } from "../../db/batch.ts";
import { isLostRace, retryLostRace } from "./lost-race.ts";

const failing = (times: number, error: Error) => {
  let calls = 0;
  const work = async () => {
    if (++calls <= times) throw error;
    return calls;
  };
  return { work, calls: () => calls };
};

describe("a write that lost a race", () => {
  it("is decided again from the start", async () => {
    const { work } = failing(3, new StaleWriteError("guard"));
    expect(await retryLostRace(work)).toBe(4);
  });

  it("is given up after losing five times in a row", async () => {
    const { work, calls } = failing(99, new StaleWriteError("guard"));
    await expect(retryLostRace(work)).rejects.toThrow(StaleWriteError);
    expect(calls()).toBe(5);
  });

  it("is told from other failures, which are not repeated", async () => {
    const { work, calls } = failing(99, new Error("D1 is down"));
    await expect(retryLostRace(work)).rejects.toThrow("D1 is down");
    expect(calls()).toBe(1);
    expect(isLostRace(new Error("D1 is down"))).toBe(false);
    expect(isLostRace(new StaleWriteError("guard"))).toBe(true);
  });
});
