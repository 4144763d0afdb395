import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { entryKey } from "../../../contract/edge/entries.ts";
import { openDb } from "../../../db/batch.ts";
import { auditEvents } from "../../../db/schema/operations.ts";
import { programStates, programs } from "../../../db/schema/programs.ts";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { fixTimeZone } from "../../services/clicks/fix-time-zone.ts";
import { callApi } from "../../testing/api.ts";
import { testContext } from "../../testing/context.ts";
import { affiliateOf, keyOf, memberOf, person } from "../../testing/people.ts";
import { makeSample } from "../../testing/sample.ts";
import { makeShop } from "../../testing/shop.ts";

const db = openDb(env.DB);

const PERCENT = {
  kind: "base",
  trigger: { type: "sale" },
  amount: { kind: "percent", basis_points: 2_000 },
};
let count = 0;
const newProgram = (organization_id: string, changes: object = {}) => ({
  organization_id,
  name: `Partners ${++count}`,
  currency: "EUR",
  time_zone: "Europe/Berlin",
  allowed_hosts: ["shop.example"],
  ...changes,
});
const create = (organizationId: string, changes: object = {}, headers = {}) =>
  callApi("/programs", {
    actor: memberOf(organizationId),
    body: newProgram(organizationId, changes),
    headers,
  });
const edit = (id: string, organizationId: string, body: object, headers = {}) =>
  callApi(`/programs/${id}`, { actor: memberOf(organizationId), method: "PATCH", body, headers });

describe("making a program", () => {
  it("makes it active, with its first reward, known at the edge", async () => {
    const { organization } = await makeSample(db);
    const { status, body } = await create(organization.id, {
      reward: { definition: PERCENT },
      settings: { hold_days: 14, click_window_days: 30 },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      state: "active",
      token_param: "td",
      join_policy: "approval",
      time_zone_fixed: false,
      version: 1,
      settings: { hold_days: 14, click_window_days: 30, attribution_model: "last" },
    });
    const [row] = await db.select().from(programs).where(eq(programs.id, body.id));
    expect(row?.settings).toEqual({ holdDays: 14 });
    expect(
      await db.select().from(programStates).where(eq(programStates.programId, body.id)),
    ).toMatchObject([{ state: "active", sequence: 1 }]);
    const rewards = await callApi(`/rewards?program_id=${body.id}`, {
      actor: memberOf(organization.id),
    });
    expect(rewards.body.data).toMatchObject([
      { scope: "program", name: "Standard", current: { words: "20 % of each sale" } },
    ]);
    expect(await env.LINKS.get(entryKey.program(body.id), "json")).toMatchObject({ version: 1 });
    expect(await db.$count(auditEvents, eq(auditEvents.programId, body.id))).toBe(2);
  });

  it("makes the slug of the name, another for another program of that name", async () => {
    const { organization } = await makeSample(db);
    const name = `Café ${organization.id.slice(-8)}`;
    const slug = `cafe-${organization.id.slice(-8)}`;
    const first = await create(organization.id, { name });
    const second = await create(organization.id, { name });
    expect(first.body.slug).toBe(slug);
    expect(second.body.slug).toMatch(new RegExp(`^${slug}-[0-9a-z]{6}$`));
    const wished = await create(organization.id, { slug });
    expect([wished.status, wished.body.code]).toEqual([409, "program.slug_taken"]);
  });

  it("twice by one Idempotency-Key makes one", async () => {
    const { organization } = await makeSample(db);
    const call = {
      actor: memberOf(organization.id),
      body: newProgram(organization.id),
      headers: { "idempotency-key": "once" },
    };
    const first = await callApi("/programs", call);
    const again = await callApi("/programs", call);
    expect(again.body).toEqual(first.body);
    expect(await db.$count(programs, eq(programs.organizationId, organization.id))).toBe(2);
  });

  it.each<[string, object, string]>([
    ["an unknown currency", { currency: "XXX" }, "currency"],
    ["an unknown time zone", { time_zone: "Berlin" }, "time_zone"],
    ["no hosts", { allowed_hosts: [] }, "allowed_hosts"],
    ["a host with a path", { allowed_hosts: ["shop.example/x"] }, "allowed_hosts[0]"],
    ["a host with a scheme", { allowed_hosts: ["https://shop.example"] }, "allowed_hosts[0]"],
    ["any host", { allowed_hosts: ["*"] }, "allowed_hosts[0]"],
    ["a host in capitals", { allowed_hosts: ["SHOP.example"] }, "allowed_hosts[0]"],
    ["a host twice", { allowed_hosts: ["a.example", "a.example"] }, "allowed_hosts"],
    ["an origin with a path", { origins: ["https://shop.example/"] }, "origins[0]"],
    ["any origin", { origins: ["*"] }, "origins[0]"],
    ["a slug with blanks", { slug: "my shop" }, "slug"],
    ["a slug in capitals", { slug: "Shop" }, "slug"],
    ["a setting that is not known", { settings: { holdDays: 3 } }, "settings.holdDays"],
    ["a window of no days", { settings: { click_window_days: 0 } }, "settings.click_window_days"],
    [
      "a reward beyond the whole",
      { reward: { definition: { ...PERCENT, amount: { kind: "percent", basis_points: 10_001 } } } },
      "reward.definition.amount.basis_points",
    ],
    [
      "a question asked twice",
      {
        application_form: [
          { key: "site", label: "Site", kind: "url" },
          { key: "site", label: "Again", kind: "text" },
        ],
      },
      "application_form",
    ],
    [
      "a choice of nothing",
      { application_form: [{ key: "how", label: "How", kind: "choice" }] },
      "application_form[0].options",
    ],
    ["a state", { state: "ended" }, "state"],
  ])("with %s is refused", async (_, changes, path) => {
    const { organization } = await makeSample(db);
    const { status, body } = await create(organization.id, changes);
    expect(status).toBe(422);
    expect(body.errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  it("is for admins of that organization", async () => {
    const sample = await makeSample(db);
    const id = sample.organization.id;
    for (const role of ["viewer", "manager"] as const) {
      const { body } = await callApi("/programs", {
        actor: memberOf(id, role),
        body: newProgram(id),
      });
      expect(body.code).toBe("auth.not_allowed");
    }
    const foreign = memberOf((await makeSample(db)).organization.id);
    const { body } = await callApi("/programs", { actor: foreign, body: newProgram(id) });
    expect(body.code).toBe("organization.not_found");
    for (const actor of [affiliateOf(sample), keyOf(sample, { programId: null })]) {
      expect((await callApi("/programs", { actor, body: newProgram(id) })).status).not.toBe(201);
    }
  });
});

describe("reading a program", () => {
  it("shows an affiliate what he needs, and not how reports are checked", async () => {
    const sample = await makeSample(db);
    const path = `/programs/${sample.program.id}`;
    const own = await callApi(path, { actor: affiliateOf(sample) });
    expect(own.body).toMatchObject({ settings: null, origins: null, click_window_days: 30 });
    const merchant = await callApi(path, { actor: memberOf(sample.organization.id, "viewer") });
    expect(merchant.body).toMatchObject({ origins: ["https://shop.example"] });
    expect(merchant.body.settings.browser_sales_need_confirmation).toBe(true);
    expect((await callApi(path, { actor: keyOf(sample) })).body.settings).not.toBeNull();
  });

  it("of others answers as if it were not there", async () => {
    const { program } = await makeSample(db);
    const other = await makeSample(db);
    for (const actor of [
      memberOf(other.organization.id),
      affiliateOf(other),
      keyOf(other),
      person(),
    ]) {
      const { status, body } = await callApi(`/programs/${program.id}`, { actor });
      expect([status, body.code]).toEqual([404, "program.not_found"]);
    }
    const nobody = await callApi(`/programs/${program.id}`, { actor: ANONYMOUS });
    expect(nobody.status).toBe(401);
  });
});

describe("the list of programs", () => {
  const ids = (answer: { body: { data: { id: string }[] } }) =>
    answer.body.data.map(({ id }) => id);

  it("is of one's organizations and of one's own memberships, page by page", async () => {
    const [one, other, own] = [await makeSample(db), await makeSample(db), await makeSample(db)];
    await create(one.organization.id);
    const actor = person({
      teams: [one, other].map(({ organization }) => ({
        organizationId: organization.id,
        role: "viewer" as const,
        requiresTwoFactor: false,
      })),
      affiliates: affiliateOf(own).affiliates,
    });
    const first = await callApi("/programs?limit=3", { actor });
    const second = await callApi(`/programs?limit=3&cursor=${first.body.next_cursor}`, { actor });
    const all = [...ids(first), ...ids(second)];
    expect(all).toHaveLength(4);
    expect(all).toEqual([...new Set(all)].sort());
    const mine = second.body.data.concat(first.body.data);
    expect(mine.find(({ id }: { id: string }) => id === own.program.id).settings).toBeNull();
  });

  it("of one organization is for its team, its keys, and its affiliates", async () => {
    const sample = await makeSample(db);
    const more = await create(sample.organization.id);
    const path = `/programs?organization_id=${sample.organization.id}`;
    const both = [sample.program.id, more.body.id];
    expect(ids(await callApi(path, { actor: memberOf(sample.organization.id) }))).toEqual(both);
    expect(ids(await callApi(path, { actor: person({ platformAdmin: true }) }))).toEqual(both);
    expect(ids(await callApi(path, { actor: keyOf(sample, { programId: null }) }))).toEqual(both);
    expect(ids(await callApi(path, { actor: keyOf(sample) }))).toEqual([sample.program.id]);
    expect(ids(await callApi(path, { actor: affiliateOf(sample) }))).toEqual([sample.program.id]);
    const other = await makeSample(db);
    for (const actor of [memberOf(other.organization.id), keyOf(other), affiliateOf(other)]) {
      expect((await callApi(path, { actor })).body.code).toBe("organization.not_found");
    }
  });

  it("leaves out what a policy of two factors closes", async () => {
    const { organization } = await makeSample(db);
    const team = {
      organizationId: organization.id,
      role: "owner",
      requiresTwoFactor: true,
    } as const;
    const actor = person({ twoFactor: false, teams: [team] });
    expect((await callApi("/programs", { actor })).body.data).toEqual([]);
    const asked = await callApi(`/programs?organization_id=${organization.id}`, { actor });
    expect(asked.body.code).toBe("auth.two_factor_required");
  });

  it("refuses a cursor that is none", async () => {
    const { organization } = await makeSample(db);
    const { body } = await callApi("/programs?cursor=x", { actor: memberOf(organization.id) });
    expect(body.code).toBe("request.invalid_cursor");
  });
});

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
