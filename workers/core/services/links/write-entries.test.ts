import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { entryKey } from "../../../contract/edge/entries.ts";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import type { OutboxRow } from "../../../db/queries/outbox.ts";
import { termsAcceptances } from "../../../db/schema/affiliates.ts";
import { links } from "../../../db/schema/links.ts";
import { termsVersions } from "../../../db/schema/programs.ts";
import { testContext } from "../../testing/context.ts";
import { makeSample } from "../../testing/sample.ts";
import { type OutboxKind, outboxRow } from "../outbox/outbox-row.ts";
import { writeAffiliateEntry, writeLinkEntry, writeProgramEntry } from "./write-entries.ts";

const db = openDb(env.DB);
const row = (
  ctx: ReturnType<typeof testContext>,
  kind: OutboxKind,
  subject: string,
  payload: Record<string, string> = {},
) => ({ attempts: 1, lastError: null, ...outboxRow(ctx, kind, subject, payload) }) as OutboxRow;
const stored = (key: string) => env.LINKS.getWithMetadata<{ version: number }>(key, "json");

describe("a link's entry", () => {
  it("holds what the edge needs, with the version beside it", async () => {
    const ctx = testContext();
    const { link, program, affiliate } = await makeSample(db, {
      link: { clickCap: 100, expiresAt: 5, fallbackUrl: "https://shop.example/gone" },
    });
    expect(await writeLinkEntry(ctx, row(ctx, "link.write", link.id))).toBe("done");
    expect(await stored(entryKey.link("*", link.slug))).toMatchObject({
      metadata: { version: 1 },
      value: {
        version: 1,
        id: link.id,
        program: program.id,
        affiliate: affiliate.id,
        state: "active",
        overCap: false,
        clickCap: 100,
        destination: "https://shop.example/",
        fallback: "https://shop.example/gone",
        expiresAt: 5,
        utm: {},
      },
    });
  });

  it.each([
    ["paused", { pausedAt: 1 }, { state: "paused" }],
    ["ended, even if it was paused", { pausedAt: 1, endedAt: 2 }, { state: "ended" }],
    ["over its cap", { capReachedAt: 1 }, { overCap: true }],
  ])("says that it is %s", async (_, link, expected) => {
    const ctx = testContext();
    const sample = await makeSample(db, { link });
    await writeLinkEntry(ctx, row(ctx, "link.write", sample.link.id));
    expect((await stored(entryKey.link("*", sample.link.slug))).value).toMatchObject(expected);
  });

  it("has the UTM template filled in: its own, or else the program's", async () => {
    const utm = { utm_source: "{affiliate}", utm_campaign: "{program}", utm_content: "{slug}" };
    const ctx = testContext();
    const inherits = await makeSample(db, { program: { utm } });
    const own = await makeSample(db, { program: { utm }, link: { utm: { utm_medium: "ref" } } });
    for (const { link } of [inherits, own]) {
      await writeLinkEntry(ctx, row(ctx, "link.write", link.id));
    }
    expect((await stored(entryKey.link("*", inherits.link.slug))).value).toMatchObject({
      utm: {
        utm_source: inherits.affiliate.code,
        utm_campaign: inherits.program.id,
        utm_content: inherits.link.slug,
      },
    });
    expect((await stored(entryKey.link("*", own.link.slug))).value).toMatchObject({
      utm: { utm_medium: "ref" },
    });
  });

  it("of a code is kept under its program and the code", async () => {
    const ctx = testContext();
    const { program } = await makeSample(db);
    const { link } = await makeSample(db, {
      link: { kind: "code", domain: program.id, slug: "ada" },
    });
    await writeLinkEntry(ctx, row(ctx, "link.write", link.id));
    expect((await stored(entryKey.code(program.id, "ADA"))).value).toMatchObject({ id: link.id });
    expect((await stored(entryKey.link(program.id, "ada"))).value).toBeNull();
  });

  it("is the present one, when the row moved while it was written", async () => {
    const ctx = testContext();
    const { link } = await makeSample(db);
    const LINKS = Object.assign(Object.create(env.LINKS), {
      put: async (...args: Parameters<KVNamespace["put"]>) => {
        await env.LINKS.put(...args);
        await db
          .update(links)
          .set({ version: 2, destination: "https://shop.example/new" })
          .where(eq(links.id, link.id));
      },
    });
    const moving = { ...ctx, env: { ...ctx.env, LINKS } };
    const outcome = await writeLinkEntry(moving, row(ctx, "link.write", link.id));
    expect(outcome).toEqual({ retryAt: ctx.clock() + 1_000 });
    ctx.advance(1_000);
    expect(await writeLinkEntry(ctx, row(ctx, "link.write", link.id))).toBe("done");
    expect(await stored(entryKey.link("*", link.slug))).toMatchObject({
      metadata: { version: 2 },
      value: { destination: "https://shop.example/new" },
    });
  });

  it("is written at most once a second", async () => {
    const ctx = testContext();
    const { link } = await makeSample(db);
    const again = () => writeLinkEntry(ctx, row(ctx, "link.write", link.id));
    expect(await again()).toBe("done");
    ctx.advance(400);
    expect(await again()).toEqual({ retryAt: ctx.clock() + 600 });
    ctx.advance(600);
    expect(await again()).toBe("done");
  });

  it("is removed when its link is gone and the key is known", async () => {
    const ctx = testContext();
    const key = entryKey.link("*", "long-gone");
    await env.LINKS.put(key, "{}");
    const gone = "link_00000000000000000000000000";
    expect(await writeLinkEntry(ctx, row(ctx, "link.write", gone, { key }))).toBe("done");
    expect((await stored(key)).value).toBeNull();
    expect(await writeLinkEntry(ctx, row(ctx, "link.write", gone))).toBe("done");
  });

  it("is not taken for written when KV refuses", async () => {
    const ctx = testContext();
    const { link } = await makeSample(db);
    const LINKS = Object.assign(Object.create(env.LINKS), {
      put: async () => {
        throw new Error("KV PUT failed: 429");
      },
    });
    const failing = { ...ctx, env: { ...ctx.env, LINKS } };
    await expect(writeLinkEntry(failing, row(ctx, "link.write", link.id))).rejects.toThrow("429");
  });
});

describe("an affiliate's entry", () => {
  it("holds the state", async () => {
    const ctx = testContext();
    const { affiliate } = await makeSample(db, { affiliate: { state: "suspended" } });
    await writeAffiliateEntry(ctx, row(ctx, "affiliate.write", affiliate.id));
    expect(await stored(entryKey.affiliate(affiliate.id))).toMatchObject({
      metadata: { version: 1 },
      value: { id: affiliate.id, state: "suspended", termsDueAt: null },
    });
  });

  it("holds when terms that were not accepted stop new credit", async () => {
    const ctx = testContext({}, 1_000);
    const { affiliate, program } = await makeSample(db);
    const batch = new WriteBatch(db);
    batch.insert(termsVersions, [
      { programId: program.id, version: 1, kind: "notice", text: "", effectiveAt: 1 },
      {
        programId: program.id,
        version: 2,
        kind: "must_accept",
        text: "",
        effectiveAt: 500,
        deadlineAt: 9_000,
      },
    ]);
    await batch.commit();
    const key = entryKey.affiliate(affiliate.id);
    await writeAffiliateEntry(ctx, row(ctx, "affiliate.write", affiliate.id));
    expect((await stored(key)).value).toMatchObject({ termsDueAt: 9_000 });

    await db
      .insert(termsAcceptances)
      .values({ affiliateId: affiliate.id, version: 2, acceptedAt: 900 });
    ctx.advance(2_000);
    await writeAffiliateEntry(ctx, row(ctx, "affiliate.write", affiliate.id));
    expect((await stored(key)).value).toMatchObject({ termsDueAt: null });
  });

  it("is removed with its affiliate", async () => {
    const ctx = testContext();
    const gone = "aff_00000000000000000000000000";
    await env.LINKS.put(entryKey.affiliate(gone), "{}");
    await writeAffiliateEntry(ctx, row(ctx, "affiliate.write", gone));
    expect((await stored(entryKey.affiliate(gone))).value).toBeNull();
  });
});

describe("a program's entry", () => {
  it("holds hosts, origins, the window and where ended links lead", async () => {
    const ctx = testContext();
    const { program } = await makeSample(db, {
      program: {
        state: "paused",
        settings: { clickWindowDays: 45 },
        tokenParam: "ref",
        fallbackUrl: "https://shop.example/hello",
      },
    });
    await writeProgramEntry(ctx, row(ctx, "program.write", program.id));
    expect((await stored(entryKey.program(program.id))).value).toEqual({
      version: 1,
      id: program.id,
      state: "paused",
      allowedHosts: ["shop.example", "*.shop.example"],
      origins: ["https://shop.example"],
      tokenParam: "ref",
      windowDays: 45,
      fallback: "https://shop.example/hello",
    });
  });

  it("has the default window of rules.md where the program says nothing", async () => {
    const ctx = testContext();
    const { program } = await makeSample(db);
    await writeProgramEntry(ctx, row(ctx, "program.write", program.id));
    expect((await stored(entryKey.program(program.id))).value).toMatchObject({ windowDays: 30 });
  });
});
