import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { members } from "../../../db/schema/members.ts";
import { auditEvents } from "../../../db/schema/operations.ts";
import { organizations } from "../../../db/schema/organizations.ts";
import { users } from "../../../db/schema/users.ts";
import { ANONYMOUS, OPERATOR } from "../../../domain/actor.ts";
import { callApi } from "../../testing/api.ts";
import {
  affiliateOf,
  keyOf,
  makeMember,
  makeNewcomer,
  memberOf,
  person,
} from "../../testing/people.ts";
import { makeSample } from "../../testing/sample.ts";

const db = openDb(env.DB);
const ACME = { name: " Acme ", country: "DE" };

describe("making an organization", () => {
  it("makes whoever does it the owner, and nobody else", async () => {
    const actor = await makeNewcomer(db);
    const { status, body, headers } = await callApi("/organizations", { actor, body: ACME });
    expect(status).toBe(201);
    expect(headers.get("etag")).toBe('"1"');
    expect(body).toMatchObject({
      name: "Acme",
      country: "DE",
      role: "owner",
      exclusive_across_programs: true,
      require_two_factor: false,
    });
    const team = await db.select().from(members).where(eq(members.organizationId, body.id));
    expect(team).toMatchObject([{ userId: actor.id, role: "owner" }]);
    const [event] = await db.select().from(auditEvents).where(eq(auditEvents.subjectId, body.id));
    expect(event).toMatchObject({ action: "organization.create", actorId: actor.id });
  });

  it("twice by one Idempotency-Key makes one, also at the same time", async () => {
    const actor = await makeNewcomer(db);
    const call = { actor, body: ACME, headers: { "idempotency-key": "once" } };
    const first = await callApi("/organizations", call);
    const again = await callApi("/organizations", call);
    expect(again.body).toEqual(first.body);
    expect(await db.$count(members, eq(members.userId, actor.id))).toBe(1);
  });

  it.each<[string, object]>([
    ["no name", { country: "DE" }],
    ["a name of blanks", { ...ACME, name: "  " }],
    ["a name of two lines", { ...ACME, name: "A\nB" }],
    ["no country", { name: "Acme" }],
    ["a country that is none", { ...ACME, country: "QX" }],
    ["a role", { ...ACME, role: "owner" }],
    ["a policy", { ...ACME, require_two_factor: true }],
  ])("with %s is refused", async (_, body) => {
    const { status } = await callApi("/organizations", { actor: person(), body });
    expect(status).toBe(422);
  });

  it("is for people: not for keys, operators, or nobody", async () => {
    const sample = await makeSample(db);
    for (const actor of [keyOf(sample), OPERATOR]) {
      expect((await callApi("/organizations", { actor, body: ACME })).status).toBe(403);
    }
    expect((await callApi("/organizations", { actor: ANONYMOUS, body: ACME })).status).toBe(401);
  });
});

describe("the list of organizations", () => {
  it("is of those in whose team one is, page by page", async () => {
    const samples = await Promise.all([makeSample(db), makeSample(db), makeSample(db)]);
    const ids = samples.map(({ organization }) => organization.id).sort();
    const actor = person({
      teams: ids.map((organizationId) => ({
        organizationId,
        role: "viewer" as const,
        requiresTwoFactor: false,
      })),
    });
    const first = await callApi("/organizations?limit=2", { actor });
    const second = await callApi(`/organizations?limit=2&cursor=${first.body.next_cursor}`, {
      actor,
    });
    const all = [...first.body.data, ...second.body.data];
    expect(all.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect(all[0]).toMatchObject({ role: "viewer" });
    expect(second.body.next_cursor).toBeNull();
  });

  it("is empty for an affiliate, and has one for a key", async () => {
    const sample = await makeSample(db);
    expect((await callApi("/organizations", { actor: affiliateOf(sample) })).body.data).toEqual([]);
    const ofKey = await callApi("/organizations", { actor: keyOf(sample) });
    expect(ofKey.body.data).toMatchObject([{ id: sample.organization.id, role: null }]);
  });

  it("is written as CSV", async () => {
    const { organization } = await makeSample(db, { organization: { name: "=Acme" } });
    const actor = memberOf(organization.id);
    const { text } = await callApi("/organizations?format=csv", { actor });
    expect(text).toContain(`${organization.id},'=Acme,DE`);
  });
});

describe("an organization", () => {
  it("is read by its team, its keys and platform admins", async () => {
    const sample = await makeSample(db);
    const path = `/organizations/${sample.organization.id}`;
    for (const actor of [
      memberOf(sample.organization.id, "viewer"),
      keyOf(sample),
      keyOf(sample, { programId: null }),
      person({ platformAdmin: true }),
    ]) {
      expect((await callApi(path, { actor })).body.id).toBe(sample.organization.id);
    }
  });

  it.each(["org_01kb0xw4xvfm8v9sa7s6k0f1q9", "org_x", "%00"])(
    "named %s is not there",
    async (id) => {
      const actor = memberOf((await makeSample(db)).organization.id);
      const { status, body } = await callApi(`/organizations/${id}`, { actor });
      expect([status, body.code]).toEqual([404, "organization.not_found"]);
    },
  );

  it("of others does not exist, whatever one wants of it", async () => {
    const sample = await makeSample(db);
    const foreign = await makeSample(db);
    const path = `/organizations/${sample.organization.id}`;
    for (const actor of [memberOf(foreign.organization.id), keyOf(foreign)]) {
      expect((await callApi(path, { actor })).body.code).toBe("organization.not_found");
    }
    const owner = memberOf(foreign.organization.id);
    const edit = await callApi(path, { actor: owner, method: "PATCH", body: { name: "Mine" } });
    expect(edit.body.code).toBe("organization.not_found");
  });

  it("is edited by an admin at the version that was read", async () => {
    const { organization } = await makeSample(db);
    const actor = memberOf(organization.id, "admin");
    const path = `/organizations/${organization.id}`;
    const edit = (name: string, version: number) =>
      callApi(path, {
        actor,
        method: "PATCH",
        body: { name, exclusive_across_programs: false },
        headers: { "if-match": `"${version}"` },
      });
    const first = await edit("Acme 2", 1);
    expect(first.body).toMatchObject({
      name: "Acme 2",
      country: "DE",
      exclusive_across_programs: false,
      version: 2,
    });
    expect((await edit("Acme 3", 1)).status).toBe(412);
    expect((await edit("Acme 2", 2)).body.version).toBe(2);
  });

  it.each(["viewer", "manager"] as const)("is not edited by a %s", async (role) => {
    const { organization } = await makeSample(db);
    const actor = memberOf(organization.id, role);
    const path = `/organizations/${organization.id}`;
    const { body } = await callApi(path, { actor, method: "PATCH", body: { name: "X" } });
    expect(body.code).toBe("auth.not_allowed");
  });
});

describe("the policy of two factors", () => {
  const set = (id: string, actor: Parameters<typeof callApi>[1], on: boolean) =>
    callApi(`/organizations/${id}/policy`, {
      ...actor,
      method: "PUT",
      body: { require_two_factor: on },
    });

  it("is set by an owner who has two, and holds for everybody from then on", async () => {
    const { organization } = await makeSample(db);
    const actor = await makeMember(db, organization.id, "owner");
    await db.update(users).set({ twoFactorEnabled: true }).where(eq(users.id, actor.id));
    const answer = await set(organization.id, { actor }, true);
    expect(answer.body).toMatchObject({ require_two_factor: true, version: 2 });
    const [row] = await db
      .select()
      .from(organizations)
      .where(eq(organizations.id, organization.id));
    expect(row?.requireTwoFactor).toBe(true);
    const weak = person({
      twoFactor: false,
      teams: [{ organizationId: organization.id, role: "owner", requiresTwoFactor: true }],
    });
    const path = `/organizations/${organization.id}`;
    expect((await callApi(path, { actor: weak })).body.code).toBe("auth.two_factor_required");
    expect((await callApi("/organizations", { actor: weak })).body.data).toHaveLength(1);
    expect((await set(organization.id, { actor }, false)).body.require_two_factor).toBe(false);
  });

  it("locks nobody out: without two factors an owner cannot turn it on", async () => {
    const { organization } = await makeSample(db);
    const actor = { ...memberOf(organization.id), twoFactor: false };
    const answer = await set(organization.id, { actor }, true);
    expect([answer.status, answer.body.code]).toEqual([409, "organization.would_lock_out"]);
  });

  it("is not turned on by whoever has turned the second factor off meanwhile", async () => {
    const { organization } = await makeSample(db);
    const actor = await makeMember(db, organization.id, "owner");
    expect((await set(organization.id, { actor }, true)).status).toBe(409);
    const [row] = await db
      .select()
      .from(organizations)
      .where(eq(organizations.id, organization.id));
    expect(row?.requireTwoFactor).toBe(false);
  });

  it.each(["viewer", "manager", "admin"] as const)("is not a %s's to set", async (role) => {
    const { organization } = await makeSample(db);
    const answer = await set(organization.id, { actor: memberOf(organization.id, role) }, true);
    expect(answer.body.code).toBe("auth.not_allowed");
  });
});
