import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { affiliateGroups } from "../../../db/schema/affiliates.ts";
import { auditEvents } from "../../../db/schema/operations.ts";
import { rewardVersions } from "../../../db/schema/rewards.ts";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { newId } from "../../../lib/ids.ts";
import { callApi, type Json } from "../../testing/api.ts";
import { affiliateOf, keyOf, memberOf, person } from "../../testing/people.ts";
import { SAMPLE_AT } from "../../testing/sample.ts";
import { makeShop } from "../../testing/shop.ts";

const db = openDb(env.DB);
const DAY = 86_400_000;
const iso = (at: number) => new Date(at).toISOString();
const percent = (basis_points: number) => ({
  kind: "base",
  trigger: { type: "sale" },
  amount: { kind: "percent", basis_points },
});
const FLAT_LEAD = {
  kind: "base",
  trigger: { type: "lead" },
  amount: { kind: "flat", amount: 500 },
};

async function makeProgram() {
  const shop = await makeShop({ rewards: [] });
  const program_id = shop.program.id;
  const actor = memberOf(shop.organization.id, "admin");
  const create = (changes: object = {}, headers = {}) =>
    callApi("/rewards", {
      actor,
      body: { program_id, name: "Standard", definition: percent(2_000), ...changes },
      headers,
    });
  const addVersion = (id: string, body: object, headers = {}) =>
    callApi(`/rewards/${id}/versions`, { actor, body, headers });
  const edit = (id: string, body: object, headers = {}) =>
    callApi(`/rewards/${id}`, { actor, method: "PATCH", body, headers });
  const list = (query = "", by = actor) =>
    callApi(`/rewards?program_id=${program_id}${query}`, { actor: by });
  const makeGroup = async (name = "Partners") =>
    (await callApi("/groups", { actor, body: { program_id, name } })).body.id as string;
  return { ...shop, program_id, actor, create, addVersion, edit, list, makeGroup };
}
const names = (answer: { body: Json }) => answer.body.data.map(({ name }: Json) => name);

describe("making a reward", () => {
  it("puts it in force at once, and says it in words", async () => {
    const { create, sale, token, books } = await makeProgram();
    const { status, body } = await create({
      definition: { ...percent(2_000), duration: { kind: "months", months: 12 } },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      scope: "program",
      group_id: null,
      affiliate_id: null,
      position: 1,
      archived_at: null,
      version: 1,
      versions: [
        {
          version: 1,
          applies_to: "new",
          renewals_from: null,
          words: "20 % of each sale for 12 months",
          definition: { follows_refunds: true, requires_sale: false, conditions: [], caps: [] },
        },
      ],
    });
    const sold = await sale({ click_token: await token() });
    expect((sold.body as Json).commissions).toMatchObject([{ amount: 1_000 }]);
    expect(await books()).toBeDefined();
  });

  it("puts it behind the others of its scope unless it names a place", async () => {
    const { create, affiliate, makeGroup } = await makeProgram();
    const group_id = await makeGroup();
    const places = [
      await create(),
      await create(),
      await create({ position: 7 }),
      await create(),
      await create({ scope: "group", group_id }),
      await create({ scope: "affiliate", affiliate_id: affiliate.id }),
    ];
    expect(places.map(({ body }) => body.position)).toEqual([1, 2, 7, 8, 1, 1]);
  });

  it("for a later date leaves today as it is", async () => {
    const { create, list } = await makeProgram();
    await create({ valid_from: iso(Date.now() + DAY) });
    expect((await list()).body.data).toMatchObject([{ current: null }]);
  });

  it("is done once by one Idempotency-Key", async () => {
    const { create, list } = await makeProgram();
    const first = await create({}, { "idempotency-key": "once" });
    expect((await create({}, { "idempotency-key": "once" })).body).toEqual(first.body);
    expect((await list()).body.data).toHaveLength(1);
  });

  it.each<[string, object, string]>([
    ["a group that it does not name", { scope: "group" }, "scope"],
    ["an affiliate in a program's scope", { affiliate_id: newId("aff") }, "scope"],
    [
      "a percentage beyond the whole",
      { definition: percent(10_001) },
      "definition.amount.basis_points",
    ],
    [
      "a percentage of clicks",
      { definition: { ...percent(1), trigger: { type: "click" } } },
      "definition.amount",
    ],
    ["a field that is not known", { definition: { ...percent(1), gift: 1 } }, "definition.gift"],
    ["a place below 0", { position: -1 }, "position"],
    ["a name of two lines", { name: "a\nb" }, "name"],
  ])("with %s is refused", async (_, changes, path) => {
    const { create } = await makeProgram();
    const { status, body } = await create(changes);
    expect(status).toBe(422);
    expect(body.errors.map((error: Json) => error.path)).toContain(path);
  });

  it("in the past is refused", async () => {
    const { create } = await makeProgram();
    const { status, body } = await create({ valid_from: iso(Date.now() - DAY) });
    expect([status, body.code]).toEqual([422, "reward.starts_in_past"]);
    expect(body.errors[0].path).toBe("valid_from");
  });

  it("is for a group and an affiliate of that program alone", async () => {
    const { create } = await makeProgram();
    const other = await makeProgram();
    const group = await create({ scope: "group", group_id: await other.makeGroup() });
    expect([group.status, group.body.code]).toEqual([404, "group.not_found"]);
    const affiliate = await create({ scope: "affiliate", affiliate_id: other.affiliate.id });
    expect([affiliate.status, affiliate.body.code]).toEqual([404, "affiliate.not_found"]);
  });
});

describe("a new version of a reward", () => {
  it("is for customers bound from then on", async () => {
    const { create, addVersion, sale, token } = await makeProgram();
    const reward = await create();
    const customer = { external_id: newId("req") };
    await sale({ click_token: await token(), customer });
    const { status, body } = await addVersion(reward.body.id, { definition: percent(1_000) });
    expect(status).toBe(201);
    expect(body.version).toBe(2);
    expect(body.versions.map(({ words }: Json) => words)).toEqual([
      "10 % of each sale",
      "20 % of each sale",
    ]);
    const fresh = await sale({ click_token: await token() });
    expect((fresh.body as Json).commissions).toMatchObject([{ amount: 500 }]);
    const renewal = await sale({ customer });
    expect((renewal.body as Json).commissions).toMatchObject([{ amount: 1_000 }]);
  });

  it("is for renewals too from its date on, where it says so", async () => {
    const { create, addVersion, sale, token } = await makeProgram();
    const reward = await create();
    const customer = { external_id: newId("req") };
    await sale({ click_token: await token(), customer });
    const { body } = await addVersion(reward.body.id, {
      definition: percent(1_000),
      applies_to: "renewals_too",
    });
    expect(body.versions[0]).toMatchObject({
      applies_to: "renewals_too",
      renewals_from: body.versions[0].valid_from,
    });
    const renewal = await sale({ customer });
    expect((renewal.body as Json).commissions).toMatchObject([{ amount: 500 }]);
  });

  it("shows from its day in the list", async () => {
    const { create, addVersion, list } = await makeProgram();
    const reward = await create();
    const valid_from = iso(Date.now() + DAY);
    await addVersion(reward.body.id, { definition: percent(1_000), valid_from });
    expect((await list()).body.data[0].current.version).toBe(1);
  });

  it.each<[string, object, string]>([
    ["another trigger", { definition: FLAT_LEAD }, "reward.kind_fixed"],
    ["another kind", { definition: { ...percent(1), kind: "bonus" } }, "reward.kind_fixed"],
    [
      "a start in the past",
      { definition: percent(1), valid_from: iso(Date.now() - DAY) },
      "reward.starts_in_past",
    ],
    [
      "renewals in the past",
      { definition: percent(1), applies_to: "renewals_too", renewals_from: iso(SAMPLE_AT) },
      "reward.starts_in_past",
    ],
    [
      "a date of renewals that do not follow",
      { definition: percent(1), renewals_from: iso(4e12) },
      "request.invalid",
    ],
    ["nothing to pay", {}, "request.invalid"],
  ])("with %s is refused", async (_, body, code) => {
    const { create, addVersion } = await makeProgram();
    const reward = await create();
    const answer = await addVersion(reward.body.id, body);
    expect([answer.status, answer.body.code]).toEqual([422, code]);
    expect(await db.$count(rewardVersions, eq(rewardVersions.rewardId, reward.body.id))).toBe(1);
  });

  it("is made once by one Idempotency-Key, and not over another's edit", async () => {
    const { create, addVersion, edit } = await makeProgram();
    const { id } = (await create()).body;
    const body = { definition: percent(1_000) };
    const once = { "idempotency-key": "once", "if-match": '"1"' };
    const first = await addVersion(id, body, once);
    expect((await addVersion(id, body, once)).body).toEqual(first.body);
    expect((await edit(id, { name: "Late" }, { "if-match": '"1"' })).status).toBe(412);
  });
});

describe("editing a reward", () => {
  it("renames and moves it, and leaves an audit event", async () => {
    const { create, edit } = await makeProgram();
    const { id } = (await create()).body;
    expect((await edit(id, { name: "All", position: 9 })).body).toMatchObject({
      name: "All",
      position: 9,
      version: 2,
    });
    expect((await edit(id, { name: "All" })).body.version).toBe(2);
    const events = await db.select().from(auditEvents).where(eq(auditEvents.subjectId, id));
    expect(events.map(({ before }) => before)).toContainEqual({ name: "Standard", position: 1 });
  });

  it("ends with its archiving: nobody new earns it, whoever was bound does", async () => {
    const { create, edit, addVersion, actor, list, sale, token } = await makeProgram();
    const { id } = (await create()).body;
    const customer = { external_id: newId("req") };
    await sale({ click_token: await token(), customer });
    const archive = () => callApi(`/rewards/${id}/archive`, { actor, method: "POST" });
    expect((await archive()).body.archived_at).not.toBeNull();
    expect((await archive()).body.code).toBe("reward.archived");
    expect((await edit(id, { name: "X" })).body.code).toBe("reward.archived");
    expect((await addVersion(id, { definition: percent(1) })).body.code).toBe("reward.archived");
    expect(names(await list())).toEqual([]);
    expect(names(await list("&archived=true"))).toEqual(["Standard"]);
    const fresh = await sale({ click_token: await token() });
    expect((fresh.body as Json).commissions).toEqual([]);
    const renewal = await sale({ customer });
    expect((renewal.body as Json).commissions).toMatchObject([{ amount: 1_000 }]);
  });
});

describe("the list of rewards", () => {
  it("is of all, of a group or of an affiliate, page by page", async () => {
    const { create, list, makeGroup, affiliate } = await makeProgram();
    const group_id = await makeGroup();
    await create({ name: "All" });
    await create({ name: "Group", scope: "group", group_id });
    await create({ name: "Mara", scope: "affiliate", affiliate_id: affiliate.id });
    expect(names(await list())).toEqual(["All", "Group", "Mara"]);
    expect(names(await list(`&group_id=${group_id}`))).toEqual(["Group"]);
    expect(names(await list(`&affiliate_id=${affiliate.id}`))).toEqual(["Mara"]);
    const first = await list("&limit=2");
    const second = await list(`&limit=2&cursor=${first.body.next_cursor}`);
    expect([...names(first), ...names(second)]).toEqual(["All", "Group", "Mara"]);
  });

  it("shows an affiliate what is for him, and hides what is for others", async () => {
    const shop = await makeProgram();
    const { create, makeGroup, affiliate, addAffiliate } = shop;
    const [mine, theirs] = [await makeGroup("Mine"), await makeGroup("Theirs")];
    const other = await addAffiliate();
    const batch = new WriteBatch(db);
    batch.insert(affiliateGroups, [
      { affiliateId: affiliate.id, fromAt: SAMPLE_AT, groupId: mine },
    ]);
    await batch.commit();
    await create({ name: "All" });
    await create({ name: "My group", scope: "group", group_id: mine });
    const foreign = [
      await create({ name: "Their group", scope: "group", group_id: theirs }),
      await create({ name: "Other", scope: "affiliate", affiliate_id: other.id }),
    ];
    await create({ name: "Me", scope: "affiliate", affiliate_id: affiliate.id });
    const actor = affiliateOf(shop);
    expect(names(await shop.list("", actor))).toEqual(["All", "My group", "Me"]);
    for (const { body } of foreign) {
      const read = await callApi(`/rewards/${body.id}`, { actor });
      expect([read.status, read.body.code]).toEqual([404, "reward.not_found"]);
      expect((await callApi(`/rewards/${body.id}`, { actor: shop.actor })).status).toBe(200);
    }
  });

  it("is not for strangers, nor changed by managers and affiliates", async () => {
    const shop = await makeProgram();
    const { id } = (await shop.create()).body;
    const other = await makeProgram();
    for (const actor of [memberOf(other.organization.id), keyOf(other), person()]) {
      expect((await callApi(`/rewards/${id}`, { actor })).body.code).toBe("reward.not_found");
      const listed = await callApi(`/rewards?program_id=${shop.program_id}`, { actor });
      expect(listed.body.code).toBe("program.not_found");
    }
    for (const actor of [memberOf(shop.organization.id, "manager"), affiliateOf(shop)]) {
      const { body } = await callApi(`/rewards/${id}`, {
        actor,
        method: "PATCH",
        body: { name: "X" },
      });
      expect(body.code).toBe("auth.not_allowed");
    }
    expect((await callApi(`/rewards/${id}`, { actor: ANONYMOUS })).status).toBe(401);
  });
});
