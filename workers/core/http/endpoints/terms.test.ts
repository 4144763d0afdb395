import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { entryKey } from "../../../contract/edge/entries.ts";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { affiliates, termsAcceptances } from "../../../db/schema/affiliates.ts";
import { outbox } from "../../../db/schema/operations.ts";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { newId } from "../../../lib/ids.ts";
import { runDueOutbox } from "../../services/outbox/run-due.ts";
import { callApi } from "../../testing/api.ts";
import { testContext } from "../../testing/context.ts";
import { affiliateOf, keyOf, memberOf, person } from "../../testing/people.ts";
import { makeSample, SAMPLE_AT } from "../../testing/sample.ts";
import { makeShop } from "../../testing/shop.ts";

const db = openDb(env.DB);
const DAY = 86_400_000;
const iso = (at: number) => new Date(at).toISOString();
const NOTICE = { kind: "notice", text: "Be honest." };

async function makeProgram() {
  const sample = await makeSample(db);
  const path = `/programs/${sample.program.id}/terms`;
  const actor = memberOf(sample.organization.id, "admin");
  const create = (body: object, headers = {}, now?: number) =>
    callApi(path, { actor, body, headers, ...(now === undefined ? {} : { now }) });
  return { ...sample, path, actor, create };
}

const entryOf = (id: string) => env.LINKS.get<object>(entryKey.affiliate(id), "json");

describe("a version of terms", () => {
  it("is numbered, and takes effect at once unless it says otherwise", async () => {
    const { create, path, actor, program } = await makeProgram();
    const at = Date.now();
    const first = await create(NOTICE, {}, at);
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      ...NOTICE,
      program_id: program.id,
      version: 1,
      effective_at: iso(at),
      deadline_at: null,
    });
    const later = iso(at + DAY);
    const second = await create({ ...NOTICE, text: "New.", effective_at: later });
    expect(second.body).toMatchObject({ version: 2, effective_at: later });
    expect((await callApi(`${path}/1`, { actor })).body.text).toBe("Be honest.");
    const { body } = await callApi(path, { actor });
    expect(body.data.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
    expect(body.data[0]).not.toHaveProperty("text");
  });

  it("is listed page by page", async () => {
    const { create, path, actor } = await makeProgram();
    for (let index = 0; index < 3; index++) await create(NOTICE);
    const first = await callApi(`${path}?limit=2`, { actor });
    const second = await callApi(`${path}?limit=2&cursor=${first.body.next_cursor}`, { actor });
    expect([first.body.data.length, second.body.data.length]).toEqual([2, 1]);
    expect(second.body.data[0].version).toBe(1);
    expect(second.body.next_cursor).toBeNull();
  });

  it("takes effect neither in the past nor before an earlier one", async () => {
    const { create } = await makeProgram();
    const past = await create({ ...NOTICE, effective_at: iso(Date.now() - 1_000) });
    expect(past.body.code).toBe("terms.effective_too_early");
    await create({ ...NOTICE, effective_at: iso(Date.now() + 2 * DAY) });
    const before = await create({ ...NOTICE, effective_at: iso(Date.now() + DAY) });
    expect(before.body.code).toBe("terms.effective_too_early");
    const silent = await create(NOTICE);
    expect(silent.body.version).toBe(2);
  });

  it.each<[string, object, string]>([
    ["must be accepted without a deadline", { ...NOTICE, kind: "must_accept" }, "deadline_at"],
    ["is a notice with a deadline", { ...NOTICE, deadline_at: iso(4e12) }, "deadline_at"],
    [
      "must be accepted before it takes effect",
      { ...NOTICE, kind: "must_accept", effective_at: iso(4e12), deadline_at: iso(3.9e12) },
      "deadline_at",
    ],
    ["says nothing", { ...NOTICE, text: " " }, "text"],
    ["is endless", { ...NOTICE, text: "x".repeat(50_001) }, "text"],
    ["is dated by a word", { ...NOTICE, effective_at: "tomorrow" }, "effective_at"],
    ["has a number of its own", { ...NOTICE, version: 7 }, "version"],
  ])("that %s is refused", async (_, body, path) => {
    const { create } = await makeProgram();
    const answer = await create(body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  it("is made once by one Idempotency-Key", async () => {
    const { create, path, actor } = await makeProgram();
    const first = await create(NOTICE, { "idempotency-key": "once" });
    const again = await create(NOTICE, { "idempotency-key": "once" });
    expect(again.body).toEqual(first.body);
    expect((await callApi(path, { actor })).body.data).toHaveLength(1);
  });

  it("is read by affiliates, and made by admins", async () => {
    const sample = await makeProgram();
    await sample.create(NOTICE);
    for (const actor of [affiliateOf(sample), keyOf(sample)]) {
      expect((await callApi(`${sample.path}/1`, { actor })).status).toBe(200);
    }
    for (const actor of [affiliateOf(sample), memberOf(sample.organization.id, "manager")]) {
      const { body } = await callApi(sample.path, { actor, body: NOTICE });
      expect(body.code).toBe("auth.not_allowed");
    }
    const foreign = memberOf((await makeSample(db)).organization.id);
    for (const actor of [foreign, person()]) {
      expect((await callApi(`${sample.path}/1`, { actor })).body.code).toBe("program.not_found");
    }
    expect((await callApi(sample.path, { actor: ANONYMOUS })).status).toBe(401);
  });

  it.each(["2", "0", "-1", "x", "1e0", "9999999999"])("%s is not there", async (version) => {
    const { create, path, actor } = await makeProgram();
    await create(NOTICE);
    const { status, body } = await callApi(`${path}/${version}`, { actor });
    expect([status, body.code]).toEqual([404, "terms.not_found"]);
  });
});

describe("terms that must be accepted", () => {
  const mustAccept = (deadline: number) => ({
    ...NOTICE,
    kind: "must_accept",
    deadline_at: iso(deadline),
  });

  it("are known at the edge for every affiliate, with the deadline", async () => {
    const shop = await makeShop();
    const other = await shop.addAffiliate();
    const deadline = Date.now() + DAY;
    const actor = memberOf(shop.organization.id);
    const path = `/programs/${shop.program.id}/terms`;
    await callApi(path, { actor, body: mustAccept(deadline) });
    await runDueOutbox(testContext());
    for (const id of [shop.affiliate.id, other.id]) {
      expect(await entryOf(id)).toMatchObject({ version: 2, termsDueAt: deadline });
    }
  });

  it("are not due for whoever accepts them, and a notice is due for nobody", async () => {
    const { create, affiliate, program } = await makeProgram();
    await create(NOTICE);
    const [row] = await db.select().from(affiliates).where(eq(affiliates.id, affiliate.id));
    expect(row?.version).toBe(1);
    expect(await db.$count(outbox, eq(outbox.subjectId, program.id))).toBe(0);
    const batch = new WriteBatch(db);
    batch.insert(termsAcceptances, [
      { affiliateId: affiliate.id, version: 2, acceptedAt: SAMPLE_AT },
    ]);
    await batch.commit();
    await create(mustAccept(Date.now() + DAY));
    await runDueOutbox(testContext());
    expect(await entryOf(affiliate.id)).toMatchObject({ version: 2, termsDueAt: null });
  });

  it("take new customers from whoever has not accepted by the deadline, and no renewals", async () => {
    const shop = await makeShop();
    const customer = { external_id: newId("req") };
    const bound = await shop.sale({ click_token: await shop.token(), customer });
    expect(bound.body).toMatchObject({ conversion: { affiliate_id: shop.affiliate.id } });
    const path = `/programs/${shop.program.id}/terms`;
    const actor = memberOf(shop.organization.id);
    const now = Date.now() - DAY;
    await callApi(path, { actor, body: mustAccept(now + 1), now });
    const late = await shop.sale({ click_token: await shop.token() });
    expect(late.body).toMatchObject({ conversion: { affiliate_id: null } });
    const renewal = await shop.sale({ customer });
    expect(renewal.body).toMatchObject({ conversion: { affiliate_id: shop.affiliate.id } });
  });
});
