import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { entryKey } from "../../../contract/edge/entries.ts";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { affiliateGroups, affiliates } from "../../../db/schema/affiliates.ts";
import { links } from "../../../db/schema/links.ts";
import { groups } from "../../../db/schema/programs.ts";
import type { Actor } from "../../../domain/actor.ts";
import { newId } from "../../../lib/ids.ts";
import { callApi } from "../../testing/api.ts";
import { addAffiliate, makeManaged } from "../../testing/memberships.ts";
import { affiliateOf, keyOf, memberOf } from "../../testing/people.ts";
import { makeSample, SAMPLE_AT } from "../../testing/sample.ts";

const db = openDb(env.DB);

const patch = (id: string, actor: Actor, body: object, headers = {}) =>
  callApi(`/affiliates/${id}`, { actor, method: "PATCH", body, headers });
describe("the list of affiliates", () => {
  const list = async (programId: string, actor: Actor, query: Record<string, string> = {}) => {
    const search = new URLSearchParams({ program_id: programId, ...query });
    return callApi(`/affiliates?${search}`, { actor });
  };
  const codes = ({ body }: Awaited<ReturnType<typeof list>>) =>
    body.data.map((one: { code: string }) => one.code);

  async function makeList() {
    const company = await makeManaged();
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
    const { programId, manager } = await makeManaged();
    expect((await list(programId, manager, query)).status).toBe(422);
  });
});

describe("an affiliate", () => {
  it("is read by the team and by himself, and by no other affiliate (known mistake 4)", async () => {
    const { sample, manager, programId } = await makeManaged();
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
    const { sample, manager, programId } = await makeManaged();
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
    const { manager, programId } = await makeManaged();
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
    const { sample, manager, programId } = await makeManaged();
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
    const { sample, manager, programId } = await makeManaged();
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
    const { sample, manager } = await makeManaged();
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
    const { sample, manager } = await makeManaged();
    const { id } = sample.affiliate;
    const change = (tags: string[]) => patch(id, manager, { tags }, { "if-match": '"1"' });
    expect((await change(["a"])).headers.get("etag")).toBe('"2"');
    expect((await change(["b"])).status).toBe(412);
  });
});
