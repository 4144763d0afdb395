import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { apiKeys } from "../../../db/schema/operations.ts";
import { callSample } from "../../testing/app.ts";
import { makeSample } from "../../testing/sample.ts";

const db = openDb(env.DB);
let sample: Awaited<ReturnType<typeof makeSample>>;
beforeAll(async () => {
  sample = await makeSample(db);
});

const newLink = (affiliateId = sample.affiliate.id) => ({
  affiliate_id: affiliateId,
  destination: "https://shop.example/x",
});
const post = (key?: string, more: Parameters<typeof callSample>[1] = {}) =>
  callSample("/links", { body: newLink(), key, ...more });
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;
const lastUsed = async (id: string) =>
  (await db.select().from(apiKeys).where(eq(apiKeys.id, id)))[0]?.lastUsedAt;

describe("a call with an API key", () => {
  it("is let in with a good key", async () => {
    expect((await post(sample.key)).status).toBe(201);
  });

  it.each([
    ["no header", undefined, "auth.missing_key"],
    ["another scheme", "Basic dXNlcjpwYXNz", "auth.missing_key"],
    ["an empty bearer", "Bearer ", "auth.missing_key"],
    ["something that is no key", "Bearer hunter2", "auth.invalid_key"],
    ["a key nobody has", `Bearer td_live_${"x".repeat(43)}`, "auth.invalid_key"],
    ["SQL for a key", "Bearer td_live_' or 1=1 --", "auth.invalid_key"],
  ])("is refused with %s", async (_, authorization, code) => {
    const headers = authorization === undefined ? undefined : { authorization };
    const answer = await post(undefined, { headers });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    expect(await codeOf(answer)).toBe(code);
  });

  it("is refused at once after the key was revoked", async () => {
    const other = await makeSample(db);
    const body = newLink(other.affiliate.id);
    expect((await post(other.key, { body })).status).toBe(201);
    await db.update(apiKeys).set({ revokedAt: 1 }).where(eq(apiKeys.id, other.apiKey.id));
    const answer = await post(other.key, { body });
    expect(answer.status).toBe(401);
    expect(await codeOf(answer)).toBe("auth.revoked_key");
  });

  it("is refused without the scope, which is named", async () => {
    const reader = await makeSample(db, { apiKey: { scopes: ["commissions:read"] } });
    const answer = await post(reader.key, { body: newLink(reader.affiliate.id) });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({
      code: "auth.missing_scope",
      detail: expect.stringContaining("links:write"),
    });
  });

  it("does not learn whether something of another organization exists", async () => {
    const foreign = await makeSample(db);
    const existing = await post(sample.key, { body: newLink(foreign.affiliate.id) });
    const invented = await post(sample.key, { body: newLink("aff_00000000000000000000000000") });
    const bodies = [await existing.json<object>(), await invented.json<object>()];
    expect([existing.status, invented.status]).toEqual([404, 404]);
    expect({ ...bodies[0], request_id: "" }).toEqual({ ...bodies[1], request_id: "" });
  });

  it("does not reach another program of its own organization when it is bound to one", async () => {
    const sibling = await makeSample(db);
    const bound = await makeSample(db, {
      apiKey: { organizationId: sibling.organization.id, programId: sample.program.id },
    });
    const answer = await post(bound.key, { body: newLink(sibling.affiliate.id) });
    expect(answer.status).toBe(404);
  });

  it("notes when the key was last used, once a minute", async () => {
    const used = await makeSample(db);
    const body = newLink(used.affiliate.id);
    expect(await lastUsed(used.apiKey.id)).toBeNull();
    await post(used.key, { body });
    const first = await lastUsed(used.apiKey.id);
    expect(first).toBeGreaterThan(0);
    await post(used.key, { body });
    expect(await lastUsed(used.apiKey.id)).toBe(first);
  });
});

describe("a call while D1 does not answer", () => {
  const DB = {
    prepare: () => {
      throw new Error("D1_ERROR: no");
    },
  } as unknown as D1Database;

  it("is asked to come again where it cannot wait on a queue", async () => {
    const answer = await post(sample.key, { bindings: { DB } });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(await codeOf(answer)).toBe("service.unavailable");
  });

  it("goes on deferred where it can, with what is needed to authenticate it later", async () => {
    const headers = { "idempotency-key": "order-1" };
    const call = { body: {}, key: sample.key, headers, bindings: { DB } };
    const answer = await callSample("/deferrable", call);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      deferred: true,
      call: {
        keySha256: sample.apiKey.sha256,
        idempotencyKey: "order-1",
        bodyHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        acceptedAt: expect.any(Number),
      },
    });
  });

  it("is still refused without a key", async () => {
    expect((await callSample("/deferrable", { body: {}, bindings: { DB } })).status).toBe(401);
  });
});

describe("a flood of calls", () => {
  const limited = (success: boolean | Error) =>
    ({
      limit: async () => {
        if (success instanceof Error) throw success;
        return { success };
      },
    }) as RateLimit;

  it("is told to wait", async () => {
    const answer = await post(sample.key, { bindings: { API_RATE_LIMIT: limited(false) } });
    expect(answer.status).toBe(429);
    expect(answer.headers.get("retry-after")).toBe("10");
    expect(answer.headers.get("ratelimit-policy")).toBe('"key";q=1000;w=10');
    expect(await codeOf(answer)).toBe("request.rate_limited");
  });

  it("does not stop the API when the limiter itself fails", async () => {
    const API_RATE_LIMIT = limited(new Error("limiter down"));
    expect((await post(sample.key, { bindings: { API_RATE_LIMIT } })).status).toBe(201);
  });
});
