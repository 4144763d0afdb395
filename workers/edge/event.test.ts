import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { BrowserEvent } from "../contract/edge/browser-event.ts";
import type { EdgeEnv } from "./env.ts";
import { reportEvent } from "./event.ts";
import { openIsolate } from "./isolate.ts";
import { Problem } from "./problem.ts";
import {
  core,
  edgeEnv,
  publish,
  requestOf,
  type Sent,
  SHOP,
  send,
  unique,
} from "./testing/world.ts";

type Document = { code: string; status: number; request_id: string; errors?: { path: string }[] };

const { program } = await publish();
const TOUCH = "A".repeat(64);
const sale = (changes: Record<string, unknown> = {}) => ({
  program: program.id,
  type: "sale",
  external_id: unique("order"),
  amount: 4_999,
  currency: "EUR",
  ...changes,
});

const posted = (body: unknown, sent: Sent = {}): Sent => ({
  method: "POST",
  body: typeof body === "string" ? body : JSON.stringify(body),
  ...sent,
  headers: { origin: SHOP, "content-type": "text/plain", ...(sent.headers as object) },
});
const report = (body: unknown, sent?: Sent) => send("/t/event", posted(body, sent));
const problemOf = async (response: Response) => (await response.json()) as Document;

const queuedEvent = (id: string): Promise<BrowserEvent> =>
  vi.waitFor(
    async () => {
      const found = (await core.queued()).events.find((event) => event.id === id);
      if (found === undefined) throw new Error("Not there yet");
      return found;
    },
    { timeout: 5_000 },
  );

beforeEach(async () => {
  await core.become({});
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("a browser's event", () => {
  it.each([
    ["a sale", sale({ touches: TOUCH + TOUCH, tax: 799, coupon: "SAVE10" })],
    ["a sale with items", sale({ items: [{ id: "a", quantity: 2, amount: 4_999 }] })],
    ["a sale of nothing", sale({ amount: 0 })],
    ["a sale in yen", sale({ currency: "JPY", amount: 1_000 })],
    ["a sale in dinars", sale({ currency: "KWD", amount: 12_345 })],
    ["a sale whose facts are signed", { program: program.id, type: "sale", signed: "a.b.c" }],
    ["a lead", { program: program.id, type: "lead" }],
    ["a lead of a customer", { program: program.id, type: "lead", customer_id: "c-1" }],
    ["a custom event", { program: program.id, type: "event", name: "trial_started" }],
    ["a test", sale({ test: true, metadata: { plan: "pro" } })],
  ])("that is %s is stored before it is answered", async (_, body) => {
    const before = Date.now();
    const response = await report(body);
    expect(response.status).toBe(202);
    const { id } = (await response.json()) as { id: string };
    expect(id).toMatch(/^conv_[0-9a-z]{26}$/);
    const event = await queuedEvent(id);
    expect(event).toEqual({ kind: "browser", id, at: expect.any(Number), body, country: "DE" });
    expect(event.at).toBeGreaterThanOrEqual(before);
  });

  it.each([
    ["text/plain", "text/plain;charset=UTF-8"],
    ["JSON", "application/json"],
  ])("may come as %s", async (_, type) => {
    expect((await report(sale(), { headers: { "content-type": type } })).status).toBe(202);
  });

  it("with a token that is forged is kept: core says why it gives no credit", async () => {
    const response = await report(sale({ touches: "x".repeat(64) }));
    const { id } = (await response.json()) as { id: string };
    expect((await queuedEvent(id)).body.touches).toBe("x".repeat(64));
  });
});

describe("a body is refused", () => {
  it.each([
    ["that is no JSON", "{", 400, "request.malformed_json", undefined],
    ["that is empty", "", 400, "request.malformed_json", undefined],
    ["that is no object", "5", 422, "request.invalid", ""],
    ["of 1 MB", "x".repeat(1_000_000), 413, "request.too_large", undefined],
    ["with a field that is unknown", sale({ rate: 50 }), 422, "request.invalid", "rate"],
    [
      "with an item's field that is unknown",
      sale({ items: [{ amount: 1, rate: 2 }] }),
      422,
      "request.invalid",
      "items[0].rate",
    ],
    ["with a negative amount", sale({ amount: -1 }), 422, "request.invalid", "amount"],
    ["with a huge amount", sale({ amount: 10_000_000_001 }), 422, "request.invalid", "amount"],
    ["with a fractional amount", sale({ amount: 49.99 }), 422, "request.invalid", "amount"],
    ["with an amount in text", sale({ amount: "4999" }), 422, "request.invalid", "amount"],
    [
      "with an amount beyond numbers",
      JSON.stringify(sale()).replace("4999", "1e999"),
      422,
      "request.invalid",
      "amount",
    ],
    ["with a negative tax", sale({ tax: -1 }), 422, "request.invalid", "tax"],
    [
      "with an item's negative amount",
      sale({ items: [{ amount: -5 }] }),
      422,
      "request.invalid",
      "items[0].amount",
    ],
    [
      "with too many items",
      sale({ items: Array(101).fill({ amount: 1 }) }),
      422,
      "request.invalid",
      "items",
    ],
    ["without a currency", sale({ currency: undefined }), 422, "request.invalid", "currency"],
    ["with an unknown currency", sale({ currency: "ZZZ" }), 422, "request.invalid", "currency"],
    [
      "with a currency in small letters",
      sale({ currency: "eur" }),
      422,
      "request.invalid",
      "currency",
    ],
    [
      "with a number of blanks",
      sale({ external_id: " \t" }),
      422,
      "request.invalid",
      "external_id",
    ],
    [
      "with half a surrogate pair for a number",
      sale({ external_id: "1\ud800" }),
      422,
      "request.invalid",
      "external_id",
    ],
    ["with half a token", sale({ touches: TOUCH.slice(1) }), 422, "request.invalid", "touches"],
    ["with three tokens", sale({ touches: TOUCH.repeat(3) }), 422, "request.invalid", "touches"],
    [
      "with metadata that nests",
      sale({ metadata: { a: { b: 1 } } }),
      422,
      "request.invalid",
      "metadata",
    ],
    ["of an unknown type", sale({ type: "refund" }), 422, "request.invalid", "type"],
    [
      "of a custom event without a name",
      { program: program.id, type: "event" },
      422,
      "request.invalid",
      "name",
    ],
    ["of a sale with a name", sale({ name: "x" }), 422, "request.invalid", "name"],
    [
      "of a sale without an external id",
      sale({ external_id: undefined }),
      422,
      "conversion.external_id_required",
      "external_id",
    ],
    [
      "of a sale with an empty external id",
      sale({ external_id: "" }),
      422,
      "request.invalid",
      "external_id",
    ],
    ["of no program", sale({ program: undefined }), 422, "request.invalid", "program"],
    [
      "of a program that is not there",
      sale({ program: `prog_${"0".repeat(26)}` }),
      404,
      "program.not_found",
      undefined,
    ],
  ])("%s", async (_, body, status, code, path) => {
    const response = await report(body);
    const problem = await problemOf(response);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect([response.status, problem.status, problem.code]).toEqual([status, status, code]);
    expect(problem.request_id).toMatch(/^req_/);
    expect(problem.errors?.map((error) => error.path)).toEqual(
      path === undefined ? undefined : [path],
    );
  });

  it("with every field that is wrong named", async () => {
    const { errors } = await problemOf(await report(sale({ amount: -1, tax: "x", rate: 1 })));
    expect(errors?.map((error) => error.path).sort()).toEqual(["amount", "rate", "tax"]);
  });

  it("that grows beyond 16 KB although it did not say so", async () => {
    const chunk = new TextEncoder().encode("x".repeat(10_000));
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(chunk);
      },
    });
    const sent = { ...posted(""), body };
    expect((await problemOf(await send("/t/event", sent))).code).toBe("request.too_large");
  });

  it.each([["text/html"], ["multipart/form-data; boundary=x"], ["application/xml"]])(
    "that calls itself %s",
    async (type) => {
      const response = await report(sale(), { headers: { "content-type": type } });
      expect(response.status).toBe(415);
    },
  );

  it.each([["GET"], ["PUT"], ["DELETE"]])("by %s", async (method) => {
    const response = await send("/t/event", { method });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
  });
});

describe("a site", () => {
  it.each([
    ["of the program", SHOP, 202],
    ["under its wildcard", "https://a.b.shop.example", 202],
    ["that is foreign", "https://evil.example", 403],
    ["that ends alike", "https://evilshop.example", 403],
    ["that begins alike", "https://shop.example.evil.example", 403],
    ["without encryption", "http://shop.example", 403],
    ["on another port", "https://shop.example:8443", 403],
    ["that hides", "null", 403],
    ["that says nothing", "", 403],
  ])("%s", async (_, origin, status) => {
    const response = await report(sale(), { headers: { origin } });
    expect(response.status).toBe(status);
    const allowed = response.headers.get("access-control-allow-origin");
    expect(allowed).toBe(status === 202 ? origin : null);
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
  });

  it("that is no site, for instance a server without an Origin, is refused", async () => {
    const sent = posted(sale());
    const headers = new Headers(sent.headers);
    headers.delete("origin");
    const response = await send("/t/event", { ...sent, headers });
    expect((await problemOf(response)).code).toBe("origin.not_allowed");
  });

  it("may ask beforehand, and is promised no credentials", async () => {
    const headers = { origin: "https://evil.example", "access-control-request-method": "POST" };
    const response = await send("/t/event", { method: "OPTIONS", headers });
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-allow-headers")).toBe("content-type");
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
  });

  it("can read why its request was refused, so that it does not try again for nothing", async () => {
    const response = await report(sale({ amount: -1 }));
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
  });
});

describe("too many events", () => {
  it("of one client are refused, those of others are not", async () => {
    const { program: busy } = await publish();
    const from = (ip: string) =>
      report(sale({ program: busy.id }), { headers: { "cf-connecting-ip": ip } });
    const statuses: number[] = [];
    for (let count = 0; count < 230; count++) statuses.push((await from("203.0.113.1")).status);
    expect(statuses.slice(0, 100)).toEqual(Array(100).fill(202));
    expect(statuses).toContain(429);
    const refused = await from("203.0.113.1");
    if (refused.status === 429) expect(refused.headers.get("retry-after")).toBe("10");
    expect((await from("203.0.113.2")).status).toBe(202);
  }, 20_000);
});

describe("when the queue refuses", () => {
  const refusing = (): EdgeEnv => ({
    ...edgeEnv,
    EVENTS_QUEUE: { ...edgeEnv.EVENTS_QUEUE, send: () => Promise.reject(new Error("full")) },
  });
  const reportTo = async (env: EdgeEnv, body: unknown) =>
    reportEvent(requestOf("/t/event", posted(body)), await openIsolate(env));

  it("core takes the event", async () => {
    const body = sale();
    const response = await reportTo(refusing(), body);
    const { id } = (await response.json()) as { id: string };
    expect((await core.seen()).events).toMatchObject([{ id, body }]);
  });

  it("and core too, the event is not accepted, and may be sent again", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const { program: known } = await publish();
    await core.become({ failing: true });
    const refused = await reportTo(refusing(), sale({ program: known.id })).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(Problem);
    const response = (refused as Problem).toResponse();
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "2"]);
    expect((await problemOf(response)).code).toBe("event.not_stored");
  });

  it("a limiter that fails lets events pass", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const env: EdgeEnv = {
      ...edgeEnv,
      EVENT_RATE_LIMIT: { limit: () => Promise.reject(new Error("down")) },
    };
    expect((await reportTo(env, sale())).status).toBe(202);
  });
});
