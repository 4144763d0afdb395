import { expect, it } from "vitest";
import { retryDelaySeconds } from "./retry-delay.ts";

it.each([
  [1, 2],
  [2, 4],
  [5, 32],
  [11, 2_048],
  [12, 3_600],
  [100, 3_600],
])("after delivery %i a message waits %i seconds", (attempts, seconds) => {
  expect(retryDelaySeconds(attempts)).toBe(seconds);
});
