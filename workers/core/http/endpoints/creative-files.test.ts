import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { callApi } from "../../testing/api.ts";
import { makeCreativeSample, pathOf } from "../../testing/creatives.ts";
import { gif, jpeg, png, webp } from "../../testing/images.ts";
import { memberOf } from "../../testing/people.ts";
import { makeSample } from "../../testing/sample.ts";

const db = openDb(env.DB);
const { sample, manager, affiliate, made, upload, withFile, get } = await makeCreativeSample();
const keysInBucket = async () => {
  const { objects } = await env.FILES.list({ prefix: `creatives/${sample.program.id}/` });
  return objects.map(({ key }) => key);
};

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
