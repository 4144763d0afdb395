import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { entryKey } from "../../../contract/edge/entries.ts";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { affiliateGroups, affiliates } from "../../../db/schema/affiliates.ts";
import { links } from "../../../db/schema/links.ts";
import { auditEvents } from "../../../db/schema/operations.ts";
import { groups, termsVersions } from "../../../db/schema/programs.ts";
import type { Actor } from "../../../domain/actor.ts";
import { newId } from "../../../lib/ids.ts";
import { callApi } from "../../testing/api.ts";
import { affiliateOf, keyOf, makePerson, memberOf, person } from "../../testing/people.ts";
import { makeSample, SAMPLE_AT } from "../../testing/sample.ts";

const db = openDb(env.DB);

type Own = Partial<typeof affiliates.$inferInsert>;

async function addAffiliate(programId: string, own: Own = {}, name?: string) {
  const id = own.id ?? newId("aff");
  const actor = person();
  if (name !== undefined) await makePerson(db, actor, name);
  const batch = new WriteBatch(db);
  batch.insert(affiliates, [
    {
      id,
      programId,
      code: id.slice(-12),
      state: "active",
      createdAt: SAMPLE_AT,
      ...(name === undefined ? {} : { userId: actor.id }),
      ...own,
    },
  ]);
  await batch.commit();
  return { id, actor };
}

async function makeCompany() {
  const sample = await makeSample(db);
  const { id } = sample.organization;
  return { sample, id, manager: memberOf(id, "manager"), programId: sample.program.id };
}
const patch = (id: string, actor: Actor, body: object, headers = {}) =>
  callApi(`/affiliates/${id}`, { actor, method: "PATCH", body, headers });
const step = (id: string, actor: Actor, body: object) =>
  callApi(`/affiliates/${id}/state`, { actor, body });

describe("the list of affiliates", () => {
  const list = async (programId: string, actor: Actor, query: Record<string, string> = {}) => {
    const search = new URLSearchParams({ program_id: programId, ...query });
    return callApi(`/affiliates?${search}`, { actor });
  };
  const codes = ({ body }: Awaited<ReturnType<typeof list>>) =>
    body.data.map((one: { code: string }) => one.code);

  async function makeList() {
    const company = await makeCompany();
    const { programId, sample } = company;
    await db.delete(links).where(eq(links.affiliateId, sample.affiliate.id));
    await db
      .update(affiliates)
      .set({ code: "first" })
      .where(eq(affiliates.id, sample.affiliate.id));
    const ada = { code: "second", createdAt: SAMPLE_AT + 1 };
    const second = await addAffiliate(programId, ada, "Ada Lovelace");
    const third = { code: "third", createdAt: SAMPLE_AT + 2, state: "suspended" } as const;
    await addAffiliate(programId, third, "Bob 100%_sure");
    return { ...company, second };
  }

  it("is sorted by when they joined, either way, page by page", async () => {
    const { programId, manager } = await makeList();
    expect(codes(await list(programId, manager))).toEqual(["third", "second", "first"]);
    const first = await list(programId, manager, { sort: "created_at", limit: "2" });
    expect(codes(first)).toEqual(["first", "second"]);
    const rest = { sort: "created_at", limit: "2", cursor: first.body.next_cursor };
    const second = await list(programId, manager, rest);
    expect([codes(second), second.body.next_cursor]).toEqual([["third"], null]);
  });

  it.each([
    ["state", "suspended", ["third"]],
    ["search", "ada", ["second"]],
    ["search", "LOVE", ["second"]],
    ["search", "velace", []],
    ["search", "usr_", ["third", "second"]],
    ["search", "firs", ["first"]],
    ["search", "100%", ["third"]],
    ["search", "1%", []],
    ["search", "100%\\", []],
    ["tag", "vip", []],
  ])("is narrowed by %s %s", async (name, value, expected) => {
    const { programId, manager } = await makeList();
    expect(codes(await list(programId, manager, { [name]: value }))).toEqual(expected);
  });

  it("is narrowed by tag and by the present group", async () => {
    const { programId, manager, second } = await makeList();
    const groupId = newId("grp");
    const batch = new WriteBatch(db);
    batch.insert(groups, [{ id: groupId, programId, name: "VIP", createdAt: 1 }]);
    await batch.commit();
    await patch(second.id, manager, { tags: ["VIP"], group_id: groupId });
    expect(codes(await list(programId, manager, { tag: "vip" }))).toEqual(["second"]);
    expect(codes(await list(programId, manager, { group_id: groupId }))).toEqual(["second"]);
    await patch(second.id, manager, { group_id: null });
    expect(codes(await list(programId, manager, { group_id: groupId }))).toEqual([]);
  });

  it("has names and addresses from accounts, and none of who was erased", async () => {
    const { programId, manager, second } = await makeList();
    const { body } = await list(programId, manager);
    expect(body.data[1]).toMatchObject({
      name: "Ada Lovelace",
      email: `${second.actor.id}@people.example`,
    });
    expect(body.data[2]).toMatchObject({ user_id: null, name: null, email: null });
  });

  it("is refused to affiliates, foreigners and keys of another program", async () => {
    const { programId, sample } = await makeList();
    const other = await makeSample(db);
    expect((await list(programId, affiliateOf(sample))).status).toBe(403);
    for (const actor of [memberOf(newId("org")), keyOf(other), affiliateOf(other)]) {
      expect((await list(programId, actor)).body.code).toBe("program.not_found");
    }
    expect((await list(programId, keyOf(sample, { scopes: [] }))).body.code).toBe(
      "auth.missing_scope",
    );
    expect((await list(programId, keyOf(sample))).status).toBe(200);
  });

  it.each<Record<string, string>>([
    { sort: "name" },
    { state: "gone" },
    { limit: "1000" },
    { anything: "x" },
  ])("is refused as %j", async (query) => {
    const { programId, manager } = await makeCompany();
    expect((await list(programId, manager, query)).status).toBe(422);
  });
});

describe("an affiliate", () => {
  it("is read by the team and by himself, and by no other affiliate (known mistake 4)", async () => {
    const { sample, manager, programId } = await makeCompany();
    const own = await callApi(`/affiliates/${sample.affiliate.id}`, { actor: affiliateOf(sample) });
    expect(own.body).toMatchObject({ id: sample.affiliate.id, tags: null });
    const team = await callApi(`/affiliates/${sample.affiliate.id}`, { actor: manager });
    expect(team.body.tags).toEqual([]);
    const other = await addAffiliate(programId);
    const stranger = affiliateOf({ ...sample, affiliate: other });
    const refused = await callApi(`/affiliates/${sample.affiliate.id}`, { actor: stranger });
    expect(refused).toMatchObject({ status: 404, body: { code: "affiliate.not_found" } });
    expect((await patch(sample.affiliate.id, stranger, { tags: [] })).status).toBe(404);
    expect((await patch(sample.affiliate.id, affiliateOf(sample), { tags: [] })).status).toBe(403);
  });

  it("without an account is added by the team, active at once and with links", async () => {
    const { sample, manager, programId } = await makeCompany();
    const body = { program_id: programId, code: "Coffee-Blog", tags: ["b", "A", "b"] };
    const made = await callApi("/affiliates", { actor: manager, body });
    expect(made).toMatchObject({
      status: 201,
      body: { code: "coffee-blog", state: "active", user_id: null, tags: ["a", "b"] },
    });
    const own = await db.select().from(links).where(eq(links.affiliateId, made.body.id));
    expect(own.find(({ kind }) => kind === "code")).toMatchObject({ slug: "coffee-blog" });
    expect(await env.LINKS.get(entryKey.affiliate(made.body.id), "json")).toMatchObject({
      state: "active",
    });
    const again = await callApi("/affiliates", { actor: keyOf(sample), body });
    expect(again).toMatchObject({ status: 409, body: { code: "affiliate.code_taken" } });
    const foreign = await callApi("/affiliates", { actor: memberOf(newId("org")), body });
    expect(foreign.status).toBe(404);
  });
});

describe("a change of code", () => {
  it("makes a link of the new code, and keeps the earlier one", async () => {
    const { manager, programId } = await makeCompany();
    const body = { program_id: programId, code: "old-code" };
    const { body: made } = await callApi("/affiliates", { actor: manager, body });
    const changed = await patch(made.id, manager, { code: "new-code" });
    expect(changed.body).toMatchObject({ code: "new-code", version: 2 });
    const own = await db.select().from(links).where(eq(links.affiliateId, made.id));
    const codeLinks = own.filter(({ kind }) => kind === "code");
    expect(codeLinks.map(({ slug, endedAt }) => [slug, endedAt]).sort()).toEqual([
      ["new-code", null],
      ["old-code", null],
    ]);
    const taken = await callApi("/affiliates", { actor: manager, body });
    expect(taken.body.code).toBe("affiliate.code_taken");
    expect((await patch(made.id, manager, { code: "old-code" })).body.code).toBe("old-code");
    expect(own).toHaveLength(3);
  });

  it("is refused for another's, and for what is no code", async () => {
    const { sample, manager, programId } = await makeCompany();
    const other = await addAffiliate(programId);
    const taken = await patch(other.id, manager, { code: sample.affiliate.code });
    expect(taken).toMatchObject({ status: 409, body: { code: "affiliate.code_taken" } });
    for (const code of ["", "a", "with blank", "ä-code", "-x-", "a".repeat(41)]) {
      expect((await patch(other.id, manager, { code })).status, code).toBe(422);
    }
  });
});

describe("a change of group", () => {
  it("is a step of its history, with whom it reaches", async () => {
    const { sample, manager, programId } = await makeCompany();
    const ids = [newId("grp"), newId("grp")];
    const batch = new WriteBatch(db);
    batch.insert(
      groups,
      ids.map((id) => ({ id, programId, name: id, createdAt: 1 })),
    );
    await batch.commit();
    const { id } = sample.affiliate;
    await patch(id, manager, { group_id: ids[0] });
    const change = { group_id: ids[1], group_applies_to: "renewals_too" };
    expect((await patch(id, manager, change)).body.group_id).toBe(ids[1]);
    const steps = await db
      .select()
      .from(affiliateGroups)
      .where(eq(affiliateGroups.affiliateId, id))
      .orderBy(affiliateGroups.fromAt);
    expect(steps).toMatchObject([
      { groupId: ids[0], appliesTo: "new" },
      { groupId: ids[1], appliesTo: "renewals_too" },
    ]);
  });

  it("is not to a group of another program", async () => {
    const { sample, manager } = await makeCompany();
    const foreign = await makeSample(db);
    const groupId = newId("grp");
    const batch = new WriteBatch(db);
    const programId = foreign.program.id;
    batch.insert(groups, [{ id: groupId, programId, name: "Theirs", createdAt: 1 }]);
    await batch.commit();
    const answer = await patch(sample.affiliate.id, manager, { group_id: groupId });
    expect(answer).toMatchObject({ status: 404, body: { code: "group.not_found" } });
  });

  it("is refused when the affiliate has changed since it was read", async () => {
    const { sample, manager } = await makeCompany();
    const { id } = sample.affiliate;
    const change = (tags: string[]) => patch(id, manager, { tags }, { "if-match": '"1"' });
    expect((await change(["a"])).headers.get("etag")).toBe('"2"');
    expect((await change(["b"])).status).toBe(412);
  });
});

describe("the state of an affiliate", () => {
  it("is changed with a reason that stays in the history, and told to the edge", async () => {
    const { sample, manager } = await makeCompany();
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
    const { sample, manager } = await makeCompany();
    expect(await step(sample.affiliate.id, manager, body)).toMatchObject({
      status,
      body: { code },
    });
  });

  it("is not the affiliate's to change, except by leaving", async () => {
    const { sample, id } = await makeCompany();
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
    const { sample, manager, programId } = await makeCompany();
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
    const { sample, manager } = await makeCompany();
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
    const { sample, id } = await makeCompany();
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
    const { sample, programId, manager } = await makeCompany();
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

describe("notes", () => {
  it("are the team's own: written, listed, deleted, and never the affiliate's", async () => {
    const { sample, manager, id } = await makeCompany();
    const path = `/affiliates/${sample.affiliate.id}/notes`;
    const text = "Met at the fair;\nplans a series.";
    const note = await callApi(path, { actor: manager, body: { text } });
    expect(note.body).toMatchObject({ author_id: manager.id, affiliate_id: sample.affiliate.id });
    expect(note.text).not.toContain("fair");
    const viewer = memberOf(id, "viewer");
    const list = await callApi(path, { actor: viewer });
    expect(list.body.data).toMatchObject([{ id: note.body.id, text }]);
    expect((await callApi(path, { actor: affiliateOf(sample) })).status).toBe(403);
    expect((await callApi(path, { actor: memberOf(newId("org")) })).status).toBe(404);
    const one = `${path}/${note.body.id}`;
    expect((await callApi(one, { actor: viewer, method: "DELETE" })).status).toBe(403);
    expect((await callApi(one, { actor: manager, method: "DELETE" })).status).toBe(204);
    const gone = await callApi(one, { actor: manager, method: "DELETE" });
    expect(gone).toMatchObject({ status: 404, body: { code: "note.not_found" } });
    const events = await db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, sample.affiliate.id));
    expect(events).toHaveLength(2);
    expect(JSON.stringify(events)).not.toContain("fair");
  });

  it.each(["", "   ", "x".repeat(4_001), "\u0000"])("are not %j", async (text) => {
    const { sample, manager } = await makeCompany();
    const path = `/affiliates/${sample.affiliate.id}/notes`;
    expect((await callApi(path, { actor: manager, body: { text } })).status).toBe(422);
  });
});
