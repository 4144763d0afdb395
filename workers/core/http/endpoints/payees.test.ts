import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { affiliates } from "../../../db/schema/affiliates.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { payees } from "../../../db/schema/payees.ts";
import type { Actor } from "../../../domain/actor.ts";
import { newId } from "../../../lib/ids.ts";
import { writeOwnPayee } from "../../services/payees/write.ts";
import { callApi } from "../../testing/api.ts";
import { unsentContext } from "../../testing/mailbox.ts";
import { affiliateOf, keyOf, makePerson, memberOf, person } from "../../testing/people.ts";
import { makeSample } from "../../testing/sample.ts";

const db = openDb(env.DB);
const company = { kind: "company", name: "Coffee Blog Ltd" };

async function makeCompany() {
  const sample = await makeSample(db);
  const { id } = sample.organization;
  const himself = affiliateOf(sample);
  await makePerson(db, himself);
  await db
    .update(affiliates)
    .set({ userId: himself.id })
    .where(eq(affiliates.id, sample.affiliate.id));
  return { sample, id, himself, manager: memberOf(id, "manager") };
}
const writeOwn = (id: string, actor: Actor, body: object = company, headers = {}) =>
  callApi(`/organizations/${id}/payees/own`, { actor, method: "PUT", body, headers });
const attach = (affiliateId: string, actor: Actor, payee_id: string) =>
  callApi(`/affiliates/${affiliateId}/payee`, { actor, method: "PUT", body: { payee_id } });

describe("a person's own payee", () => {
  it("is one in each organization, named at once for memberships without one", async () => {
    const { id, himself, sample } = await makeCompany();
    const first = await writeOwn(id, himself);
    expect(first.body).toMatchObject({ kind: "company", user_id: himself.id, version: 1 });
    const again = await writeOwn(id, himself, { kind: "person", name: "Ada" });
    expect(again.body).toMatchObject({ id: first.body.id, kind: "person", version: 2 });
    const shown = await callApi(`/affiliates/${sample.affiliate.id}`, { actor: himself });
    expect(shown.body.payee_id).toBe(first.body.id);
    expect((await callApi(`/payees/${first.body.id}`, { actor: himself })).body.name).toBe("Ada");
  });

  it("is made once by two calls at the same time", async () => {
    const { id, himself } = await makeCompany();
    const write = () =>
      writeOwnPayee(unsentContext(himself), id, { kind: "person", name: "Ada Example" });
    const both = await Promise.all([write(), write()]);
    expect(both[0]?.id).toBe(both[1]?.id);
    expect(await db.$count(payees, eq(payees.userId, himself.id))).toBe(1);
  });

  it("is nobody's who is no affiliate of the organization", async () => {
    const { id, sample, manager } = await makeCompany();
    for (const actor of [person(), manager]) {
      expect((await writeOwn(id, actor)).body.code).toBe("organization.not_found");
    }
    expect((await writeOwn(id, keyOf(sample))).status).toBe(403);
  });

  it("is not read or changed by another affiliate (known mistake 4)", async () => {
    const { id, himself } = await makeCompany();
    const { body } = await writeOwn(id, himself);
    const other = affiliateOf(await makeSample(db));
    const path = `/payees/${body.id}`;
    const read = await callApi(path, { actor: other });
    expect(read).toMatchObject({ status: 404, body: { code: "payee.not_found" } });
    const change = { actor: other, method: "PATCH", body: { name: "Thief" } };
    expect((await callApi(path, change)).status).toBe(404);
  });

  it("leaves its name out of audit and kept answers", async () => {
    const { id, himself } = await makeCompany();
    const { body } = await writeOwn(id, himself, company, { "idempotency-key": "p1" });
    await writeOwn(id, himself, { ...company, name: "Secret Ltd" }, { "idempotency-key": "p2" });
    const kept = [
      await db.select().from(auditEvents).where(eq(auditEvents.subjectId, body.id)),
      await db.select().from(idempotencyRecords).where(eq(idempotencyRecords.callerId, himself.id)),
    ];
    expect(kept.map((rows) => rows.length)).toEqual([2, 2]);
    expect(JSON.stringify(kept)).not.toMatch(/Coffee|Secret/);
  });
});

describe("a payee of the team's", () => {
  it("is made, listed, edited by its version, and attached where there is no account", async () => {
    const { id, manager } = await makeCompany();
    const path = `/organizations/${id}/payees`;
    const made = await callApi(path, { actor: manager, body: company });
    expect(made).toMatchObject({ status: 201, body: { user_id: null, organization_id: id } });
    const list = await callApi(path, { actor: memberOf(id, "viewer") });
    expect(list.body.data).toMatchObject([{ id: made.body.id, name: "Coffee Blog Ltd" }]);
    const edit = (version: number) =>
      callApi(`/payees/${made.body.id}`, {
        actor: manager,
        method: "PATCH",
        body: { name: "Coffee Blog SE" },
        headers: { "if-match": `"${version}"` },
      });
    expect((await edit(1)).body.version).toBe(2);
    expect((await edit(1)).status).toBe(412);
    const bare = await makeSample(db, { organization: { id: newId("org") } });
    const own = memberOf(bare.organization.id, "manager");
    const theirs = await callApi(`/organizations/${bare.organization.id}/payees`, {
      actor: own,
      body: company,
    });
    const attached = await attach(bare.affiliate.id, own, theirs.body.id);
    expect(attached.body).toMatchObject({ payee_id: theirs.body.id, version: 2 });
    expect((await attach(bare.affiliate.id, own, made.body.id)).body.code).toBe("payee.not_found");
  });

  it("is not attached to somebody with an account, nor a person's to another", async () => {
    const { id, himself, manager, sample } = await makeCompany();
    const { body } = await callApi(`/organizations/${id}/payees`, {
      actor: manager,
      body: company,
    });
    expect((await attach(sample.affiliate.id, manager, body.id)).body.code).toBe(
      "payee.of_another_person",
    );
    expect((await attach(sample.affiliate.id, himself, body.id)).body.code).toBe("payee.not_found");
    const own = await writeOwn(id, himself);
    expect((await attach(sample.affiliate.id, himself, own.body.id)).status).toBe(200);
  });

  it("is not made by viewers, keys or from outside, but read by keys", async () => {
    const { id, sample, himself } = await makeCompany();
    const path = `/organizations/${id}/payees`;
    const make = async (actor: Actor) => (await callApi(path, { actor, body: company })).status;
    expect(await make(memberOf(id, "viewer"))).toBe(403);
    expect(await make(keyOf(sample))).toBe(403);
    expect(await make(himself)).toBe(404);
    expect(await make(memberOf(newId("org")))).toBe(404);
    const wide = keyOf(sample, { programId: null });
    expect((await callApi(path, { actor: wide })).status).toBe(200);
    expect((await callApi(path, { actor: keyOf(sample) })).status).toBe(404);
  });

  it.each([
    [{ kind: "person" }, "name"],
    [{ kind: "robot", name: "R2" }, "kind"],
    [{ ...company, name: "two\nlines" }, "name"],
    [{ ...company, user_id: "usr_00000000000000000000000000" }, "user_id"],
  ])("is refused as %j", async (body, field) => {
    const { id, manager } = await makeCompany();
    const answer = await callApi(`/organizations/${id}/payees`, { actor: manager, body });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: field }] } });
  });
});
