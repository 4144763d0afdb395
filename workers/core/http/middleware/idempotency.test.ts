import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { links } from "../../../db/schema/links.ts";
import { idempotencyRecords } from "../../../db/schema/operations.ts";
import { callSample } from "../../testing/app.ts";
import { makeSample } from "../../testing/sample.ts";

const db = openDb(env.DB);
let sample: Awaited<ReturnType<typeof makeSample>>;
beforeAll(async () => {
  sample = await makeSample(db);
});

const body = (destination = "https://shop.example/a") => ({
  affiliate_id: sample.affiliate.id,
  destination,
});
const post = (key: string, sent: unknown = body(), apiKey = sample.key, query = "") =>
  callSample(`/links${query}`, { body: sent, key: apiKey, headers: { "idempotency-key": key } });
const linkCount = () => db.$count(links, eq(links.affiliateId, sample.affiliate.id));

describe("a call with an Idempotency-Key", () => {
  it("is answered again with the first answer", async () => {
    const first = await post("again");
    const before = await linkCount();
    const second = await post("again");
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(await second.text()).toBe(await first.text());
    expect(first.headers.has("idempotent-replayed")).toBe(false);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(await linkCount()).toBe(before);
  });

  it("makes one link for ten calls at once, and the same answer for each", async () => {
    const before = await linkCount();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post("at-once")));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect(await linkCount()).toBe(before + 1);
  });

  it("is given the first answer also when it lost by something else than the key", async () => {
    const sent = { ...body(), slug: "one-of-many" };
    const answers = await Promise.all(Array.from({ length: 10 }, () => post("one-slug", sent)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
  });

  it("goes on deferred, where it can, when D1 stops answering after the authentication", async () => {
    let calls = 0;
    const DB = Object.assign(Object.create(env.DB), {
      prepare: (query: string) => {
        calls++;
        if (query.includes("idempotency_records")) throw new Error("D1_ERROR: gone");
        return env.DB.prepare(query);
      },
    });
    const headers = { "idempotency-key": "deferred" };
    const call = { body: body(), key: sample.key, headers, bindings: { DB } };
    const answer = await callSample("/deferrable", call);
    expect(await answer.json()).toMatchObject({ deferred: true });
    expect((await callSample("/links", call)).status).toBe(503);
    expect(calls).toBeGreaterThan(2);
  });

  it("is refused with another body under the same key", async () => {
    await post("reused");
    const before = await linkCount();
    const answer = await post("reused", body("https://shop.example/b"));
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ code: "idempotency.key_reused" });
    expect(await linkCount()).toBe(before);
  });

  it("is refused with another query under the same key, and answered again with the same one", async () => {
    const asked = (query: string) => post("queried", body(), sample.key, query);
    const first = await asked("?program_id=one");
    const before = await linkCount();
    for (const query of ["?program_id=two", "?program_id=one&dry_run=true", ""]) {
      const answer = await asked(query);
      expect([query, answer.status]).toEqual([query, 422]);
      expect(await answer.json()).toMatchObject({ code: "idempotency.key_reused" });
    }
    expect(await (await asked("?program_id=one")).text()).toBe(await first.text());
    expect(await linkCount()).toBe(before);
  });

  it("is another caller's own business", async () => {
    const other = await makeSample(db);
    const mine = await post("shared");
    const theirs = await post("shared", { ...body(), affiliate_id: other.affiliate.id }, other.key);
    expect([mine.status, theirs.status]).toEqual([201, 201]);
  });

  it("may be tried again after a refusal, which is not kept", async () => {
    const refused = await post("refused", body("https://elsewhere.example/"));
    expect(refused.status).toBe(422);
    expect((await post("refused")).status).toBe(201);
  });

  it.each([
    ["empty", ""],
    ["with a space", "a b"],
    ["longer than 255", "k".repeat(256)],
  ])("is refused with a key that is %s", async (_, key) => {
    const answer = await post(key);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "idempotency.invalid_key" });
  });

  it("takes a key of 255 characters", async () => {
    expect((await post("k".repeat(255))).status).toBe(201);
  });

  it("is recorded for the caller, with its mode", async () => {
    await post("recorded");
    const [record] = await db
      .select()
      .from(idempotencyRecords)
      .where(eq(idempotencyRecords.key, "recorded"));
    expect(record).toMatchObject({ callerId: sample.apiKey.id, mode: "live", status: 201 });
  });

  it("makes a link each time without a key", async () => {
    const before = await linkCount();
    for (let times = 0; times < 2; times++) {
      await callSample("/links", { body: body(), key: sample.key });
    }
    expect(await linkCount()).toBe(before + 2);
  });
});
