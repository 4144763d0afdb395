import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { entryKey } from "../../../contract/edge/entries.ts";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { auditEvents } from "../../../db/schema/operations.ts";
import { termsVersions } from "../../../db/schema/programs.ts";
import type { Actor } from "../../../domain/actor.ts";
import { newId } from "../../../lib/ids.ts";
import { callApi } from "../../testing/api.ts";
import { addAffiliate, makeManaged } from "../../testing/memberships.ts";
import { affiliateOf, memberOf } from "../../testing/people.ts";
import { makeSample } from "../../testing/sample.ts";

const db = openDb(env.DB);
const patch = (id: string, actor: Actor, body: object) =>
  callApi(`/affiliates/${id}`, { actor, method: "PATCH", body });
const step = (id: string, actor: Actor, body: object) =>
  callApi(`/affiliates/${id}/state`, { actor, body });

describe("the state of an affiliate", () => {
  it("is changed with a reason that stays in the history, and told to the edge", async () => {
    const { sample, manager } = await makeManaged();
    const { id } = sample.affiliate;
    const suspended = await step(id, manager, { step: "suspend", reason: "odd traffic" });
    expect(suspended.body).toMatchObject({ state: "suspended", version: 2 });
    const events = await db.select().from(auditEvents).where(eq(auditEvents.subjectId, id));
    expect(events).toMatchObject([
      { before: { state: "active" }, after: { state: "suspended", reason: "odd traffic" } },
    ]);
    expect((await step(id, manager, { step: "reinstate" })).body.state).toBe("active");
    expect((await step(id, manager, { step: "ban", reason: "fraud" })).body.state).toBe("banned");
  });

  it.each([
    [{ step: "suspend" }, 422, "request.invalid"],
    [{ step: "ban", reason: " " }, 422, "request.invalid"],
    [{ step: "promote" }, 422, "request.invalid"],
    [{ step: "reinstate" }, 409, "affiliate.same_state"],
    [{ step: "approve" }, 409, "affiliate.same_state"],
    [{ step: "reject" }, 409, "affiliate.wrong_state"],
  ])("of an active one is not changed by %j", async (body, status, code) => {
    const { sample, manager } = await makeManaged();
    expect(await step(sample.affiliate.id, manager, body)).toMatchObject({
      status,
      body: { code },
    });
  });

  it("is not the affiliate's to change, except by leaving", async () => {
    const { sample, id } = await makeManaged();
    const himself = affiliateOf(sample);
    const ban = { step: "ban", reason: "x" };
    expect((await step(sample.affiliate.id, himself, ban)).status).toBe(403);
    expect((await step(sample.affiliate.id, memberOf(id, "viewer"), ban)).status).toBe(403);
    const leave = (actor: Actor) =>
      callApi(`/affiliates/${sample.affiliate.id}/leave`, { actor, method: "POST" });
    expect((await leave(memberOf(id))).status).toBe(403);
    expect((await leave(himself)).body).toMatchObject({ state: "left", tags: null });
    expect((await leave(himself)).body.code).toBe("affiliate.same_state");
  });
});

describe("many affiliates at once", () => {
  it("are changed each by itself, with a result by line", async () => {
    const { sample, manager, programId } = await makeManaged();
    const suspended = await addAffiliate(programId, { state: "suspended" });
    const foreign = (await makeSample(db)).affiliate.id;
    const { body } = await callApi("/affiliates/bulk", {
      actor: manager,
      body: {
        action: "suspend",
        reason: "audit",
        affiliate_ids: [sample.affiliate.id, suspended.id, foreign, sample.affiliate.id],
      },
    });
    expect(body.results).toEqual([
      { affiliate_id: sample.affiliate.id, ok: true, code: null },
      { affiliate_id: suspended.id, ok: false, code: "affiliate.same_state" },
      { affiliate_id: foreign, ok: false, code: "affiliate.not_found" },
    ]);
  });

  it("are tagged and untagged beside the tags that they have", async () => {
    const { sample, manager } = await makeManaged();
    const { id } = sample.affiliate;
    await patch(id, manager, { tags: ["own"] });
    const bulk = (action: string) =>
      callApi("/affiliates/bulk", {
        actor: manager,
        body: { action, tag: "Spring", affiliate_ids: [id] },
        headers: { "idempotency-key": action },
      });
    const tagsOf = async () => (await callApi(`/affiliates/${id}`, { actor: manager })).body.tags;
    const first = await bulk("tag");
    expect(await tagsOf()).toEqual(["own", "spring"]);
    expect((await bulk("tag")).text).toBe(first.text);
    await bulk("untag");
    expect(await tagsOf()).toEqual(["own"]);
  });

  it("are refused as a whole where nothing is the caller's", async () => {
    const { sample, id } = await makeManaged();
    const body = { action: "tag", tag: "x", affiliate_ids: [sample.affiliate.id] };
    const bulk = (actor: Actor) => callApi("/affiliates/bulk", { actor, body });
    expect((await bulk(memberOf(newId("org")))).status).toBe(404);
    expect((await bulk(memberOf(id, "viewer"))).status).toBe(403);
    expect((await bulk(affiliateOf(sample))).status).toBe(403);
    const many = Array.from({ length: 101 }, () => newId("aff"));
    const tooMany = await callApi("/affiliates/bulk", {
      actor: memberOf(id),
      body: { ...body, affiliate_ids: many },
    });
    expect(tooMany.status).toBe(422);
  });
});

describe("terms", () => {
  it("are accepted by the affiliate, and the edge learns it", async () => {
    const { sample, programId, manager } = await makeManaged();
    const batch = new WriteBatch(db);
    const must = { programId, kind: "must_accept" as const, text: "Be fair.", effectiveAt: 1 };
    batch.insert(termsVersions, [{ ...must, version: 2, deadlineAt: 2 }]);
    await batch.commit();
    const accept = (actor: Actor, version: number) =>
      callApi(`/affiliates/${sample.affiliate.id}/terms-acceptances`, { actor, body: { version } });
    expect((await accept(affiliateOf(sample), 3)).body.code).toBe("terms.not_found");
    expect((await accept(manager, 2)).status).toBe(403);
    const accepted = await accept(affiliateOf(sample), 2);
    expect(accepted.body).toMatchObject({ accepted_terms_version: 2, version: 2 });
    expect((await accept(affiliateOf(sample), 2)).body.version).toBe(2);
    const entry = await env.LINKS.get(entryKey.affiliate(sample.affiliate.id), "json");
    expect(entry).toMatchObject({ termsDueAt: null });
  });
});
