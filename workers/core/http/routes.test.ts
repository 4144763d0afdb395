import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDb } from "../../db/batch.ts";
import { AUTH_PATHS } from "../auth/auth-paths.ts";
import { openBrowser, signInAsNew } from "../testing/browser.ts";
import { makeSample } from "../testing/sample.ts";
import { createApp } from "./app.ts";
import { ENDPOINTS } from "./endpoints/index.ts";
import { TRACK_OPERATIONS } from "./operations.ts";

/** What answers by itself: middleware stands for all methods, and answers nothing. */
const routes = createApp([])
  .routes.filter(({ method }) => method !== "ALL")
  .map(({ method, path }) => `${method} ${path}`);
const served = new Set(routes);
const below = (prefix: string) =>
  [...served].filter((one) => one.split(" ")[1]?.startsWith(prefix) === true);

/** Whoever may do these has no row of the table: what they answer is no organization's. */
const OPEN = [
  "GET /api/openapi.json",
  "GET /api/docs",
  "GET /api/health",
  "GET /dev/inbox",
  "GET /dev/inbox.json",
  "GET /dev/inbox/:id",
  "GET /dev/inbox/:id/html",
  "GET /dev/inbox/style.css",
];
/** A WebSocket, by its ticket alone (live.test.ts). */
const BY_TICKET = ["GET /api/v1/live"];
const inApi = ({ method, path }: { method: string; path: string }) =>
  `${method.toUpperCase()} /api/v1${path}`;

describe("a route of core", () => {
  it("is declared with its row of the permission table, or is one of these few", () => {
    const declared = [
      ...[...ENDPOINTS, ...TRACK_OPERATIONS].map(inApi),
      ...AUTH_PATHS.map(({ method, path }) => `${method} /api/auth${path}`),
      ...below("/api/v1/operator/"),
      ...OPEN,
      ...BY_TICKET,
    ];
    expect([...served].sort()).toEqual([...new Set(declared)].sort());
  });

  it("is declared once", () => {
    const declared = [...ENDPOINTS, ...TRACK_OPERATIONS].map(inApi);
    expect(new Set(declared).size).toBe(declared.length);
  });
});

describe("nobody but the holder of OPERATOR_TOKEN is answered by", () => {
  const addressOf = (path: string) => path.replace(/:\w+/g, "none");

  it.each(below("/api/v1/operator/"))("%s", async (route) => {
    const [method = "", path = ""] = route.split(" ");
    const { key } = await makeSample(openDb(env.DB));
    const person = openBrowser();
    await signInAsNew(person);
    for (const authorization of [null, `Bearer ${key}`, "Bearer ", `Basic ${env.OPERATOR_TOKEN}`]) {
      const headers = { authorization };
      const answer = await person.call(addressOf(path), { method, headers });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ code: expect.stringMatching(/operator_token$/) });
    }
  });
});

describe("nobody but a program's key is answered by", () => {
  it.each(below("/api/v1/track/"))("%s", async (route) => {
    const [method = "", path = ""] = route.split(" ");
    const person = openBrowser();
    await signInAsNew(person);
    const operator = `Bearer ${env.OPERATOR_TOKEN}`;
    for (const authorization of [null, operator]) {
      const answer = await person.call(path, { method, headers: { authorization } });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ code: expect.stringMatching(/^auth\..*_key$/) });
    }
  });
});
