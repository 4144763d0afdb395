import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { affiliateGroups } from "../../../db/schema/affiliates.ts";
import { groups } from "../../../db/schema/programs.ts";
import type { Actor } from "../../../domain/actor.ts";
import { newId } from "../../../lib/ids.ts";
import { callApi } from "../../testing/api.ts";
import { makeCreativeSample, pathOf } from "../../testing/creatives.ts";
import { affiliateOf, keyOf, memberOf } from "../../testing/people.ts";
import { makeSample, SAMPLE_AT } from "../../testing/sample.ts";

const db = openDb(env.DB);
const { sample, manager, affiliate, make, made, withFile, get } = await makeCreativeSample();
/** The affiliate's group, and another. */
const [ownGroup, otherGroup] = [newId("grp"), newId("grp")];
beforeAll(async () => {
  const row = { programId: sample.program.id, createdAt: SAMPLE_AT };
  await db.insert(groups).values([
    { ...row, id: ownGroup, name: "Own" },
    { ...row, id: otherGroup, name: "Other" },
  ]);
  await db.insert(affiliateGroups).values([
    { affiliateId: sample.affiliate.id, fromAt: SAMPLE_AT, groupId: otherGroup },
    { affiliateId: sample.affiliate.id, fromAt: SAMPLE_AT + 1, groupId: ownGroup },
  ]);
});

describe("making a creative", () => {
  it.each([
    ["a text", { kind: "text", body: "Good coffee.\nTry it." }, "Good coffee.\nTry it."],
    ["an image", { kind: "image" }, null],
    ["a banner", { kind: "banner", destination: "https://shop.example/spring" }, null],
  ])("%s", async (_, changes, body) => {
    const answer = await make(changes);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ ...changes, body, file: null, version: 1 });
    expect((await get(answer.body.id)).body).toEqual(answer.body);
  });

  it.each<[string, () => object, string]>([
    ["a text without words", () => ({ kind: "text", body: " " }), "request.invalid"],
    ["a text without a body", () => ({ kind: "text" }), "request.invalid"],
    ["a banner with a body", () => ({ body: "x" }), "request.invalid"],
    ["a kind that is none", () => ({ kind: "video" }), "request.invalid"],
    ["no name", () => ({ name: "" }), "request.invalid"],
    [
      "a destination elsewhere",
      () => ({ destination: "https://evil.example/" }),
      "link.destination_not_allowed",
    ],
    ["a script as destination", () => ({ destination: "javascript:alert(1)" }), "request.invalid"],
    ["a group of nobody", () => ({ group_id: newId("grp") }), "group.not_found"],
    ["a program of nobody", () => ({ program_id: newId("prog") }), "program.not_found"],
    ["a file's key", () => ({ file_key: "photos/x" }), "request.invalid"],
  ])("is refused with %s", async (_, changes, code) => {
    expect((await make(changes())).body.code).toBe(code);
  });

  it("is for managers and keys; a stranger finds no program", async () => {
    const other = await makeSample(db);
    expect((await make({}, memberOf(sample.organization.id, "viewer"))).status).toBe(403);
    expect((await make({}, affiliate)).status).toBe(403);
    expect((await make({}, keyOf(sample))).status).toBe(201);
    expect((await make({}, memberOf(other.organization.id))).body.code).toBe("program.not_found");
  });

  it("twice by the same Idempotency-Key makes one", async () => {
    const headers = { "idempotency-key": newId("req") };
    const actor = keyOf(sample);
    const first = await make({}, actor, headers);
    expect((await make({}, actor, headers)).text).toBe(first.text);
  });
});

describe("changing a creative", () => {
  const edit = (id: string, changes: object, headers = {}) =>
    callApi(`/creatives/${id}`, { actor: manager, method: "PATCH", body: changes, headers });
  const call = (id: string, verb: string) =>
    callApi(`/creatives/${id}/${verb}`, { actor: manager, method: "POST" });

  it("changes what is named, at the version that was seen", async () => {
    const { id } = await withFile();
    const { body } = await edit(id, { name: "Summer", group_id: ownGroup }, { "if-match": '"2"' });
    expect(body).toMatchObject({ name: "Summer", group_id: ownGroup, version: 3 });
    expect(body.file).not.toBeNull();
    const late = await edit(id, { name: "Winter" }, { "if-match": '"2"' });
    expect([late.status, late.body.code]).toEqual([412, "request.precondition_failed"]);
  });

  it.each<[string, () => object, string]>([
    ["its kind", () => ({ kind: "text" }), "request.invalid"],
    ["its program", () => ({ program_id: newId("prog") }), "request.invalid"],
    ["a banner's body", () => ({ body: "x" }), "request.invalid"],
    [
      "its destination to elsewhere",
      () => ({ destination: "https://evil.example" }),
      "link.destination_not_allowed",
    ],
    ["its group to another program's", () => ({ group_id: newId("grp") }), "group.not_found"],
  ])("cannot change %s", async (_, changes, code) => {
    expect((await edit((await made()).id, changes())).body.code).toBe(code);
  });

  it("archives it and puts it back; its file is delivered all the while", async () => {
    const { id, file } = await withFile();
    const archived = await call(id, "archive");
    expect(archived.body.archived_at).not.toBeNull();
    expect((await call(id, "archive")).body.version).toBe(archived.body.version);
    expect((await get(id, affiliate)).body.code).toBe("creative.not_found");
    expect((await callApi(pathOf(file.url))).status).toBe(200);
    expect((await edit(id, { name: "x" })).body.code).toBe("creative.archived");
    expect((await call(id, "restore")).body.archived_at).toBeNull();
    expect((await get(id, affiliate)).status).toBe(200);
  });
});

describe("affiliates", () => {
  it("see what is for all and for their group, once it is ready", async () => {
    const [all, own, other, unready] = [
      await withFile(),
      await withFile({ group_id: ownGroup }),
      await withFile({ group_id: otherGroup }),
      await made(),
    ];
    for (const [creative, status] of [
      [all, 200],
      [own, 200],
      [other, 404],
      [unready, 404],
    ] as const) {
      expect((await get(creative.id, affiliate)).status).toBe(status);
    }
    const query = `/creatives?program_id=${sample.program.id}&limit=100`;
    const ids = async (actor: Actor, more = "") =>
      (await callApi(query + more, { actor })).body.data.map(({ id }: { id: string }) => id);
    const seen = await ids(affiliate);
    expect(seen).toEqual(expect.arrayContaining([all.id, own.id]));
    expect(seen).not.toContain(other.id);
    expect(seen).not.toContain(unready.id);
    expect(await ids(manager)).toEqual(expect.arrayContaining([other.id, unready.id]));
    await callApi(`/creatives/${all.id}/archive`, { actor: manager, method: "POST" });
    expect(await ids(manager, "&archived=true")).toContain(all.id);
    expect(await ids(affiliate, "&archived=true")).not.toContain(all.id);
    expect(await ids(manager)).not.toContain(all.id);
  });

  it("of other programs see nothing", async () => {
    const { id } = await withFile();
    const stranger = affiliateOf(await makeSample(db));
    expect((await get(id, stranger)).body.code).toBe("creative.not_found");
    const list = await callApi(`/creatives?program_id=${sample.program.id}`, { actor: stranger });
    expect(list.body.code).toBe("program.not_found");
  });
});

describe("the list of creatives", () => {
  it("is paged, filtered by kind, and given as CSV", async () => {
    const own = await makeSample(db);
    const actor = memberOf(own.organization.id);
    for (const kind of ["image", "banner", "image"]) {
      await make({ kind, program_id: own.program.id }, actor);
    }
    const query = `/creatives?program_id=${own.program.id}`;
    const first = await callApi(`${query}&limit=2`, { actor });
    const rest = await callApi(`${query}&limit=2&cursor=${first.body.next_cursor}`, { actor });
    expect([first.body.data.length, rest.body.data.length, rest.body.next_cursor]).toEqual([
      2,
      1,
      null,
    ]);
    expect((await callApi(`${query}&kind=image`, { actor })).body.data).toHaveLength(2);
    expect((await callApi(`${query}&format=csv`, { actor })).text.split("\r\n")).toHaveLength(5);
    expect((await callApi(`${query}&cursor=x`, { actor })).body.code).toBe(
      "request.invalid_cursor",
    );
  });
});
