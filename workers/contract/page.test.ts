import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCursor, toPage, writeCursor } from "./page.ts";

const row = (at: number) => ({ at, id: `link_${at}` });
const page = (rows: { at: number; id: string }[], limit: number) =>
  toPage(
    rows,
    limit,
    ({ at, id }) => ({ value: at, id }),
    ({ id }) => id,
  );

describe("a page", () => {
  it("says where the next one begins only when there is one", () => {
    expect(page([row(3), row(2)], 2)).toEqual({ data: ["link_3", "link_2"], next_cursor: null });
    const { data, next_cursor } = page([row(3), row(2), row(1)], 2);
    expect(data).toEqual(["link_3", "link_2"]);
    expect(readCursor(next_cursor ?? undefined)).toEqual({ value: 2, id: "link_2" });
    expect(page([], 2)).toEqual({ data: [], next_cursor: null });
  });
});

describe("a cursor", () => {
  it("reads what was written", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.maxSafeInteger(), fc.string({ maxLength: 50, unit: "grapheme" })),
        fc.string({ maxLength: 40 }),
        (value, id) => {
          expect(readCursor(writeCursor({ value, id }))).toEqual({
            value: Object.is(value, -0) ? 0 : value,
            id,
          });
        },
      ),
    );
  });

  it.each([["x"], ["e30"], ["W10"], ["bnVsbA"], ["WzEsMl0"], ["äöü"], ["=".repeat(40)]])(
    "that nobody wrote is refused: %s",
    (cursor) => {
      expect(() => readCursor(cursor)).toThrow(
        expect.objectContaining({ code: "request.invalid_cursor" }),
      );
    },
  );

  it("may be absent", () => {
    expect(readCursor(undefined)).toBeNull();
  });
});
