import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { entryKey } from "../../../contract/edge/entries.ts";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { affiliates } from "../../../db/schema/affiliates.ts";
import { links } from "../../../db/schema/links.ts";
import { auditEvents } from "../../../db/schema/operations.ts";
import { linkDomains } from "../../../db/schema/programs.ts";
import type { Actor } from "../../../domain/actor.ts";
import { newId } from "../../../lib/ids.ts";
import { callApi } from "../../testing/api.ts";
import { affiliateOf, keyOf, memberOf } from "../../testing/people.ts";
import { makeSample } from "../../testing/sample.ts";

const db = openDb(env.DB);
let sample: Awaited<ReturnType<typeof makeSample>>;
let manager: Actor;
let affiliate: Actor;
beforeAll(async () => {
  sample = await makeSample(db);
  manager = memberOf(sample.organization.id, "manager");
  affiliate = affiliateOf(sample);
});

const body = (changes: object = {}) => ({
  affiliate_id: sample.affiliate.id,
  destination: "https://shop.example/spring",
  ...changes,
});
const make = (changes: object = {}, actor: Actor = manager, headers = {}) =>
  callApi("/links", { actor, body: body(changes), headers });
const made = async (changes: object = {}) => (await make(changes)).body;
const slugOf = () => newId("link").slice(-12);

describe("making a link", () => {
  it("answers it with the address that visitors use", async () => {
    const slug = slugOf();
    const { status, body: link, headers } = await make({ slug: slug.toUpperCase() });
    expect(status).toBe(201);
    expect(headers.get("etag")).toBe('"1"');
    expect(link).toMatchObject({
      affiliate_id: sample.affiliate.id,
      program_id: sample.program.id,
      slug,
      url: `${env.BASE_URL}/r/${slug}`,
      domain: null,
      state: "active",
      version: 1,
    });
    expect(await env.LINKS.get(entryKey.link("*", slug), "json")).toMatchObject({ id: link.id });
  });

  it("takes all that a link can have", async () => {
    const { status, body: link } = await make({
      fallback_url: "https://shop.example/over",
      targets: [{ countries: ["DE"], devices: ["mobile"], destination: "https://shop.example/de" }],
      split: [{ destination: "https://shop.example/b", weight: 3 }],
      utm: { utm_source: "partners", utm_campaign: "{affiliate}" },
      expires_at: "2027-01-01T00:00:00+01:00",
      click_cap: 1000,
    });
    expect(status).toBe(201);
    expect(link).toMatchObject({
      expires_at: "2026-12-31T23:00:00.000Z",
      click_cap: 1000,
      utm: { utm_source: "partners", utm_campaign: "{affiliate}" },
    });
  });

  it("on a domain of the program lives at its root, and writes other scripts as URLs do", async () => {
    const domain = `go.${slugOf()}.example`;
    await db.insert(linkDomains).values({ domain, programId: sample.program.id, createdAt: 1 });
    const link = await made({ domain, slug: "Käse" });
    expect(link).toMatchObject({ domain, slug: "käse", url: `https://${domain}/k%C3%A4se` });
    expect((await make({ domain, slug: "robots.txt" })).body.code).toBe("link.slug_reserved");
    expect((await make({ slug: "favicon.ico" })).status).toBe(201);
  });

  it("twice by the same Idempotency-Key makes one, and answers alike", async () => {
    const headers = { "idempotency-key": "made-once" };
    const actor = keyOf(sample);
    const [first, again] = [await make({}, actor, headers), await make({}, actor, headers)];
    expect(again.text).toBe(first.text);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect((await make({ click_cap: 5 }, actor, headers)).body.code).toBe("idempotency.key_reused");
  });

  it("of two at once with one slug makes one", async () => {
    const slug = slugOf();
    const both = await Promise.all([make({ slug }), make({ slug })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 409)?.body.code).toBe("link.slug_taken");
  });

  it.each<[string, object, string]>([
    [
      "a host that is not the program's",
      { destination: "https://evil.example/" },
      "link.destination_not_allowed",
    ],
    ["a script", { destination: "javascript:alert(1)" }, "request.invalid"],
    ["a password", { destination: "https://a:b@shop.example/" }, "request.invalid"],
    ["a slug with a slash", { slug: "a/b" }, "request.invalid"],
    ["a slug of dots", { slug: ".." }, "request.invalid"],
    ["an empty slug", { slug: "" }, "request.invalid"],
    ["a slug that is half of a letter", { slug: "a\ud800" }, "request.invalid"],
    ["a domain of nobody", { domain: "go.nobody.example" }, "link.domain_not_allowed"],
    ["a cap of zero", { click_cap: 0 }, "request.invalid"],
    ["a cap that is no number", { click_cap: "10" }, "request.invalid"],
    ["a time that is none", { expires_at: "tomorrow" }, "request.invalid"],
    [
      "a weight of zero",
      { split: [{ destination: "https://shop.example/", weight: 0 }] },
      "request.invalid",
    ],
    ["a parameter that is no UTM", { utm: { td: "x" } }, "request.invalid"],
    ["a field that is not known", { owner: "me" }, "request.invalid"],
    ["an affiliate of nobody", { affiliate_id: newId("aff") }, "affiliate.not_found"],
    ["an id of something else", { affiliate_id: newId("link") }, "request.invalid"],
  ])("is refused with %s", async (_, changes, code) => {
    const answer = await make(changes);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body.code).toBe(code);
  });

  it("is an affiliate's own affair, within the program's hosts", async () => {
    expect((await make({}, affiliate)).status).toBe(201);
    const elsewhere = await make({ destination: "https://evil.example/" }, affiliate);
    expect(elsewhere.body.code).toBe("link.destination_not_allowed");
    const other = await makeSample(db);
    const foreign = await make({ affiliate_id: other.affiliate.id }, affiliate);
    expect([foreign.status, foreign.body.code]).toEqual([404, "affiliate.not_found"]);
  });

  it("for another affiliate of the same program is as if there were none", async () => {
    const colleague = affiliateOf({ ...sample, affiliate: { id: newId("aff") } });
    expect((await make({}, colleague)).body.code).toBe("affiliate.not_found");
  });

  it("is refused to a viewer", async () => {
    const answer = await make({}, memberOf(sample.organization.id, "viewer"));
    expect([answer.status, answer.body.code]).toEqual([403, "auth.not_allowed"]);
  });
});

describe("changing a link", () => {
  const edit = (id: string, changes: object, headers = {}, actor: Actor = manager) =>
    callApi(`/links/${id}`, { actor, method: "PATCH", body: changes, headers });

  it("changes what is named, and keeps the rest", async () => {
    const link = await made({ click_cap: 10, utm: { utm_source: "a" } });
    const { body: edited, headers } = await edit(link.id, {
      destination: "https://www.shop.example/new",
      click_cap: null,
    });
    expect(edited).toMatchObject({
      destination: "https://www.shop.example/new",
      click_cap: null,
      utm: { utm_source: "a" },
      version: 2,
    });
    expect(headers.get("etag")).toBe('"2"');
  });

  it("of a version that is not the present one is refused", async () => {
    const link = await made();
    await edit(link.id, { click_cap: 1 });
    const late = await edit(link.id, { click_cap: 2 }, { "if-match": '"1"' });
    expect([late.status, late.body.code]).toEqual([412, "request.precondition_failed"]);
    expect((await edit(link.id, { click_cap: 2 }, { "if-match": '"2"' })).status).toBe(200);
  });

  it("to what it is already is remembered under its key", async () => {
    const link = await made({ click_cap: 10 });
    const headers = { "idempotency-key": `same-${link.id}` };
    const first = await edit(link.id, { click_cap: 10 }, headers);
    await edit(link.id, { click_cap: 20 });
    const again = await edit(link.id, { click_cap: 10 }, headers);
    expect([first.body.version, again.text]).toEqual([1, first.text]);
  });

  it.each([
    ["its owner", { affiliate_id: newId("aff") }],
    ["its slug", { slug: "other" }],
    ["its domain", { domain: "go.shop.example" }],
  ])("cannot change %s", async (_, changes) => {
    const link = await made();
    expect((await edit(link.id, changes)).body.code).toBe("request.invalid");
  });

  it("pauses, resumes and ends it; what has ended stays so", async () => {
    const { id } = await made();
    const call = (verb: string) =>
      callApi(`/links/${id}/${verb}`, { actor: affiliate, method: "POST" });
    expect((await call("pause")).body).toMatchObject({ state: "paused", version: 2 });
    expect((await call("resume")).body).toMatchObject({ state: "active", paused_at: null });
    expect((await call("end")).body).toMatchObject({ state: "ended" });
    expect((await call("resume")).body.code).toBe("link.ended");
    expect((await call("end")).status).toBe(409);
  });

  it.each(["suspended", "banned", "left"] as const)(
    "by an affiliate who is %s may only stop it; the team still decides",
    async (state) => {
      const own = await makeSample(db);
      const [actor, team] = [affiliateOf(own), memberOf(own.organization.id, "manager")];
      const { id } = (await make({ affiliate_id: own.affiliate.id }, actor)).body;
      await db.update(affiliates).set({ state }).where(eq(affiliates.id, own.affiliate.id));
      const destination = "https://shop.example/elsewhere";
      const step = (verb: string) => callApi(`/links/${id}/${verb}`, { actor, method: "POST" });

      expect((await edit(id, { destination }, {}, actor)).body.code).toBe("affiliate.not_joined");
      expect((await edit(id, { destination }, {}, team)).status).toBe(200);
      expect((await step("pause")).status).toBe(200);
      expect((await step("resume")).body.code).toBe("affiliate.not_joined");
      expect((await step("end")).status).toBe(200);
    },
  );

  it("of others is as if there were none, for each verb", async () => {
    const { id } = await made();
    const other = await makeSample(db);
    const strangers = [affiliateOf(other), memberOf(other.organization.id), keyOf(other)];
    for (const actor of strangers) {
      const answers = [
        await callApi(`/links/${id}`, { actor }),
        await edit(id, { click_cap: 1 }, {}, actor),
        await callApi(`/links/${id}/pause`, { actor, method: "POST" }),
        await callApi(`/links/${id}/end`, { actor, method: "POST" }),
        await callApi(`/links/${id}/qr.svg`, { actor }),
      ];
      for (const { status, body: refusal } of answers) {
        expect([status, refusal.code]).toEqual([404, "link.not_found"]);
      }
    }
  });

  it("that is not there is refused", async () => {
    for (const id of [newId("link"), "nonsense", "%00", "..%2F"]) {
      expect((await callApi(`/links/${id}`, { actor: manager })).status).toBe(404);
    }
  });
});

describe("the list of links", () => {
  const own = { sample: null as null | typeof sample };
  const list = (query: string, actor?: Actor) =>
    callApi(`/links?${query}`, {
      actor: actor ?? memberOf(own.sample?.organization.id ?? "", "viewer"),
    });
  const slugs = (answer: { body: { data: { slug: string }[] } }) =>
    answer.body.data.map(({ slug }) => slug);
  let program = "";
  const at = 1_767_225_600_000;

  beforeAll(async () => {
    const { organization, ...rest } = await makeSample(db, {
      link: { endedAt: 5, slug: `x${slugOf()}` },
    });
    own.sample = { organization, ...rest };
    program = rest.program.id;
    const batch = new WriteBatch(db);
    const row = (index: number) => ({
      ...rest.link,
      endedAt: null,
      id: newId("link"),
      slug: `${index % 2 === 0 ? "even" : "odd"}-${program.slice(-6)}-${index}`,
      kind: index === 7 ? ("code" as const) : ("redirect" as const),
      pausedAt: index === 8 ? 9 : null,
      createdAt: at + Math.floor(index / 3),
    });
    batch.insert(
      links,
      Array.from({ length: 10 }, (_, index) => row(index + 1)),
    );
    await batch.commit();
  });

  it("is the newest first, page by page, each link once", async () => {
    const seen: string[] = [];
    let cursor = "";
    do {
      const answer = await list(`program_id=${program}&limit=3${cursor}`);
      seen.push(...slugs(answer));
      cursor = answer.body.next_cursor === null ? "" : `&cursor=${answer.body.next_cursor}`;
    } while (cursor !== "");
    expect(seen).toHaveLength(11);
    expect(new Set(seen).size).toBe(11);
    const forwards = slugs(await list(`program_id=${program}&sort=created_at`));
    expect(forwards).toEqual(seen.toReversed());
  });

  it.each([
    ["state=ended", 1],
    ["state=paused", 1],
    ["state=active", 9],
    ["kind=code", 1],
    ["kind=redirect&state=active", 8],
  ])("is filtered by %s", async (filter, count) => {
    expect(slugs(await list(`program_id=${program}&${filter}`))).toHaveLength(count);
    const affiliateId = own.sample?.affiliate.id;
    expect(slugs(await list(`affiliate_id=${affiliateId}&${filter}`))).toHaveLength(count);
  });

  it("is searched by the beginning of a slug, in the order of slugs", async () => {
    const prefix = `EVEN-${program.slice(-6)}`;
    const found = slugs(await list(`program_id=${program}&slug_prefix=${prefix}`));
    expect(found).toHaveLength(5);
    expect(found).toEqual(found.toSorted());
    const first = await list(`program_id=${program}&slug_prefix=${prefix}&limit=2`);
    const next = await list(
      `program_id=${program}&slug_prefix=${prefix}&limit=2&cursor=${first.body.next_cursor}`,
    );
    expect([...slugs(first), ...slugs(next)]).toEqual(found.slice(0, 4));
  });

  it("is given as CSV", async () => {
    const { text, headers } = await list(`program_id=${program}&format=csv`);
    expect(headers.get("content-type")).toContain("text/csv");
    expect(text.split("\r\n").filter((line) => line !== "")).toHaveLength(12);
    expect(text).toContain("id,program_id,affiliate_id");
  });

  it("is an affiliate's own", async () => {
    if (own.sample === null) throw new Error("No sample");
    const his = affiliateOf(own.sample);
    expect((await list(`affiliate_id=${own.sample.affiliate.id}`, his)).status).toBe(200);
    expect((await list(`program_id=${program}`, his)).status).toBe(403);
    expect((await list(`affiliate_id=${sample.affiliate.id}`, his)).body.code).toBe(
      "affiliate.not_found",
    );
  });

  it.each([
    ["nothing", "", "request.invalid"],
    ["a state that is none", "state=odd", "request.invalid"],
    ["an unknown filter", "owner=me", "request.invalid"],
    ["a page too long", "limit=101", "request.invalid"],
    ["a cursor that is none", "cursor=x", "request.invalid_cursor"],
    ["an order beside a prefix", "slug_prefix=a&sort=created_at", "request.invalid"],
  ])("is refused with %s", async (_, filter, code) => {
    const query = filter === "" ? "" : `program_id=${program}&${filter}`;
    const answer = await list(query);
    expect([answer.status, answer.body.code]).toEqual([422, code]);
  });

  it("of a program that is not there, or not theirs, is not found", async () => {
    expect((await list(`program_id=${newId("prog")}`)).body.code).toBe("program.not_found");
    expect((await list(`program_id=${sample.program.id}`)).body.code).toBe("program.not_found");
    const mixed = await list(
      `program_id=${sample.program.id}&affiliate_id=${own.sample?.affiliate.id}`,
    );
    expect(mixed.body.code).toBe("affiliate.not_found");
  });
});

describe("audit events of links", () => {
  it("say who made and changed what", async () => {
    const { id } = await made();
    await callApi(`/links/${id}/pause`, { actor: affiliate, method: "POST" });
    const events = await db.select().from(auditEvents);
    const ours = events.filter(({ subjectId }) => subjectId === id);
    expect(ours.map(({ action, actorId }) => [action, actorId])).toEqual([
      ["link.create", "id" in manager ? manager.id : ""],
      ["link.edit", "id" in affiliate ? affiliate.id : ""],
    ]);
  });
});
