import { describe, expect, it } from "vitest";
import { stateAt, stepAt } from "./states.ts";

describe("a dated history", () => {
  const history = [
    { state: "active", fromAt: 100 },
    { state: "suspended", fromAt: 200 },
    { state: "active", fromAt: 300 },
  ] as const;

  it.each([
    [99, null],
    [100, "active"],
    [199, "active"],
    [200, "suspended"],
    [299, "suspended"],
    [300, "active"],
    [9_999, "active"],
  ])("at %d is %s", (at, expected) => {
    expect(stateAt<string>(history, at)).toBe(expected);
  });

  it("does not depend on the order of its steps", () => {
    expect(stateAt([...history].reverse(), 250)).toBe("suspended");
  });

  it("lets the step listed last win when two start together", () => {
    const twice = [
      { state: "active", fromAt: 100 },
      { state: "banned", fromAt: 100 },
    ] as const;
    expect(stepAt<string>(twice, 100)?.state).toBe("banned");
  });
});
