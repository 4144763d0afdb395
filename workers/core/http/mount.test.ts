import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { pageOf, pageQuery, readCursor, toPage } from "../../contract/page.ts";
import { assertExpectedVersion } from "../services/expected-version.ts";
import type { AppEnv } from "./app-env.ts";
import { csvLines } from "./csv-answer.ts";
import { type Endpoint, endpoint } from "./endpoint.ts";
import { openContext, requestId } from "./middleware/request.ts";
import { mount } from "./mount.ts";
import { onError, onNotFound } from "./problem.ts";

const about = {
  tag: "Links",
  summary: "A thing",
  action: "link.read",
  problems: [],
  example: {},
} as const;
const thing = z.object({ id: z.string(), amount: z.int(), version: z.int() });
const things = Array.from({ length: 230 }, (_, index) => ({
  id: `link_${String(index).padStart(3, "0")}`,
  amount: -index,
  version: 1,
}));

const endpoints: Endpoint[] = [
  endpoint({
    ...about,
    id: "getThing",
    method: "get",
    path: "/things/:thing_id",
    answer: thing,
    versioned: true,
    run: async (_, { params }) => ({ id: params.thing_id, amount: 1, version: 7 }),
  }),
  endpoint({
    ...about,
    id: "editThing",
    method: "patch",
    path: "/things/:thing_id",
    body: z.strictObject({ amount: z.int().optional() }),
    answer: thing,
    versioned: true,
    run: async (ctx, { params, body }) => {
      assertExpectedVersion(ctx, 7);
      return { id: params.thing_id, amount: body.amount ?? 0, version: 8 };
    },
  }),
  endpoint({
    ...about,
    id: "exportThings",
    method: "get",
    path: "/things/export",
    answer: z.object({ exported: z.boolean() }),
    run: async () => ({ exported: true }),
  }),
  endpoint({
    ...about,
    id: "listThings",
    method: "get",
    path: "/things",
    query: z.strictObject({ ...pageQuery, least: z.coerce.number().int().optional() }),
    answer: pageOf(thing),
    csv: true,
    run: async (_, { query }) => {
      const after = readCursor(query.cursor);
      const rest = things.filter(({ id }) => after === null || id > after.id);
      const position = ({ id }: { id: string }) => ({ value: id, id });
      return toPage(rest.slice(0, query.limit + 1), query.limit, position, (one) => one);
    },
  }),
  endpoint({
    ...about,
    id: "deleteThing",
    method: "delete",
    path: "/things/:thing_id",
    run: async () => undefined,
  }),
  endpoint({
    ...about,
    id: "importThings",
    method: "post",
    path: "/things/import",
    body: "csv",
    bytesMax: 20,
    answer: z.object({ length: z.int() }),
    run: async (_, { body }) => ({ length: body.length }),
  }),
  endpoint({
    ...about,
    id: "uploadThing",
    method: "put",
    path: "/things/:thing_id/file",
    body: "file",
    answer: z.object({ bytes: z.int(), type: z.string() }),
    run: async (_, { body }) => ({ bytes: body.bytes.byteLength, type: body.contentType }),
  }),
];

const app = new Hono<AppEnv>();
app.onError(onError);
app.notFound(onNotFound);
app.use(requestId, openContext);
mount(app, endpoints, []);

const call = (path: string, init: RequestInit = {}) =>
  app.fetch(new Request(`http://localhost/api/v1${path}`, init), env);
const json = (body: unknown, headers = {}): RequestInit => ({
  method: "PATCH",
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

describe("an endpoint", () => {
  it("is not swallowed by a parameter that was declared before it", async () => {
    expect(await (await call("/things/export")).json()).toEqual({ exported: true });
    expect(await (await call("/things/export2")).json()).toMatchObject({ id: "export2" });
  });

  it("answers nothing with 204", async () => {
    const answer = await call("/things/a", { method: "DELETE" });
    expect([answer.status, await answer.text()]).toEqual([204, ""]);
  });

  it.each([
    ["request.malformed_json", 400, { ...json({}), body: "{" }],
    ["request.unsupported_content_type", 415, json({}, { "content-type": "text/plain" })],
    ["request.unsupported_content_type", 415, json({}, { "content-type": "application/jsonx" })],
    ["request.invalid", 422, json({ amount: "1" })],
    ["request.invalid", 422, json({ other: 1 })],
    ["request.invalid", 422, json([])],
    ["request.too_large", 413, json({ text: "x".repeat(300_000) })],
  ])("refuses a body with %s", async (code, status, init) => {
    const answer = await call("/things/a", init);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({ code });
  });

  it("takes no body for an empty one", async () => {
    const answer = await call("/things/a", { method: "PATCH" });
    expect(await answer.json()).toEqual({ id: "a", amount: 0, version: 8 });
  });

  it("refuses a query that it does not know", async () => {
    for (const query of ["?limit=0", "?limit=101", "?other=1", "?format=xml", "?cursor=x"]) {
      expect((await call(`/things${query}`)).status, query).toBe(422);
    }
  });
});

describe("a version", () => {
  it("is told as ETag", async () => {
    expect((await call("/things/a")).headers.get("etag")).toBe('"7"');
  });

  it.each([
    ['"7"', 200],
    ['W/"7"', 200],
    ["*", 200],
    ['"6"', 412],
    ['"x"', 412],
    ["7", 412],
  ])("that somebody else changed meanwhile is not edited: %s answers %i", async (tag, status) => {
    const answer = await call("/things/a", json({ amount: 1 }, { "if-match": tag }));
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.headers.get("etag")).toBe('"8"');
    else expect(await answer.json()).toMatchObject({ code: "request.precondition_failed" });
  });
});

describe("a list as CSV", () => {
  it("has all pages, and a line of names", async () => {
    const answer = await call("/things?format=csv&limit=10");
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toContain("things.csv");
    const lines = (await answer.text()).trimEnd().split("\r\n");
    expect(lines).toHaveLength(231);
    expect(lines.slice(0, 3)).toEqual(["id,amount,version", "link_000,0,1", "link_001,-1,1"]);
  });

  it("opens no formula in a spreadsheet", () => {
    const text = csvLines(
      ["a", "b"],
      [
        { a: "=cmd|' /C calc'!A0", b: -5 },
        { a: "@x", b: { tags: ["+1", "b"] } },
        { a: "-1+2", b: null },
      ],
    );
    expect(text.split("\r\n")).toEqual([
      "'=cmd|' /C calc'!A0,-5",
      `'@x,"{""tags"":[""+1"",""b""]}"`,
      "'-1+2,",
      "",
    ]);
  });
});

describe("a body that is no JSON", () => {
  it("is a CSV's text", async () => {
    const headers = { "content-type": "text/csv; charset=utf-8" };
    const answer = await call("/things/import", { method: "POST", headers, body: "a,b\n1,2" });
    expect(await answer.json()).toEqual({ length: 7 });
    const wrong = await call("/things/import", { method: "POST", body: "a", headers: {} });
    expect(wrong.status).toBe(415);
    const long = await call("/things/import", { method: "POST", headers, body: "a".repeat(21) });
    expect(long.status).toBe(413);
  });

  it("is a file's bytes", async () => {
    const body = new Uint8Array([0, 255, 128, 10]);
    const headers = { "content-type": "image/png" };
    const answer = await call("/things/a/file", { method: "PUT", headers, body });
    expect(await answer.json()).toEqual({ bytes: 4, type: "image/png" });
  });
});
