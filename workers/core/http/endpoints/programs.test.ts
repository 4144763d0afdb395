import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { entryKey } from "../../../contract/edge/entries.ts";
import { openDb } from "../../../db/batch.ts";
import { auditEvents } from "../../../db/schema/operations.ts";
import { programStates, programs } from "../../../db/schema/programs.ts";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { callApi } from "../../testing/api.ts";
import { affiliateOf, keyOf, memberOf, person } from "../../testing/people.ts";
import { makeSample } from "../../testing/sample.ts";

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
