import { describe, expect, it } from "vitest";
import { camelKeys, camelName, snakeKeys, snakeName } from "./key-case.ts";

describe("names of fields", () => {
  it.each([
    ["basis_points", "basisPoints"],
    ["link_ids", "linkIds"],
    ["kind", "kind"],
    ["a_b_c", "aBC"],
  ])("%s is %s", (snake, camel) => {
    expect(camelName(snake)).toBe(camel);
    expect(snakeName(camel)).toBe(snake);
  });

  it("are changed all the way down, values never", () => {
    const api = { event_name: "a_b", steps: [{ basis_points: 1 }, null], of: { x_y: "X" } };
    const own = { eventName: "a_b", steps: [{ basisPoints: 1 }, null], of: { xY: "X" } };
    expect(camelKeys(api)).toEqual(own);
    expect(snakeKeys(own)).toEqual(api);
  });
});
