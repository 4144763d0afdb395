import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { affiliateGroups } from "../../../db/schema/affiliates.ts";
import { groups } from "../../../db/schema/programs.ts";
import { type Actor, ANONYMOUS } from "../../../domain/actor.ts";
import { newId } from "../../../lib/ids.ts";
import { callApi } from "../../testing/api.ts";
import { gif, jpeg, png, webp } from "../../testing/images.ts";
import { affiliateOf, keyOf, memberOf } from "../../testing/people.ts";
import { makeSample, SAMPLE_AT } from "../../testing/sample.ts";

const db = openDb(env.DB);
let sample: Awaited<ReturnType<typeof makeSample>>;
let manager: Actor;
let affiliate: Actor;
/** The affiliate's group, and another. */
let ownGroup: string;
let otherGroup: string;
beforeAll(async () => {
  sample = await makeSample(db);
  manager = memberOf(sample.organization.id, "manager");
  affiliate = affiliateOf(sample);
  [ownGroup, otherGroup] = [newId("grp"), newId("grp")];
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

const make = (changes: object = {}, actor: Actor = manager, headers = {}) =>
  callApi("/creatives", {
    actor,
    body: { program_id: sample.program.id, kind: "banner", name: "Spring", ...changes },
    headers,
  });
const upload = (
  id: string,
  bytes: Uint8Array | string,
  type = "image/png",
  { actor = manager, headers = {} }: { actor?: Actor; headers?: Record<string, string> } = {},
) =>
  callApi(`/creatives/${id}/file`, {
    actor,
    method: "PUT",
    body: bytes,
    headers: { "content-type": type, ...headers },
  });
const made = async (changes: object = {}) => (await make(changes)).body;
const withFile = async (changes: object = {}) =>
  (await upload((await made(changes)).id, png(300, 250))).body;
const get = (id: string, actor: Actor = manager) => callApi(`/creatives/${id}`, { actor });
const pathOf = (url: string) => url.slice(`${env.BASE_URL}/api/v1`.length);
const keysInBucket = async () => {
  const { objects } = await env.FILES.list({ prefix: `creatives/${sample.program.id}/` });
  return objects.map(({ key }) => key);
};

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

describe("a creative's file", () => {
  it.each([
    ["PNG", png(300, 250), "image/png"],
    ["JPEG", jpeg(300, 250), "image/jpeg"],
    ["GIF", gif(300, 250), "image/gif"],
    ["WebP", webp(300, 250), "image/webp"],
  ])("may be a %s, and is delivered to anybody as that alone", async (_, bytes, type) => {
    const { id } = await made();
    const { status, body, headers } = await upload(id, bytes, type);
    expect(status).toBe(200);
    expect(headers.get("etag")).toBe('"2"');
    expect(body.file).toMatchObject({
      content_type: type,
      bytes: bytes.length,
      width: 300,
      height: 250,
    });
    const file = await callApi(pathOf(body.file.url), { actor: ANONYMOUS });
    expect(file.status).toBe(200);
    expect(Object.fromEntries(file.headers)).toMatchObject({
      "content-type": type,
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("sandbox"),
      "cache-control": "public, max-age=31536000, immutable",
      "cross-origin-resource-policy": "cross-origin",
      "content-disposition": expect.stringMatching(/^inline; filename="creative\.\w+"$/),
    });
  });

  it("is told by its bytes when its sender does not say what it is", async () => {
    const { id } = await made();
    const { body } = await upload(id, jpeg(10, 10), "application/octet-stream");
    expect(body.file.content_type).toBe("image/jpeg");
  });

  it.each<[string, Uint8Array | string, string, string]>([
    ["zero bytes", new Uint8Array(), "image/png", "file.empty"],
    [
      "an HTML page called PNG",
      "<!doctype html><script>alert(1)</script>",
      "image/png",
      "file.type_not_allowed",
    ],
    [
      "an SVG with a script",
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      "image/svg+xml",
      "file.type_not_allowed",
    ],
    [
      "an SVG called PNG",
      "<?xml version='1.0'?><svg onload='alert(1)'/>",
      "image/png",
      "file.type_not_allowed",
    ],
    ["a PDF", "%PDF-1.7", "application/pdf", "file.type_not_allowed"],
    ["a JPEG called PNG", jpeg(1, 1), "image/png", "file.type_differs"],
    ["a PNG called HTML", png(1, 1), "text/html", "file.type_differs"],
    ["a PNG that is cut off", png(1, 1).slice(0, 16), "image/png", "file.type_not_allowed"],
    [
      "more pixels than a browser has memory for",
      png(10_001, 1),
      "image/png",
      "file.too_many_pixels",
    ],
    ["a square of too many pixels", png(9_000, 9_000), "image/png", "file.too_many_pixels"],
  ])("is refused with %s, and then nothing is kept", async (_, bytes, type, code) => {
    const creative = await made();
    const before = await keysInBucket();
    const { status, body } = await upload(creative.id, bytes, type);
    expect([status, body.code]).toEqual([422, code]);
    expect((await get(creative.id)).body).toEqual(creative);
    expect(await keysInBucket()).toEqual(before);
  });

  it.each([10 * 1024 * 1024 + 1, 50 * 1024 * 1024])("is refused with %i bytes", async (size) => {
    const bytes = new Uint8Array(size);
    bytes.set(png(1, 1));
    const { status, body } = await upload((await made()).id, bytes);
    expect([status, body.code]).toEqual([413, "request.too_large"]);
  });

  it("may have ten megabytes", async () => {
    const bytes = new Uint8Array(10 * 1024 * 1024);
    bytes.set(png(1, 1));
    expect((await upload((await made()).id, bytes)).body.file.bytes).toBe(bytes.length);
  });

  it("gets another address when it is replaced, and the old one goes on to work", async () => {
    const first = await withFile();
    const second = (await upload(first.id, png(10, 10))).body;
    expect(second.version).toBe(3);
    expect(second.file.url).not.toBe(first.file.url);
    for (const { file } of [first, second]) {
      expect((await callApi(pathOf(file.url), { actor: ANONYMOUS })).status).toBe(200);
    }
  });

  it("is not taken by a text, nor by what is archived, nor at another version", async () => {
    const text = await made({ kind: "text", body: "x" });
    expect((await upload(text.id, png(1, 1))).body.code).toBe("creative.no_file_taken");
    const banner = await made();
    const stale = await upload(banner.id, png(1, 1), "image/png", {
      headers: { "if-match": '"7"' },
    });
    expect(stale.status).toBe(412);
    await callApi(`/creatives/${banner.id}/archive`, { actor: manager, method: "POST" });
    expect((await upload(banner.id, png(1, 1))).body.code).toBe("creative.archived");
  });

  it("uploaded twice at once by who saw the same version is one of both", async () => {
    const { id } = await made();
    const before = (await keysInBucket()).length;
    const headers = { "if-match": '"1"' };
    const both = await Promise.all([
      upload(id, png(1, 1), "image/png", { headers }),
      upload(id, png(2, 2), "image/png", { headers }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await keysInBucket()).length - before).toBe(1);
  });

  it("of others is not theirs to replace", async () => {
    const { id } = await made();
    const other = await makeSample(db);
    const stranger = { actor: memberOf(other.organization.id) };
    expect((await upload(id, png(1, 1), "image/png", stranger)).body.code).toBe(
      "creative.not_found",
    );
    expect((await upload(id, png(1, 1), "image/png", { actor: affiliate })).status).toBe(403);
  });

  it.each([
    ["a key that was never given", "A".repeat(27)],
    ["a way out of the folder", "..%2F..%2Fphotos"],
    ["nothing like a key", "x"],
  ])("is not found under %s", async (_, key) => {
    const file = await callApi(`/files/creatives/${sample.program.id}/${key}`);
    expect(file.status).toBe(404);
  });

  it("that is no image is never delivered, whoever put it there", async () => {
    const key = "S".repeat(27);
    await env.FILES.put(`creatives/${sample.program.id}/${key}`, "<script>alert(1)</script>", {
      httpMetadata: { contentType: "text/html" },
    });
    const file = await callApi(`/files/creatives/${sample.program.id}/${key}`);
    expect([file.status, file.body.code]).toEqual([404, "file.not_found"]);
    await env.FILES.delete(`creatives/${sample.program.id}/${key}`);
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

describe("the code that embeds a creative", () => {
  const embed = (id: string, query: Record<string, string> = {}, actor: Actor = affiliate) =>
    callApi(
      `/creatives/${id}/embed?${new URLSearchParams({ affiliate_id: sample.affiliate.id, ...query })}`,
      { actor },
    );

  it("leads through the affiliate's own link, deeper where the creative says so", async () => {
    const banner = await withFile({ destination: "https://shop.example/spring?a=1&b=2" });
    const { body } = await embed(banner.id);
    const url = `${env.BASE_URL}/r/${sample.link.slug}?to=https%3A%2F%2Fshop.example%2Fspring%3Fa%3D1%26b%3D2`;
    expect(body).toMatchObject({ url, link_id: sample.link.id });
    expect(body.html).toContain(`<a href="${url}"`);
    expect(body.html).toContain(`src="${banner.file.url}" width="300" height="250"`);
  });

  it("of a text is the text, with nothing in it that runs", async () => {
    const text = await made({ kind: "text", body: "5 < 6 & <script>alert(1)</script>" });
    const { body } = await embed(text.id, {}, manager);
    expect(body.html).toContain("5 &lt; 6 &amp; &lt;script&gt;alert(1)&lt;/script&gt;");
    expect(body.html).not.toContain("<script");
  });

  it("takes another link of the affiliate's, and no other's", async () => {
    const banner = await withFile();
    const { body: link } = await callApi("/links", {
      actor: affiliate,
      body: { affiliate_id: sample.affiliate.id, destination: "https://shop.example/x" },
    });
    expect((await embed(banner.id, { link_id: link.id })).body.url).toBe(link.url);
    const other = await makeSample(db);
    expect((await embed(banner.id, { link_id: other.link.id })).body.code).toBe("link.not_found");
    await callApi(`/links/${link.id}/end`, { actor: affiliate, method: "POST" });
    expect((await embed(banner.id, { link_id: link.id })).body.code).toBe("link.ended");
  });

  it("is refused for what is not ready, for others, and without a link", async () => {
    expect((await embed((await made()).id, {}, manager)).body.code).toBe("creative.no_file_yet");
    const banner = await withFile();
    const other = await makeSample(db);
    const foreign = { affiliate_id: other.affiliate.id };
    expect((await embed(banner.id, foreign, manager)).body.code).toBe("affiliate.not_found");
    expect((await embed(banner.id, foreign, affiliateOf(other))).body.code).toBe(
      "creative.not_found",
    );
    await callApi(`/links/${sample.link.id}/pause`, { actor: manager, method: "POST" });
    expect((await embed(banner.id)).body.code).toBe("creative.no_link");
  });
});
