import { describe, expect, it } from "vitest";
import {
  type Action,
  ANONYMOUS,
  type ApiKeyActor,
  assertAllowed,
  OPERATOR,
  PERMISSIONS,
  PermissionDenied,
  type Resource,
  refusalOf,
  SCOPES,
  systemActor,
} from "./permission.ts";

const key = (changes: Partial<ApiKeyActor> = {}): ApiKeyActor => ({
  kind: "api_key",
  id: "key_a",
  organizationId: "org_a",
  programId: "prog_a",
  mode: "live",
  scopes: [...SCOPES],
  ...changes,
});
const own: Resource = {
  noun: "program",
  organizationId: "org_a",
  programId: "prog_a",
  mode: "live",
};
const actions = Object.keys(PERMISSIONS) as Action[];

/** The whole table, written a second time by hand: y may, n may not, the scope for a key. */
const TABLE: readonly [action: Action, key: string, operator: string, system: string][] = [
  ["conversion.record", "track:write", "n", "y"],
  ["refund.record", "track:write", "n", "y"],
  ["commission.read", "commissions:read", "y", "y"],
  ["commission.book", "n", "n", "y"],
  ["click.record", "n", "n", "y"],
  ["live.watch", "live:read", "y", "y"],
  ["link.create", "links:write", "n", "y"],
  ["link.edit", "links:write", "n", "y"],
  ["link.end", "links:write", "n", "y"],
  ["affiliate.change_state", "affiliates:write", "n", "y"],
  ["program.edit", "programs:write", "n", "y"],
  ["program.change_state", "programs:write", "n", "y"],
  ["api_key.create", "n", "y", "y"],
  ["api_key.revoke", "n", "y", "y"],
  ["outbox.run", "n", "y", "y"],
  ["job.list", "n", "y", "y"],
  ["job.run", "n", "y", "y"],
  ["click.report", "n", "y", "y"],
  ["dead_letter.keep", "n", "n", "y"],
  ["click.import", "n", "y", "y"],
  ["dead_letter.list", "n", "y", "y"],
  ["dead_letter.replay", "n", "y", "y"],
];

describe("who may do what", () => {
  it.each(TABLE)("%s: key %s, operator %s, system %s", (action, scope, operator, system) => {
    const scopes = scope === "n" ? [...SCOPES] : [scope];
    expect(refusalOf(key({ scopes }), action, own)).toBe(scope === "n" ? "not_allowed" : null);
    expect(refusalOf(OPERATOR, action, own)).toBe(operator === "y" ? null : "not_allowed");
    expect(refusalOf(systemActor("job:x"), action, own)).toBe(
      system === "y" ? null : "not_allowed",
    );
  });

  it("is complete here", () => {
    expect(TABLE.map(([action]) => action).sort()).toEqual([...actions].sort());
  });

  it.each(actions)("nobody unknown may do %s", (action) => {
    expect(refusalOf(ANONYMOUS, action)).toBe("not_allowed");
    expect(refusalOf(ANONYMOUS, action, own)).toBe("not_allowed");
  });

  it.each(actions)("no key without scopes may do %s", (action) => {
    expect(refusalOf(key({ scopes: [] }), action, own)).not.toBeNull();
  });
});

describe("what an API key reaches", () => {
  it.each<[string, Partial<ApiKeyActor>, Partial<Resource>, ReturnType<typeof refusalOf>]>([
    ["its own program", {}, {}, null],
    ["another program of its organization", {}, { programId: "prog_b" }, "foreign"],
    ["its organization as a whole, bound to a program", {}, { programId: undefined }, "foreign"],
    ["any program, not bound to one", { programId: null }, { programId: "prog_b" }, null],
    ["another organization", { programId: null }, { organizationId: "org_b" }, "foreign"],
    ["its program's id in another organization", {}, { organizationId: "org_b" }, "foreign"],
    ["the other mode", {}, { mode: "test" }, "wrong_mode"],
    ["live records with a test key", { mode: "test" }, {}, "wrong_mode"],
    ["what has no mode, with a test key", { mode: "test" }, { mode: undefined }, null],
    ["its program without the scope", { scopes: ["live:read"] }, {}, "missing_scope"],
  ])("%s", (_, actor, resource, refusal) => {
    expect(refusalOf(key(actor), "conversion.record", { ...own, ...resource })).toBe(refusal);
  });

  it("is only judged by its scope while the resource is not known yet", () => {
    expect(refusalOf(key(), "conversion.record")).toBeNull();
    expect(refusalOf(key({ scopes: [] }), "conversion.record")).toBe("missing_scope");
  });
});

describe("asserting a permission", () => {
  it("passes in silence", () => {
    expect(() => assertAllowed(key(), "conversion.record", own)).not.toThrow();
  });

  it("says what was missing", () => {
    const denied = (() => {
      try {
        assertAllowed(key({ scopes: [] }), "commission.read", { ...own, noun: "commission" });
      } catch (error) {
        return error;
      }
    })();
    expect(denied).toBeInstanceOf(PermissionDenied);
    expect(denied).toMatchObject({
      refusal: "missing_scope",
      scope: "commissions:read",
      noun: "commission",
      action: "commission.read",
    });
  });
});
