import { describe, expect, it } from "vitest";
import { parseQuery, queryValue } from "./query.ts";

describe("a query string", () => {
  it.each([
    ["nothing", "", []],
    ["one parameter", "a=1", [["a", "1", "a=1"]]],
    [
      "the same name twice, in order",
      "a=1&a=2",
      [
        ["a", "1", "a=1"],
        ["a", "2", "a=2"],
      ],
    ],
    [
      "a name without a value",
      "a&b=",
      [
        ["a", "", "a"],
        ["b", "", "b="],
      ],
    ],
    ["an equals sign in the value", "a=b=c", [["a", "b=c", "a=b=c"]]],
    ["a plus and an escape", "a=x+y%20z", [["a", "x y z", "a=x+y%20z"]]],
    ["an escaped name", "%74o=1", [["to", "1", "%74o=1"]]],
    ["a broken escape", "a=%zz", [["a", "%zz", "a=%zz"]]],
    ["empty pairs", "&&a=1&", [["a", "1", "a=1"]]],
  ])("with %s", (_, query, pairs) => {
    expect(parseQuery(query).map((pair) => [pair.name, queryValue(pair), pair.raw])).toEqual(pairs);
  });

  it("is cut off after a hundred parameters", () => {
    expect(parseQuery("a=1&".repeat(5_000)).length).toBe(100);
  });
});
