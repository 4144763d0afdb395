import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { programStates, programs } from "../../../db/schema/programs.ts";
import { fixTimeZone } from "../../services/clicks/fix-time-zone.ts";
import { callApi } from "../../testing/api.ts";
import { testContext } from "../../testing/context.ts";
import { affiliateOf, memberOf, person } from "../../testing/people.ts";
import { makeSample } from "../../testing/sample.ts";
import { makeShop } from "../../testing/shop.ts";

const db = openDb(env.DB);
const edit = (id: string, organizationId: string, body: object, headers = {}) =>
  callApi(`/programs/${id}`, { actor: memberOf(organizationId), method: "PATCH", body, headers });

describe("editing a program", () => {
  it("changes what is named, and of the settings only those", async () => {
    const { organization, program } = await makeSample(db, {
      program: { settings: { holdDays: 7 } },
    });
    const { body } = await edit(program.id, organization.id, {
      description: "Coffee.",
      slug: `shop-${program.id.slice(-8)}`,
      join_policy: "open",
      application_form: [{ key: "site", label: "Site", kind: "url", required: true }],
      origins: ["https://*.shop.example"],
      utm: { utm_source: "{affiliate}" },
      settings: { approval: "manual", renewals_after_leaving: { kind: "stop_after", days: 30 } },
    });
    expect(body).toMatchObject({
      version: 2,
      join_policy: "open",
      settings: { hold_days: 7, approval: "manual" },
    });
    const [row] = await db.select().from(programs).where(eq(programs.id, program.id));
    expect(row?.settings).toEqual({
      holdDays: 7,
      approval: "manual",
      renewalsAfterLeaving: { kind: "stop_after", days: 30 },
    });
    const back = await edit(program.id, organization.id, { settings: { hold_days: 30 } });
    expect(back.body.settings.hold_days).toBe(30);
  });

  it("asks for the version that was read, and answers a repeat alike", async () => {
    const { organization, program } = await makeSample(db);
    const actor = memberOf(organization.id);
    const call = {
      actor,
      method: "PATCH",
      body: { name: "Renamed" },
      headers: { "if-match": '"1"', "idempotency-key": "once" },
    };
    const first = await callApi(`/programs/${program.id}`, call);
    expect(first.headers.get("etag")).toBe('"2"');
    expect((await callApi(`/programs/${program.id}`, call)).body).toEqual(first.body);
    const late = await edit(program.id, organization.id, { name: "Late" }, { "if-match": '"1"' });
    expect(late.status).toBe(412);
  });

  it("refuses a slug that is taken, and a fallback elsewhere", async () => {
    const taken = await makeSample(db);
    const slug = taken.program.id.slice(-12);
    await edit(taken.program.id, taken.organization.id, { slug });
    const { organization, program } = await makeSample(db);
    expect((await edit(program.id, organization.id, { slug })).body.code).toBe(
      "program.slug_taken",
    );
    const elsewhere = await edit(program.id, organization.id, {
      fallback_url: "https://evil.example/",
    });
    expect(elsewhere.body.code).toBe("link.destination_not_allowed");
  });

  it("of the currency ends with the first conversion", async () => {
    const { organization, program } = await makeSample(db);
    const free = await edit(program.id, organization.id, { currency: "JPY" });
    expect(free.body.currency).toBe("JPY");
    const shop = await makeShop();
    await shop.sale({ click_token: await shop.token() });
    const late = await edit(shop.program.id, shop.organization.id, { currency: "JPY" });
    expect([late.status, late.body.code]).toEqual([409, "program.currency_fixed"]);
    const same = await edit(shop.program.id, shop.organization.id, { currency: "EUR" });
    expect(same.status).toBe(200);
  });

  it("of the time zone ends with the first click", async () => {
    const { organization, program } = await makeSample(db);
    const change = (time_zone: string) => edit(program.id, organization.id, { time_zone });
    expect((await change("America/New_York")).body.time_zone).toBe("America/New_York");
    await fixTimeZone(testContext(), program.id);
    expect((await change("Asia/Tokyo")).body.code).toBe("program.time_zone_fixed");
    const read = await callApi(`/programs/${program.id}`, { actor: memberOf(organization.id) });
    expect(read.body.time_zone_fixed).toBe(true);
  });

  it.each<[string, object]>([
    ["a token parameter of ours", { token_param: "via" }],
    ["a token parameter of reports", { token_param: "utm_source" }],
    ["an unknown template", { utm: { source: "x" } }],
    ["a fallback that is no address", { fallback_url: "javascript:alert(1)" }],
    ["a null name", { name: null }],
    ["an organization", { organization_id: "org_x" }],
  ])("refuses %s", async (_, body) => {
    const { organization, program } = await makeSample(db);
    expect((await edit(program.id, organization.id, body)).status).toBe(422);
  });

  it("is refused to managers, affiliates and strangers", async () => {
    const sample = await makeSample(db);
    const path = `/programs/${sample.program.id}`;
    const call = { method: "PATCH", body: { name: "X" } };
    for (const actor of [memberOf(sample.organization.id, "manager"), affiliateOf(sample)]) {
      expect((await callApi(path, { ...call, actor })).body.code).toBe("auth.not_allowed");
    }
    expect((await callApi(path, { ...call, actor: person() })).body.code).toBe("program.not_found");
  });
});

describe("a program's state", () => {
  it("is paused, resumed and ended for good, each step with its reason", async () => {
    const { organization, program } = await makeSample(db);
    const step = (word: string, body?: object) =>
      callApi(`/programs/${program.id}/${word}`, {
        actor: memberOf(organization.id, "admin"),
        method: "POST",
        body,
      });
    expect((await step("pause", { reason: "sold out" })).body.state).toBe("paused");
    expect((await step("pause")).body.code).toBe("program.same_state");
    expect((await step("resume")).body.state).toBe("active");
    expect((await step("end", { reason: "over" })).body).toMatchObject({
      state: "ended",
      version: 4,
    });
    expect((await step("resume")).body.code).toBe("program.ended");
    const history = await db
      .select()
      .from(programStates)
      .where(eq(programStates.programId, program.id));
    expect(history.map(({ reason }) => reason)).toEqual([null, "sold out", null, "over"]);
  });
});
