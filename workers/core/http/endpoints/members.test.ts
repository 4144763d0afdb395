import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { members } from "../../../db/schema/members.ts";
import { auditEvents } from "../../../db/schema/operations.ts";
import type { Actor } from "../../../domain/actor.ts";
import { leaveTeam } from "../../services/members/remove.ts";
import { callApi } from "../../testing/api.ts";
import { testContext } from "../../testing/context.ts";
import { affiliateOf, keyOf, makeMember, memberOf } from "../../testing/people.ts";
import { makeSample } from "../../testing/sample.ts";

const db = openDb(env.DB);

async function makeTeam() {
  const sample = await makeSample(db);
  const { id } = sample.organization;
  const owner = await makeMember(db, id, "owner", "Olga Owner");
  const admin = await makeMember(db, id, "admin");
  const viewer = await makeMember(db, id, "viewer");
  const base = `/organizations/${id}/members`;
  return { sample, id, owner, admin, viewer, base };
}
const rolesOf = async (organizationId: string) => {
  const rows = await db.select().from(members).where(eq(members.organizationId, organizationId));
  return Object.fromEntries(rows.map(({ userId, role }) => [userId, role]));
};
const changeRole = (path: string, actor: Actor, role: string, headers = {}) =>
  callApi(path, { actor, method: "PATCH", body: { role }, headers });

describe("the list of a team", () => {
  it("shows everybody with name, address and role, page by page", async () => {
    const { owner, admin, viewer, base } = await makeTeam();
    const first = await callApi(`${base}?limit=2`, { actor: viewer });
    expect(first.body.data).toMatchObject([
      { user_id: owner.id, role: "owner", name: "Olga Owner", two_factor: false },
      { user_id: admin.id, role: "admin", email: `${admin.id}@people.example` },
    ]);
    const second = await callApi(`${base}?limit=2&cursor=${first.body.next_cursor}`, {
      actor: viewer,
    });
    expect(second.body).toMatchObject({ data: [{ user_id: viewer.id }], next_cursor: null });
  });

  it("is answered as CSV", async () => {
    const { base, owner } = await makeTeam();
    const { text } = await callApi(`${base}?format=csv`, { actor: owner });
    expect(text.split("\r\n")[0]).toContain("organization_id,user_id,role");
    expect(text).toContain("Olga Owner");
  });

  it("does not exist for whoever is no member of it", async () => {
    const { base, sample } = await makeTeam();
    const foreign = memberOf((await makeSample(db)).organization.id);
    for (const actor of [foreign, affiliateOf(sample)]) {
      const { status } = await callApi(base, { actor });
      expect([403, 404]).toContain(status);
    }
    expect((await callApi(base, { actor: foreign })).body.code).toBe("organization.not_found");
    expect((await callApi(base, { actor: keyOf(sample) })).status).toBe(403);
    expect((await callApi(base)).status).toBe(401);
  });
});

describe("another role", () => {
  it("is given by an admin, and is in force and written down", async () => {
    const { id, base, admin, viewer } = await makeTeam();
    const answer = await changeRole(`${base}/${viewer.id}`, admin, "manager");
    expect(answer).toMatchObject({ status: 200, body: { role: "manager", version: 2 } });
    expect(answer.headers.get("etag")).toBe('"2"');
    expect((await rolesOf(id))[viewer.id]).toBe("manager");
    const events = await db.select().from(auditEvents).where(eq(auditEvents.subjectId, viewer.id));
    expect(events).toMatchObject([
      { action: "member.edit", actorId: admin.id, before: { role: "viewer" } },
    ]);
  });

  it("is not the role of an owner, unless an owner gives it", async () => {
    const { base, owner, admin, viewer } = await makeTeam();
    const refused = await changeRole(`${base}/${viewer.id}`, admin, "owner");
    expect(refused).toMatchObject({ status: 403, body: { code: "member.owners_only" } });
    const unmake = await changeRole(`${base}/${owner.id}`, admin, "viewer");
    expect(unmake).toMatchObject({ status: 403, body: { code: "member.owners_only" } });
    expect((await changeRole(`${base}/${viewer.id}`, owner, "owner")).status).toBe(200);
  });

  it("is given by nobody below an admin, and to nobody who is not in the team", async () => {
    const { base, owner, viewer } = await makeTeam();
    expect((await changeRole(`${base}/${viewer.id}`, viewer, "admin")).status).toBe(403);
    const stranger = await changeRole(`${base}/usr_00000000000000000000000000`, owner, "admin");
    expect(stranger).toMatchObject({ status: 404, body: { code: "member.not_found" } });
  });

  it.each([
    [{ role: "king" }, "role"],
    [{}, "role"],
    [{ role: "admin", organization_id: "org_x" }, "organization_id"],
  ])("is refused as %j", async (body, path) => {
    const { base, owner, viewer } = await makeTeam();
    const call = { actor: owner, method: "PATCH", body };
    const answer = await callApi(`${base}/${viewer.id}`, call);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });

  it("is refused when somebody else has changed it since it was read", async () => {
    const { base, owner, viewer } = await makeTeam();
    const change = (role: string) =>
      changeRole(`${base}/${viewer.id}`, owner, role, { "if-match": '"1"' });
    expect((await change("manager")).status).toBe(200);
    expect(await change("admin")).toMatchObject({
      status: 412,
      body: { code: "request.precondition_failed" },
    });
  });

  it("given twice by one Idempotency-Key is answered alike, and changed once", async () => {
    const { base, owner, viewer } = await makeTeam();
    const change = () =>
      changeRole(`${base}/${viewer.id}`, owner, "manager", { "idempotency-key": "k1" });
    const [first, second] = [await change(), await change()];
    expect(second.text).toBe(first.text);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
  });
});

describe("an organization keeps an owner:", () => {
  it("the last one is not demoted, removed, and does not leave", async () => {
    const { id, base, owner } = await makeTeam();
    const answers = [
      await changeRole(`${base}/${owner.id}`, owner, "admin"),
      await callApi(`${base}/${owner.id}`, { actor: owner, method: "DELETE" }),
      await callApi(`${base}/leave`, { actor: owner, method: "POST" }),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 409, body: { code: "member.last_owner" } });
    }
    expect((await rolesOf(id))[owner.id]).toBe("owner");
  });

  it("of two who leave at the same time one stays", async () => {
    const { id, owner } = await makeTeam();
    const other = await makeMember(db, id, "owner");
    const both = await Promise.allSettled(
      [owner, other].map((actor) => leaveTeam(testContext({ actor }), id)),
    );
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "member.last_owner" },
    });
    expect(Object.values(await rolesOf(id)).filter((role) => role === "owner")).toHaveLength(1);
  });
});

describe("somebody who leaves the team", () => {
  it("is gone from it, and may come back by an invitation alone", async () => {
    const { id, base, viewer } = await makeTeam();
    const left = await callApi(`${base}/leave`, { actor: viewer, method: "POST" });
    expect([left.status, left.text]).toEqual([204, ""]);
    expect(await rolesOf(id)).not.toHaveProperty(viewer.id);
    const again = await callApi(`${base}/leave`, { actor: viewer, method: "POST" });
    expect(again).toMatchObject({ status: 404, body: { code: "member.not_found" } });
  });

  it("is removed by an admin; a repeated call by its key is answered alike", async () => {
    const { id, base, admin, viewer } = await makeTeam();
    const remove = () =>
      callApi(`${base}/${viewer.id}`, {
        actor: admin,
        method: "DELETE",
        headers: { "idempotency-key": "k2" },
      });
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(204);
    expect(await rolesOf(id)).not.toHaveProperty(viewer.id);
  });

  it("who is an owner is removed by an owner alone", async () => {
    const { id, base, admin, owner } = await makeTeam();
    const other = await makeMember(db, id, "owner");
    const remove = (actor: Actor) =>
      callApi(`${base}/${other.id}`, { actor, method: "DELETE" }).then(({ status }) => status);
    expect(await remove(admin)).toBe(403);
    expect(await remove(owner)).toBe(204);
  });
});
