import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Report } from "../../../domain/report.ts";
import { listsOf } from "./lists.ts";
import type { Submission } from "./submission.ts";

const submission = (characters: number): Submission => ({
  report: { externalId: "x".repeat(characters) } as Report,
  hash: "",
  tokens: [],
  codes: [],
  idempotency: null,
});

const sizes = (list: readonly Submission[][]) => list.map(({ length }) => length);

describe("lists that D1 can take", () => {
  it.each<[string, number[], number[]]>([
    ["nothing", [], []],
    ["one report", [10], [1]],
    ["as many as go together", Array(100).fill(10), [100]],
    ["one more than go together", Array(101).fill(10), [100, 1]],
    ["a whole bulk upload", Array(500).fill(10), [100, 100, 100, 100, 100]],
    ["heavy ones", Array(5).fill(140_000), [2, 2, 1]],
    ["one that is too heavy for company", [10, 900_000, 10], [1, 1, 1]],
  ])("%s", (_, characters, expected) => {
    expect(sizes(listsOf(characters.map(submission)))).toEqual(expected);
  });

  it("keep every report, in order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 30 }), (all) => {
        const submissions = all.map(submission);
        const lists = listsOf(submissions);
        expect(lists.flat()).toEqual(submissions);
        expect(lists.every((list) => list.length > 0)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});
