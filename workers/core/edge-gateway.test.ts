import { createExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import type { Click } from "../contract/edge/click-pack.ts";
import { entryKey } from "../contract/edge/entries.ts";
import { openDb } from "../db/batch.ts";
import { conversions } from "../db/schema/conversions.ts";
import { newId } from "../lib/ids.ts";
import { EdgeGateway } from "./edge-gateway.ts";
import { compareEntries } from "./services/links/compare-entries.ts";
import { runDueOutbox } from "./services/outbox/run-due.ts";
import { testContext } from "./testing/context.ts";
import { makeSample } from "./testing/sample.ts";

const db = openDb(env.DB);
const gateway = (changes: Partial<Cloudflare.Env> = {}) =>
  new EdgeGateway(createExecutionContext(), { ...env, ...changes });
const brokenQueue = {
  send: async () => {
    throw new Error("queue is down");
  },
} as unknown as Queue;

describe("looking up an entry", () => {
  it("gives from D1 what KV holds, for each kind of entry", async () => {
    const { link, affiliate, program } = await makeSample(db, { link: { slug: "spring:sale" } });
    const code = await makeSample(db, { link: { kind: "code", domain: program.id, slug: "ada" } });
    const ctx = testContext();
    await compareEntries(ctx);
    await runDueOutbox(ctx);
    const keys = [
      entryKey.link("*", link.slug),
      entryKey.code(program.id, "Ada"),
      entryKey.affiliate(affiliate.id),
      entryKey.program(program.id),
    ];
    for (const key of keys) {
      const looked = await gateway().lookup(key);
      expect(looked).not.toBeNull();
      expect(looked).toEqual(await env.LINKS.get(key, "json"));
    }
    expect(await gateway().lookup(entryKey.code(program.id, "ada"))).toMatchObject({
      id: code.link.id,
    });
  });

  it("gives a link by its id, which a click token names", async () => {
    const { link } = await makeSample(db);
    const looked = await gateway().lookup(entryKey.linkId(link.id));
    expect(looked).toEqual(await gateway().lookup(entryKey.link("*", link.slug)));
    expect(looked).toMatchObject({ id: link.id });
  });

  it.each([
    ["a link's id that does not exist", entryKey.linkId("link_none")],
    ["a slug nobody has", entryKey.link("*", "nobody-has-this")],
    ["a link under a code's key", entryKey.code("*", "somebody")],
    ["an affiliate that does not exist", entryKey.affiliate("aff_none")],
    ["a program that does not exist", entryKey.program("prog_none")],
    ["a key of another form", "x:1"],
    ["an empty key", ""],
    ["SQL", "l:*:' or 1=1 --"],
  ])("gives nothing for %s", async (_, key) => {
    await makeSample(db, { link: { slug: `somebody-${newId("req").slice(-5)}` } });
    expect(await gateway().lookup(key)).toBeNull();
  });

  it("does not find a link by its domain under a code's key, nor a code as a link", async () => {
    const { program } = await makeSample(db);
    await makeSample(db, { link: { kind: "code", domain: program.id, slug: "grace" } });
    expect(await gateway().lookup(entryKey.link(program.id, "grace"))).toBeNull();
  });
});

describe("clicks that the edge's queue refused", () => {
  async function pack() {
    const { link, affiliate, program } = await makeSample(db);
    const at = Date.now();
    const click: Click = {
      link: link.id,
      program: program.id,
      affiliate: affiliate.id,
      at,
      nonce: "AAAAAAAAAAA",
      visitor: "BBBBBBBBBBB",
    };
    return { affiliate, pack: { id: newId("pack"), at, clicks: [click] } };
  }

  it("are put on the queue from here, the same bytes", async () => {
    const sent: unknown[] = [];
    const CLICKS_QUEUE = { send: async (body: unknown) => sent.push(body) } as unknown as Queue;
    const { pack: given } = await pack();
    await gateway({ CLICKS_QUEUE }).acceptClicks(given);
    expect(sent).toEqual([given]);
  });

  it("go straight to the counter when the queue is down here too, and count once", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const { affiliate, pack: given } = await pack();
    const broken = gateway({ CLICKS_QUEUE: brokenQueue });
    await broken.acceptClicks(given);
    await broken.acceptClicks(given);
    const counter = env.AFFILIATE_COUNTER.getByName(affiliate.id);
    const again = await counter.record([given]);
    expect(again).toMatchObject({ known: true, fresh: { live: { clicks: 0 } } });
    warn.mockRestore();
  });

  it("are refused when they are no pack", async () => {
    const nonsense = { id: "pack_1", clicks: "many" } as unknown as {
      id: string;
      at: number;
      clicks: [];
    };
    await expect(gateway().acceptClicks(nonsense)).rejects.toThrow("Not a pack");
  });
});

describe("an event that the edge's queue refused", () => {
  it("is recorded at once when the queue is down here too, and once only", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const { program } = await makeSample(db);
    const event = {
      kind: "browser" as const,
      id: newId("conv"),
      at: Date.now(),
      body: { program: program.id, type: "lead" as const, external_id: "lead-1" },
    };
    const broken = gateway({ EVENTS_QUEUE: brokenQueue });
    await broken.acceptEvent(event);
    await broken.acceptEvent(event);
    const rows = await db.select().from(conversions);
    expect(rows.filter((row) => row.programId === program.id)).toMatchObject([
      { externalId: "lead-1", trust: "browser" },
    ]);
    warn.mockRestore();
  });
});

it("is what core offers to the edge by name", () => {
  expect(exports).toHaveProperty("EdgeGateway");
});
