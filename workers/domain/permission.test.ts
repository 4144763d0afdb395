import { describe, expect, it } from "vitest";
import {
  type Actor,
  ANONYMOUS,
  type ApiKeyActor,
  OPERATOR,
  systemActor,
  type TeamMembership,
  type UserActor,
} from "./actor.ts";
import { assertAllowed, PermissionDenied, type Resource, refusalOf } from "./permission.ts";
import { type Action, PERMISSIONS, ruleOf, SCOPES } from "./permission-table.ts";
import { MEMBER_ROLES, type MemberRole } from "./roles.ts";

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

/** The whole table, written a second time by hand: who may, in words. */
const TABLE: readonly [action: Action, who: string][] = [
  ["conversion.record", "key:track:write system"],
  ["refund.record", "key:track:write system"],
  ["conversion.read", "key:conversions:read viewer affiliate:own platform"],
  ["conversion.approve", "key:conversions:write manager"],
  ["conversion.reject", "key:conversions:write manager"],
  ["conversion.reattribute", "key:conversions:write manager"],
  ["review.read", "key:conversions:read viewer"],
  ["review.resolve", "key:conversions:write manager"],
  ["commission.read", "key:commissions:read viewer affiliate:own platform operator system"],
  ["commission.book", "system"],
  ["balance.read", "key:commissions:read viewer affiliate:own platform"],
  ["balance.list", "key:commissions:read viewer platform"],
  ["adjustment.read", "key:commissions:read viewer affiliate:own"],
  ["adjustment.create", "admin"],
  ["customer.read", "key:customers:read viewer"],
  ["report.read", "key:reports:read viewer affiliate:own platform"],
  ["live.watch", "key:live:read viewer affiliate:own operator system"],
  ["link.read", "key:links:read viewer affiliate:own platform"],
  ["link.create", "key:links:write manager affiliate:own system"],
  ["link.edit", "key:links:write manager affiliate:own system"],
  ["link.end", "key:links:write manager affiliate:own system"],
  ["link.import", "key:links:write manager"],
  ["coupon.read", "key:links:read viewer affiliate:own"],
  ["coupon.validate", "key:links:read viewer"],
  ["coupon.write", "key:links:write manager"],
  ["affiliate.list", "key:affiliates:read viewer platform"],
  ["affiliate.read", "key:affiliates:read viewer affiliate:own platform"],
  ["affiliate.create", "key:affiliates:write manager"],
  ["affiliate.edit", "key:affiliates:write manager"],
  ["affiliate.change_state", "key:affiliates:write manager system"],
  ["affiliate.apply", "self"],
  ["affiliate.leave", "affiliate:own"],
  ["affiliate.accept_terms", "affiliate:own"],
  ["affiliate.set_payee", "manager affiliate:own"],
  ["affiliate.read_notes", "key:affiliates:read viewer"],
  ["affiliate.write_notes", "key:affiliates:write manager"],
  ["application.read", "key:affiliates:read viewer"],
  ["application.decide", "key:affiliates:write manager"],
  ["payee.read", "key:affiliates:read viewer self"],
  ["payee.list", "key:affiliates:read viewer"],
  ["payee.create", "manager"],
  ["payee.write", "manager self"],
  ["payee.write_own", "affiliate:own"],
  ["program.read", "key:programs:read viewer affiliate:program platform"],
  ["program.read_public", "anyone"],
  ["program.create", "admin"],
  ["program.edit", "key:programs:write admin system"],
  ["program.change_state", "key:programs:write admin system"],
  ["domain.write", "key:programs:write admin"],
  ["terms.read", "key:programs:read viewer affiliate:program"],
  ["terms.write", "key:programs:write admin"],
  ["group.read", "key:programs:read viewer"],
  ["group.write", "key:programs:write manager"],
  ["reward.read", "key:programs:read viewer affiliate:program"],
  ["reward.write", "key:programs:write admin"],
  ["creative.read", "key:programs:read viewer affiliate:program"],
  ["creative.read_file", "anyone"],
  ["creative.write", "key:programs:write manager"],
  ["organization.create", "self"],
  ["organization.list", "key:programs:read viewer self platform"],
  ["organization.read", "key:programs:read viewer platform"],
  ["organization.edit", "admin"],
  ["organization.set_policy", "owner"],
  ["member.read", "viewer platform"],
  ["member.edit", "admin"],
  ["member.leave", "viewer"],
  ["invitation.read", "manager"],
  ["invitation.create", "admin"],
  ["invitation.resend", "manager"],
  ["invitation.revoke", "manager"],
  ["invitation.look_up", "anyone"],
  ["invitation.accept", "self"],
  ["api_key.read", "admin"],
  ["api_key.create", "admin operator system"],
  ["api_key.revoke", "admin operator system"],
  ["audit.read", "key:audit:read admin platform"],
  ["account.read", "self"],
  ["account.edit", "self"],
  ["account.export", "self"],
  ["account.delete", "self"],
  ["account.collect_export", "system"],
  ["account.erase", "system"],
  ["user.read_photo", "viewer self platform"],
  ["platform.read", "platform operator"],
  ["platform.edit", "platform operator"],
  ["platform_admin.add", "operator"],
  ["platform_admin.remove", "operator"],
  ["books.prove", "platform operator system"],
  ["job.list", "platform operator system"],
  ["job.run", "platform operator system"],
  ["dead_letter.list", "platform operator system"],
  ["dead_letter.replay", "platform operator system"],
  ["dead_letter.keep", "system"],
  ["outbox.run", "operator system"],
  ["click.record", "system"],
  ["click.import", "operator system"],
  ["mail.send", "system"],
];

const user = (changes: Partial<UserActor> = {}): UserActor => ({
  kind: "user",
  id: "usr_a",
  sessionId: "ses_a",
  twoFactor: true,
  teams: [],
  affiliates: [],
  platformAdmin: false,
  ...changes,
});
const member = (role: MemberRole, changes: Partial<TeamMembership> = {}) =>
  user({ teams: [{ organizationId: "org_a", role, requiresTwoFactor: false, ...changes }] });
const affiliate = (affiliateId = "aff_a", programId = "prog_a") =>
  user({ affiliates: [{ affiliateId, programId, organizationId: "org_a" }] });
const ofAffiliate: Resource = { ...own, noun: "affiliate", affiliateId: "aff_a" };

const words = (who: string) => who.split(" ");
const starting = (who: string, start: string) =>
  words(who)
    .find((word) => word.startsWith(start))
    ?.slice(start.length);

describe("who may do what", () => {
  it.each(TABLE)("%s: %s", (action, who) => {
    const may = (actor: Actor, resource: Resource = own) =>
      refusalOf(actor, action, resource) === null;
    if (words(who).includes("anyone")) {
      expect(may(ANONYMOUS)).toBe(true);
      return;
    }
    const scope = starting(who, "key:");
    expect(may(key({ scopes: scope === undefined ? [...SCOPES] : [scope] }))).toBe(
      scope !== undefined,
    );
    expect(may(key({ scopes: SCOPES.filter((one) => one !== scope) }))).toBe(false);
    const least = MEMBER_ROLES.findIndex((role) => words(who).includes(role));
    for (const [rank, role] of MEMBER_ROLES.entries()) {
      expect(may(member(role)), role).toBe(least >= 0 && rank >= least);
    }
    expect(may(affiliate(), ofAffiliate)).toBe(starting(who, "affiliate:") !== undefined);
    expect(may(affiliate())).toBe(starting(who, "affiliate:") === "program");
    expect(may(user(), { ...own, userId: "usr_a" })).toBe(words(who).includes("self"));
    expect(may(user({ platformAdmin: true }))).toBe(words(who).includes("platform"));
    expect(may(OPERATOR)).toBe(words(who).includes("operator"));
    expect(may(systemActor("job:x"))).toBe(words(who).includes("system"));
  });

  it("is complete here", () => {
    expect(TABLE.map(([action]) => action).sort()).toEqual([...actions].sort());
  });

  const guarded = actions.filter((action) => ruleOf(action).anyone !== true);

  it.each(guarded)("nobody unknown may do %s", (action) => {
    expect(refusalOf(ANONYMOUS, action)).toBe("signed_out");
    expect(refusalOf(ANONYMOUS, action, own)).toBe("signed_out");
  });

  it.each(guarded)("whoever has signed in may not do %s to a foreign organization's", (action) => {
    const foreign = {
      ...ofAffiliate,
      organizationId: "org_b",
      programId: "prog_b",
      affiliateId: "aff_b",
    };
    for (const role of MEMBER_ROLES)
      expect(refusalOf(member(role), action, foreign)).toBe("foreign");
    expect(refusalOf(affiliate(), action, foreign)).toBe("foreign");
  });

  it.each(guarded)("no affiliate may do %s to another affiliate's", (action) => {
    expect(refusalOf(affiliate("aff_b"), action, ofAffiliate)).toBe("foreign");
  });

  it.each(guarded)("no key without scopes may do %s", (action) => {
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

describe("two factors", () => {
  const asked = { requiresTwoFactor: true };
  it("are asked of members by an organization's policy", () => {
    expect(refusalOf({ ...member("owner", asked), twoFactor: false }, "link.read", own)).toBe(
      "two_factor_required",
    );
    expect(refusalOf(member("owner", asked), "link.read", own)).toBeNull();
    expect(refusalOf({ ...member("owner"), twoFactor: false }, "link.read", own)).toBeNull();
  });

  it("are always asked of platform admins", () => {
    const admin = user({ platformAdmin: true });
    expect(refusalOf(admin, "job.run")).toBeNull();
    expect(refusalOf({ ...admin, twoFactor: false }, "job.run", own)).toBe("two_factor_required");
    expect(refusalOf({ ...admin, twoFactor: false }, "job.run")).toBe("not_allowed");
  });

  it("are not asked of somebody for what the role would not allow anyway", () => {
    const viewer = { ...member("viewer", asked), twoFactor: false };
    expect(refusalOf(viewer, "link.create", own)).toBe("not_allowed");
  });
});

describe("a person who is several things", () => {
  const both = {
    ...member("viewer"),
    affiliates: affiliate().affiliates,
  };

  it("may what any of them allows", () => {
    expect(refusalOf(both, "link.create", ofAffiliate)).toBeNull();
    expect(refusalOf(both, "link.create", { ...ofAffiliate, affiliateId: "aff_b" })).toBe(
      "not_allowed",
    );
    expect(refusalOf(both, "customer.read", own)).toBeNull();
  });

  it("is judged by the action alone while the resource is not known", () => {
    expect(refusalOf(user(), "link.create")).toBeNull();
    expect(refusalOf(user(), "job.run")).toBe("not_allowed");
    expect(refusalOf(user(), "commission.book")).toBe("not_allowed");
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
