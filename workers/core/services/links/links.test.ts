import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { entryKey } from "../../../contract/edge/entries.ts";
import { type NewLink, newLinkSchema } from "../../../contract/links.ts";
import { openDb } from "../../../db/batch.ts";
import { links } from "../../../db/schema/links.ts";
import { auditEvents, outbox } from "../../../db/schema/operations.ts";
import { linkDomains } from "../../../db/schema/programs.ts";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { testContext } from "../../testing/context.ts";
import { makeSample } from "../../testing/sample.ts";
import { linkAnswer } from "./answer.ts";
import { createLink } from "./create.ts";
import { editLink } from "./edit.ts";
import { endLink } from "./end.ts";
import { pauseLink, resumeLink } from "./pause.ts";

const db = openDb(env.DB);
let sample: Awaited<ReturnType<typeof makeSample>>;
beforeAll(async () => {
  sample = await makeSample(db);
});
const input = (changes: Partial<NewLink> = {}): NewLink => ({
  ...newLinkSchema.parse({
    affiliate_id: sample.affiliate.id,
    destination: "https://www.shop.example/sale",
  }),
  ...changes,
});
const { BASE_URL } = testContext().env;
/** The row, as the API shows it. */
const storedLink = async (id: string) => {
  const [row] = await db.select().from(links).where(eq(links.id, id));
  return row && linkAnswer(row, BASE_URL);
};
const entryOf = (slug: string) => env.LINKS.get<object>(entryKey.link("*", slug), "json");
const eventsOf = (id: string) => db.select().from(auditEvents).where(eq(auditEvents.subjectId, id));

/** A link of its own, written to the edge, with a context a minute later. */
async function made(changes: Partial<NewLink> = {}) {
  const ctx = testContext();
  const link = await createLink(ctx, input(changes));
  await ctx.settle();
  ctx.advance(60_000);
  return { ctx, link };
}

describe("making a link", () => {
  it("writes it, and the edge knows it after the answer", async () => {
    const { link } = await made({ slug: "summer-sale" });
    expect(link.slug).toBe("summer-sale");
    expect(await storedLink(link.id)).toEqual(link);
    expect(await entryOf("summer-sale")).toMatchObject({ id: link.id, state: "active" });
    expect(await db.$count(outbox, eq(outbox.subjectId, link.id))).toBe(0);
  });

  it("makes up a slug that nobody else has", async () => {
    const slugs = await Promise.all(
      Array.from({ length: 20 }, async () => (await made()).link.slug),
    );
    expect(new Set(slugs).size).toBe(20);
    for (const slug of slugs) expect(slug).toMatch(/^[0-9a-z]{8}$/);
  });

  it("of a code takes the affiliate's code, within the program", async () => {
    const { link } = await made({ kind: "code", slug: "ignored" });
    expect(link).toMatchObject({
      domain: null,
      slug: sample.affiliate.code,
      url: `https://www.shop.example/sale?via=${sample.affiliate.code}`,
    });
    const entry = await env.LINKS.get(
      entryKey.code(sample.program.id, sample.affiliate.code),
      "json",
    );
    expect(entry).toMatchObject({ id: link.id });
  });

  it("says who made what", async () => {
    const { link } = await made();
    expect(await eventsOf(link.id)).toMatchObject([
      {
        action: "link.create",
        actorId: "test",
        before: null,
        organizationId: sample.organization.id,
      },
    ]);
  });

  it("works on a link domain of the program, and on no other", async () => {
    const other = await makeSample(db);
    await db.insert(linkDomains).values([
      { domain: "go.shop.example", programId: sample.program.id, createdAt: 1 },
      { domain: "go.other.example", programId: other.program.id, createdAt: 1 },
    ]);
    const { link } = await made({ domain: "go.shop.example", slug: "a" });
    expect(link.domain).toBe("go.shop.example");
    const code = "link.domain_not_allowed";
    await expect(made({ domain: "go.other.example" })).rejects.toMatchObject({ code });
    await expect(made({ domain: "go.nobody.example" })).rejects.toMatchObject({ code });
  });

  it("is refused for a slug that is taken, also by an ended link", async () => {
    const { ctx, link } = await made({ slug: "taken" });
    const code = "link.slug_taken";
    await expect(made({ slug: "taken" })).rejects.toMatchObject({ code });
    await endLink(ctx, link.id);
    await expect(made({ slug: "taken" })).rejects.toMatchObject({ code });
  });

  it("makes one of two at once with the same slug", async () => {
    const both = await Promise.allSettled([made({ slug: "race" }), made({ slug: "race" })]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it.each(["applied", "suspended", "left", "banned"] as const)(
    "is refused to an affiliate who is %s",
    async (state) => {
      const { affiliate } = await makeSample(db, { affiliate: { state } });
      await expect(made({ affiliate_id: affiliate.id })).rejects.toMatchObject({
        code: "affiliate.not_joined",
      });
    },
  );

  it("is refused in a program that has ended", async () => {
    const { affiliate } = await makeSample(db, { program: { state: "ended" } });
    await expect(made({ affiliate_id: affiliate.id })).rejects.toMatchObject({
      code: "program.ended",
    });
  });

  it("is refused for an affiliate that does not exist, and to whoever may not", async () => {
    await expect(made({ affiliate_id: "aff_none" })).rejects.toMatchObject({
      code: "affiliate.not_found",
    });
    const nobody = testContext({ actor: ANONYMOUS });
    await expect(createLink(nobody, input())).rejects.toThrow(PermissionDenied);
  });
});

describe("where a link leads", () => {
  it.each<[string, Partial<NewLink>, string[]]>([
    ["another host", { destination: "https://evil.example/" }, ["destination"]],
    [
      "a host that only looks alike",
      { destination: "https://shop.example.evil.example/" },
      ["destination"],
    ],
    [
      "a user that looks like a host",
      { destination: "https://shop.example@evil.example/" },
      ["destination"],
    ],
    ["a script", { destination: "javascript:alert(1)" }, ["destination"]],
    ["a relative address", { destination: "/sale" }, ["destination"]],
    ["a fallback elsewhere", { fallback_url: "https://evil.example/" }, ["fallback_url"]],
    [
      "a target and an arm of a split elsewhere",
      {
        targets: [{ countries: ["DE"], destination: "https://evil.example/" }],
        split: [
          { destination: "https://shop.example/a", weight: 1 },
          { destination: "https://evil.example/b", weight: 1 },
        ],
      },
      ["targets[0].destination", "split[1].destination"],
    ],
  ])("is refused when it is %s", async (_, changes, paths) => {
    const refused = await made(changes).catch((error) => error);
    expect(refused).toMatchObject({ code: "link.destination_not_allowed" });
    expect(refused.errors.map(({ path }: { path: string }) => path)).toEqual(paths);
  });

  it("is refused by an edit as well, and then nothing changes", async () => {
    const { ctx, link } = await made();
    const edit = editLink(ctx, link.id, { destination: "https://evil.example/" });
    await expect(edit).rejects.toMatchObject({ code: "link.destination_not_allowed" });
    expect(await storedLink(link.id)).toEqual(link);
  });
});

describe("changing a link", () => {
  it("makes a new version, which the edge gets", async () => {
    const { ctx, link } = await made();
    const edited = await editLink(ctx, link.id, { destination: "https://shop.example/new" });
    await ctx.settle();
    expect(edited).toMatchObject({ version: 2, destination: "https://shop.example/new" });
    expect(await storedLink(link.id)).toEqual(edited);
    expect(await entryOf(link.slug)).toMatchObject({
      version: 2,
      destination: "https://shop.example/new",
    });
  });

  it("keeps what it was in the audit event", async () => {
    const { ctx, link } = await made({ click_cap: 10 });
    await editLink(ctx, link.id, { click_cap: 20, destination: link.destination });
    const events = await eventsOf(link.id);
    expect(events.find(({ action }) => action === "link.edit")).toMatchObject({
      before: { clickCap: 10 },
      after: { clickCap: 20 },
    });
  });

  it("to what it is already changes nothing", async () => {
    const { ctx, link } = await made();
    expect(await editLink(ctx, link.id, { destination: link.destination })).toEqual(link);
    expect(await eventsOf(link.id)).toHaveLength(1);
  });

  it("twice at once keeps both changes", async () => {
    const { ctx, link } = await made();
    await Promise.all([
      editLink(ctx, link.id, { click_cap: 50 }),
      editLink(ctx, link.id, { expires_at: 99_000 }),
    ]);
    expect(await storedLink(link.id)).toMatchObject({
      click_cap: 50,
      expires_at: "1970-01-01T00:01:39.000Z",
      version: 3,
    });
  });

  it("of its cap opens it again", async () => {
    const { ctx, link } = await made({ click_cap: 10 });
    await db.update(links).set({ capReachedAt: 5 }).where(eq(links.id, link.id));
    expect(await editLink(ctx, link.id, { utm: { utm_source: "x" } })).toMatchObject({
      cap_reached_at: "1970-01-01T00:00:00.005Z",
    });
    expect(await editLink(ctx, link.id, { click_cap: 20 })).toMatchObject({ cap_reached_at: null });
  });

  it("pauses and resumes it", async () => {
    const { ctx, link } = await made();
    await pauseLink(ctx, link.id);
    const paused = await pauseLink(ctx, link.id);
    expect(paused).toMatchObject({ state: "paused", version: 2 });
    await ctx.settle();
    expect(await entryOf(link.slug)).toMatchObject({ state: "paused" });
    expect(await resumeLink(ctx, link.id)).toMatchObject({ paused_at: null, version: 3 });
  });

  it("ends it for good", async () => {
    const { ctx, link } = await made();
    await endLink(ctx, link.id);
    await ctx.settle();
    expect(await entryOf(link.slug)).toMatchObject({ state: "ended" });
    const code = "link.ended";
    await expect(resumeLink(ctx, link.id)).rejects.toMatchObject({ code });
    await expect(editLink(ctx, link.id, { click_cap: 1 })).rejects.toMatchObject({ code });
    await expect(endLink(ctx, link.id)).rejects.toMatchObject({ code });
  });

  it("of another organization is not found by a key of this one", async () => {
    const { link } = await made();
    const foreign = await makeSample(db);
    const { id, organizationId, programId, mode, scopes } = foreign.apiKey;
    const actor = { kind: "api_key", id, organizationId, programId, mode, scopes } as const;
    const ctx = testContext({ actor });
    await expect(editLink(ctx, link.id, { click_cap: 1 })).rejects.toMatchObject({
      refusal: "foreign",
    });
    expect(await storedLink(link.id)).toEqual(link);
  });

  it("that does not exist is refused", async () => {
    await expect(endLink(testContext(), "link_none")).rejects.toMatchObject({
      code: "link.not_found",
    });
  });

  it("leaves no side effect behind when the batch fails", async () => {
    const { ctx, link } = await made();
    const taken = await db.select().from(auditEvents).limit(1);
    const clumsy = { ...ctx, newId: () => taken[0]?.id ?? "" };
    await expect(editLink(clumsy, link.id, { click_cap: 7 })).rejects.toThrow();
    expect(await storedLink(link.id)).toEqual(link);
    expect(
      await db.$count(outbox, and(eq(outbox.subjectId, link.id), eq(outbox.kind, "link.write"))),
    ).toBe(0);
  });
});
