import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { coupons } from "../../../db/schema/links.ts";
import { auditEvents } from "../../../db/schema/operations.ts";
import type { Actor } from "../../../domain/actor.ts";
import { newId } from "../../../lib/ids.ts";
import { callApi } from "../../testing/api.ts";
import { freshCode, makeCouponSample } from "../../testing/coupons.ts";
import { affiliateOf, keyOf, memberOf } from "../../testing/people.ts";
import { makeSample } from "../../testing/sample.ts";

const db = openDb(env.DB);
const { sample, manager, second, applied, make, end, validate } = await makeCouponSample();

describe("making a coupon", () => {
  it("gives an affiliate a code that credits him", async () => {
    const code = freshCode();
    const { status, body } = await make({ code: ` ${code} ` });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      code,
      affiliate_id: sample.affiliate.id,
      mode: "live",
      state: "active",
      active_until: null,
    });
    const events = await db.select().from(auditEvents).where(eq(auditEvents.subjectId, body.id));
    expect(events).toMatchObject([{ action: "coupon.write", before: null }]);
  });

  it("of the merchant's own belongs to nobody", async () => {
    expect((await make({ affiliate_id: null })).body.affiliate_id).toBeNull();
    const { body } = await callApi("/coupons", {
      actor: manager,
      body: { program_id: sample.program.id, code: freshCode() },
    });
    expect(body.affiliate_id).toBeNull();
  });

  it.each([
    ["in another case", (code: string) => code.toLowerCase()],
    ["in full-width letters", (code: string) => code.replace("C", "Ｃ")],
    ["of another affiliate", (code: string) => code],
  ])("with a code that is active is refused, also %s", async (_, variant) => {
    const code = freshCode();
    await make({ code });
    const again = await make({ code: variant(code), affiliate_id: second.id });
    expect([again.status, again.body.code]).toEqual([409, "coupon.code_taken"]);
  });

  it("with the code of one that has ended is fine, and so in another program or mode", async () => {
    const code = freshCode();
    const first = (await make({ code })).body;
    expect((await make({ code, mode: "test" })).status).toBe(201);
    await end(first.id);
    const next = await make({ code, affiliate_id: second.id });
    expect(next.status).toBe(201);
    expect(next.body.id).not.toBe(first.id);
  });

  it("of two at once with one code makes one", async () => {
    const code = freshCode();
    const both = await Promise.all([
      make({ code }),
      make({ code: code.toLowerCase(), affiliate_id: second.id }),
      make({ code }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(await db.$count(coupons, eq(coupons.codeFolded, code.toLowerCase()))).toBe(1);
  });

  it("twice by the same Idempotency-Key makes one", async () => {
    const body = { code: freshCode() };
    const headers = { "idempotency-key": body.code };
    const actor = keyOf(sample);
    const first = await make(body, actor, headers);
    expect((await make(body, actor, headers)).text).toBe(first.text);
  });

  it("by a key is of the key's mode, and of no other", async () => {
    const key = keyOf(sample, { mode: "test" });
    expect((await make({}, key)).body.mode).toBe("test");
    const live = await make({ mode: "live" }, key);
    expect([live.status, live.body.code]).toEqual([403, "auth.wrong_mode"]);
  });

  it.each<[string, () => object, string]>([
    ["a code with a blank", () => ({ code: "A B" }), "request.invalid"],
    ["an empty code", () => ({ code: "  " }), "request.invalid"],
    ["a code of control characters", () => ({ code: "A\u0000B" }), "request.invalid"],
    ["half of a letter", () => ({ code: "A\ud800" }), "request.invalid"],
    ["a code without end", () => ({ code: "A".repeat(65) }), "request.invalid"],
    ["a mode that is none", () => ({ mode: "demo" }), "request.invalid"],
    ["an unknown field", () => ({ discount: 20 }), "request.invalid"],
    ["an affiliate of nobody", () => ({ affiliate_id: newId("aff") }), "affiliate.not_found"],
    [
      "an affiliate who has not joined",
      () => ({ affiliate_id: applied.id }),
      "affiliate.not_joined",
    ],
    ["a program of nobody", () => ({ program_id: newId("prog") }), "program.not_found"],
  ])("is refused with %s", async (_, changes, code) => {
    expect((await make(changes())).body.code).toBe(code);
  });

  it("for an affiliate of another program is refused", async () => {
    const other = await makeSample(db);
    const foreign = await make({ affiliate_id: other.affiliate.id });
    expect([foreign.status, foreign.body.code]).toEqual([404, "affiliate.not_found"]);
  });

  it("is for managers and keys alone", async () => {
    const other = await makeSample(db);
    expect((await make({}, memberOf(sample.organization.id, "viewer"))).status).toBe(403);
    expect((await make({}, affiliateOf(sample))).status).toBe(403);
    expect((await make({}, memberOf(other.organization.id))).body.code).toBe("program.not_found");
    expect((await make({}, keyOf(other))).status).toBe(404);
  });
});

describe("ending a coupon", () => {
  it("ends it once, from now on", async () => {
    const { id } = (await make()).body;
    const { status, body } = await end(id);
    expect([status, body.state]).toEqual([200, "ended"]);
    expect(Date.parse(body.active_until)).toBeGreaterThanOrEqual(Date.parse(body.active_from));
    expect((await end(id)).body.code).toBe("coupon.ended");
  });

  it("twice at once ends it once", async () => {
    const { id } = (await make()).body;
    const both = await Promise.all([end(id), end(id)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it("of others, or of none, is refused", async () => {
    const { id } = (await make()).body;
    const other = await makeSample(db);
    expect((await end(id, memberOf(other.organization.id))).body.code).toBe("coupon.not_found");
    expect((await end(newId("coup"))).status).toBe(404);
    expect((await end(id, affiliateOf(sample))).status).toBe(403);
    expect((await end(id, keyOf(sample, { mode: "test" }))).body.code).toBe("auth.wrong_mode");
  });
});

describe("asking about a code", () => {
  it("says whose it is while it is active", async () => {
    const { body: coupon } = await make();
    const { body } = await validate(coupon.code.toLowerCase());
    expect(body).toMatchObject({ valid: true, reason: null, coupon: { id: coupon.id } });
  });

  it("says that it has ended, until somebody else has it", async () => {
    const { body: coupon } = await make();
    await end(coupon.id);
    expect((await validate(coupon.code)).body).toMatchObject({
      valid: false,
      reason: "ended",
      coupon: { id: coupon.id },
    });
    const { body: next } = await make({ code: coupon.code, affiliate_id: second.id });
    expect((await validate(coupon.code)).body.coupon.id).toBe(next.id);
  });

  it("says nothing of what is not there, or of the other mode", async () => {
    const unknown = { valid: false, reason: "unknown", coupon: null };
    expect((await validate(freshCode())).body).toEqual(unknown);
    const { body: coupon } = await make();
    expect((await validate(coupon.code, "&mode=test")).body).toEqual(unknown);
  });

  it("is refused without a code, and to strangers", async () => {
    expect((await validate("")).body.code).toBe("request.invalid");
    expect((await validate("A", "", memberOf(newId("org")))).body.code).toBe("program.not_found");
  });
});

describe("the list of coupons", () => {
  const list = (query: string, actor: Actor = manager) => callApi(`/coupons?${query}`, { actor });

  it("is paged, each coupon once, also those of one moment", async () => {
    const own = await makeSample(db);
    const actor = memberOf(own.organization.id, "manager");
    const body = {
      program_id: own.program.id,
      affiliate_ids: [own.affiliate.id],
      per_affiliate: 7,
      pattern: "****",
    };
    await callApi("/coupons/generate", { actor, body });
    const seen: string[] = [];
    let cursor = "";
    do {
      const { body: page } = await list(`program_id=${own.program.id}&limit=3${cursor}`, actor);
      seen.push(...page.data.map(({ id }: { id: string }) => id));
      cursor = page.next_cursor === null ? "" : `&cursor=${page.next_cursor}`;
    } while (cursor !== "");
    expect([seen.length, new Set(seen).size]).toEqual([7, 7]);
    await callApi(`/coupons/${seen[0]}/end`, { actor, method: "POST" });
    const ended = await list(`program_id=${own.program.id}&state=ended`, actor);
    expect(ended.body.data.map(({ id }: { id: string }) => id)).toEqual([seen[0]]);
    expect(
      (await list(`affiliate_id=${own.affiliate.id}&state=active`, actor)).body.data,
    ).toHaveLength(6);
    expect((await list(`program_id=${own.program.id}&mode=test`, actor)).body.data).toEqual([]);
  });

  it("is an affiliate's own", async () => {
    const his = affiliateOf(sample);
    expect((await list(`affiliate_id=${sample.affiliate.id}`, his)).status).toBe(200);
    expect((await list(`affiliate_id=${second.id}`, his)).body.code).toBe("affiliate.not_found");
    expect((await list(`program_id=${sample.program.id}`, his)).status).toBe(403);
    const { body: coupon } = await make();
    const { body: others } = await make({ affiliate_id: second.id });
    expect((await callApi(`/coupons/${coupon.id}`, { actor: his })).status).toBe(200);
    expect((await callApi(`/coupons/${others.id}`, { actor: his })).body.code).toBe(
      "coupon.not_found",
    );
  });

  it.each([
    ["nothing", "", "request.invalid"],
    ["a cursor that is none", "cursor=!", "request.invalid_cursor"],
    ["a state that is none", "state=odd", "request.invalid"],
  ])("is refused with %s", async (_, filter, code) => {
    const query = filter === "" ? "" : `program_id=${sample.program.id}&${filter}`;
    expect((await list(query)).body.code).toBe(code);
  });
});
