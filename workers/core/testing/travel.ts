import { afterEach, beforeEach, vi } from "vitest";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Hashing a password takes long on purpose, and longer on a machine that does much else. */
const TEST_MS_MAX = 30_000;

/** Moves a clock that is held forward. */
export const pass = (ms: number): void => {
  vi.setSystemTime(Date.now() + ms);
};

/** Lets the tests of a file move the clock, which otherwise stands at `start` (UTC ms). */
export function holdTime(start: number = Date.UTC(2026, 2, 2, 12)) {
  vi.setConfig({ testTimeout: TEST_MS_MAX });
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: start });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  return { pass };
}
