import { env, exports } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { problemSchema } from "../../contract/problem.ts";
import { openDb } from "../../db/batch.ts";
import { callSample } from "../testing/app.ts";
import { makeSample } from "../testing/sample.ts";

const call = (path: string, init?: RequestInit, host = "localhost:8787") =>
  exports.default.fetch(`http://${host}${path}`, init);
const operator = { authorization: `Bearer ${env.OPERATOR_TOKEN}` };
const problemOf = async (answer: Response) => problemSchema.parse(await answer.json());

describe("every answer", () => {
  it("carries its request's id and the security headers", async () => {
    const { headers } = await call("/api/health");
    expect(headers.get("x-request-id")).toMatch(/^req_[0-9a-z]{26}$/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.has("access-control-allow-origin")).toBe(false);
  });

  it("keeps an id that a proxy of ours gave, and no other", async () => {
    const ours = `req_${"0".repeat(26)}`;
    const given = await call("/api/health", { headers: { "x-request-id": ours } });
    const forged = await call("/api/health", { headers: { "x-request-id": "evil\tline" } });
    expect(given.headers.get("x-request-id")).toBe(ours);
    expect(forged.headers.get("x-request-id")).not.toContain("evil");
  });

  it.each(["evil.example", "localhost.evil.example", "api.trackdesk.example:8787"])(
    "is refused on a host that is not ours: %s",
    async (host) => {
      const answer = await call("/api/health", undefined, host);
      expect(answer.status).toBe(421);
      expect(await problemOf(answer)).toMatchObject({ code: "request.wrong_host" });
    },
  );

  it("is a problem document where there is nothing", async () => {
    const answer = await call("/api/v1/nothing");
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    const problem = await problemOf(answer);
    expect(problem.code).toBe("request.not_found");
    expect(problem.request_id).toBe(answer.headers.get("x-request-id"));
  });

  it("never shows an error that nobody foresaw, but logs it with the request's id", async () => {
    const print = vi.spyOn(console, "error").mockImplementation(() => {});
    const answer = await callSample("/broken");
    const text = await answer.clone().text();
    expect(answer.status).toBe(500);
    expect((await problemOf(answer)).code).toBe("internal");
    expect(text).not.toMatch(/secret reason|at .*\.ts/);
    const line = JSON.parse(String(print.mock.calls[0]?.[0]));
    expect(line).toMatchObject({ request_id: answer.headers.get("x-request-id") });
    expect(line.error.message).toBe("the secret reason");
    print.mockRestore();
  });

  it("says that the installation is not configured, and logs what is missing", async () => {
    const print = vi.spyOn(console, "error").mockImplementation(() => {});
    const answer = await callSample("/broken", { bindings: { SIGNING_SECRET: "" } });
    expect((await problemOf(answer)).code).toBe("service.misconfigured");
    expect(String(print.mock.calls[0]?.[0])).toContain("npm run secrets");
    print.mockRestore();
  });
});

describe("a body", () => {
  const big = (bytes: number) => JSON.stringify({ text: "x".repeat(bytes) });

  it("of 1 MB is refused", async () => {
    const answer = await callSample("/links", { body: big(1024 * 1024) });
    expect(answer.status).toBe(413);
    expect((await problemOf(answer)).code).toBe("request.too_large");
  });

  it("of 1 MB is refused also when it does not say how long it is", async () => {
    const { key } = await makeSample(openDb(env.DB));
    const chunk = new TextEncoder().encode("x".repeat(64 * 1024));
    let left = 16;
    const body = new ReadableStream({
      pull: (controller) => (left-- > 0 ? controller.enqueue(chunk) : controller.close()),
    });
    const answer = await callSample("/links", {
      method: "POST",
      body,
      key,
      headers: { "content-type": "application/json" },
    });
    expect(answer.status).toBe(413);
    expect((await problemOf(answer)).code).toBe("request.too_large");
  });

  it("of 1 MB is taken in bulk, one of 6 MB is not", async () => {
    expect((await callSample("/bulk", { body: big(1024 * 1024) })).status).toBe(200);
    expect((await callSample("/bulk", { body: big(6 * 1024 * 1024) })).status).toBe(413);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])(
    "that says it is %s is refused",
    async (type) => {
      const headers = { "content-type": type };
      const answer = await callSample("/links", { method: "POST", body: "a=b", headers });
      expect(answer.status).toBe(415);
      expect((await problemOf(answer)).code).toBe("request.unsupported_content_type");
    },
  );
});

describe("a request without a body", () => {
  it("need not say what kind of body it has", async () => {
    const headers = { ...operator, "content-length": "0" };
    const answer = await call("/api/v1/operator/jobs/prune/run", { method: "POST", headers });
    expect(answer.status).toBe(200);
  });
});

describe("the health of the installation", () => {
  it("names each dependency with its time", async () => {
    const answer = await call("/api/health");
    expect(answer.status).toBe(200);
    const up = { ok: true, ms: expect.any(Number) };
    expect(await answer.json()).toEqual({
      ok: true,
      checks: { d1: up, kv: up, r2: up, queues: up },
    });
  });
});

describe("the operator's routes", () => {
  const job = "/api/v1/operator/jobs/sweep-outbox/run";

  it.each([
    ["without a token", {}, "auth.missing_operator_token"],
    ["with a wrong one", { authorization: "Bearer wrong" }, "auth.invalid_operator_token"],
    [
      "with the right one in another case",
      { authorization: `Bearer ${env.OPERATOR_TOKEN.toUpperCase()}` },
      "auth.invalid_operator_token",
    ],
    [
      "with an API key",
      { authorization: `Bearer td_live_${"x".repeat(43)}` },
      "auth.invalid_operator_token",
    ],
  ])("refuse %s", async (_, headers, code) => {
    for (const [path, method] of [
      ["/api/v1/operator/jobs", "GET"],
      ["/api/v1/operator/jobs/run-due", "POST"],
      [job, "POST"],
    ] as const) {
      const answer = await call(path, { method, headers });
      expect(answer.status).toBe(401);
      expect((await problemOf(answer)).code).toBe(code);
    }
  });

  it("run a job now, and show the run", async () => {
    const run = await call(job, { method: "POST", headers: operator });
    expect(await run.json()).toMatchObject({ job: "sweep-outbox", ok: true });
    const list = await call("/api/v1/operator/jobs", { headers: operator });
    const { jobs } = await list.json<{ jobs: { name: string; finished_at: number | null }[] }>();
    const names = jobs.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["sweep-outbox", "compare-links", "prune"]));
    expect(jobs.find(({ name }) => name === "sweep-outbox")?.finished_at).toBeGreaterThan(0);
  });

  it("run what is due", async () => {
    const answer = await call("/api/v1/operator/jobs/run-due", {
      method: "POST",
      headers: operator,
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ outcomes: expect.any(Array) });
  });

  it("know no other job", async () => {
    const answer = await call("/api/v1/operator/jobs/mine-bitcoin/run", {
      method: "POST",
      headers: operator,
    });
    expect(answer.status).toBe(404);
    expect((await problemOf(answer)).code).toBe("job.not_found");
  });
});
