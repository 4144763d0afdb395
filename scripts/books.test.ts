import { describe, expect, it } from "vitest";
import { type BookDifference, proveAll, sayProof } from "./books.ts";

const difference = (own: Partial<BookDifference> = {}): BookDifference => ({
  kind: "commission.ledger",
  rule: "Pending and payable are what is owed",
  subject_id: "com_1",
  organization_id: "org_1",
  mode: "live",
  facts: { currency: "EUR", owed: 1_000, pending: 0, state: null },
  ...own,
});

describe("npm run books", () => {
  it("asks for part after part, each from where the one before ended", async () => {
    const parts = [
      { examined: 3, differences: [], position: { unit: 1 } },
      { examined: 4, differences: [difference()], position: { unit: 2 } },
      { examined: 5, differences: [difference({ subject_id: "com_2" })], position: null },
    ];
    const asked: unknown[] = [];
    const proof = await proveAll(async (position) => {
      asked.push(position);
      const part = parts[asked.length - 1];
      if (part === undefined) throw new Error("Asked too often.");
      return part;
    });
    expect(asked).toEqual([null, { unit: 1 }, { unit: 2 }]);
    expect(proof.examined).toBe(12);
    expect(proof.differences.map(({ subject_id }) => subject_id)).toEqual(["com_1", "com_2"]);
  });

  it("says when all is right", () => {
    expect(sayProof({ examined: 12_345, differences: [] })).toBe(
      "The books are right: 12,345 rows were examined, and nothing differs.",
    );
  });

  it("prints each row that differs, and each rule once", () => {
    const differences = [difference(), difference({ subject_id: "com_2", mode: "test" })];
    expect(sayProof({ examined: 9, differences }).split("\n")).toEqual([
      "The books differ in 2 places; 9 rows were examined.",
      "",
      "check              mode  row    organization  compared",
      "commission.ledger  live  com_1  org_1         currency EUR, owed 1000, pending 0, state none",
      "commission.ledger  test  com_2  org_1         currency EUR, owed 1000, pending 0, state none",
      "",
      "What has to hold:",
      "  commission.ledger: Pending and payable are what is owed.",
    ]);
  });
});
