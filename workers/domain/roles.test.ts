import { describe, expect, it } from "vitest";
import { isAtLeast, MEMBER_ROLES } from "./roles.ts";

describe("a role", () => {
  it.each([
    ["owner", "admin", true],
    ["admin", "owner", false],
    ["manager", "manager", true],
    ["viewer", "manager", false],
    ["admin", "viewer", true],
  ] as const)("of %s may do what asks for %s: %s", (role, needed, expected) => {
    expect(isAtLeast(role, needed)).toBe(expected);
  });

  it("may do all that lower ones may", () => {
    for (const [rank, role] of MEMBER_ROLES.entries()) {
      expect(MEMBER_ROLES.filter((needed) => isAtLeast(role, needed))).toHaveLength(rank + 1);
    }
  });
});
