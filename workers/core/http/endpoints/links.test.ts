import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { entryKey } from "../../../contract/edge/entries.ts";
import { openDb } from "../../../db/batch.ts";
import { affiliates } from "../../../db/schema/affiliates.ts";
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
