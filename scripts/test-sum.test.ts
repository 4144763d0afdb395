import { describe, expect, it } from "vitest";
import { sumLine, sumUp, type TestReport } from "./test-sum.ts";

const report = (change: Partial<TestReport>): TestReport => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...change,
});

describe("the last line of `npm test`", () => {
  it.each([
    [{ numPassedTests: 12 }, "12 passed, 0 failed"],
    [{ numPassedTests: 12, numFailedTests: 2 }, "12 passed, 2 failed"],
    [{ numPassedTests: 3, numPendingTests: 1, numTodoTests: 1 }, "3 passed, 0 failed, 2 skipped"],
    [{}, "0 passed, 0 failed"],
  ])("of %j is: %s", (change, line) => {
    expect(sumLine(sumUp(report(change)))).toBe(line);
  });

  it("counts a file that broke before its first test as failed", () => {
    const testResults = [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{}] },
      { status: "passed", assertionResults: [{}] },
    ];
    expect(sumUp(report({ numPassedTests: 1, numFailedTests: 1, testResults }))).toEqual({
      passed: 1,
      failed: 2,
      skipped: 0,
    });
  });
});
