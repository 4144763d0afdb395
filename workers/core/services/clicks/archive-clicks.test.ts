import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { newId } from "../../../lib/ids.ts";
import { makeCounted } from "../../testing/clicks.ts";
import { testContext } from "../../testing/context.ts";
import { archiveClicks } from "./archive-clicks.ts";

async function linesOf(key: string): Promise<string[]> {
  const object = await env.ARCHIVE.get(key);
  if (object === null) throw new Error(`There is no ${key}.`);
  const text = await new Response(object.body.pipeThrough(new DecompressionStream("gzip"))).text();
  return text.split("\n");
}

describe("raw clicks in the archive", () => {
  it("are a line each, in their order, without their visitor", async () => {
    const { click, program, affiliate } = await makeCounted();
    const clicks = [click({ country: "DE", sub: ["a\nb"] }), click({ flag: "bot", reason: "ua" })];
    const owner = { programId: program.id, affiliateId: affiliate.id };
    const key = await archiveClicks(testContext(), owner, "1-2", clicks);
    expect(key).toBe(`clicks/${program.id}/${affiliate.id}/1-2.ndjson.gz`);
    const lines = await linesOf(key);
    expect(lines.pop()).toBe("");
    const kept = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(kept).toEqual(clicks.map(({ visitor: _, ...rest }) => rest));
    expect(lines.join()).not.toContain(clicks[0]?.visitor ?? "");
  });

  it("are the same object when they are archived again, and the old bytes are gone", async () => {
    const { click } = await makeCounted();
    const owner = { programId: newId("prog"), affiliateId: newId("aff") };
    const one = click();
    await archiveClicks(testContext(), owner, "1", [click(), one]);
    await archiveClicks(testContext(), owner, "1", [one]);
    const { objects } = await env.ARCHIVE.list({ prefix: `clicks/${owner.programId}/` });
    expect(objects).toHaveLength(1);
    expect(await linesOf(objects[0]?.key ?? "")).toHaveLength(2);
  });

  it("are written by counters alone", async () => {
    const ctx = testContext({ actor: ANONYMOUS });
    const owner = { programId: "prog_1", affiliateId: "aff_1" };
    await expect(archiveClicks(ctx, owner, "1", [])).rejects.toThrow(PermissionDenied);
  });
});
