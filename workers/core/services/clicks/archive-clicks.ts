import type { RawClick } from "../../../domain/click-facts.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";

/**
 * Keeps raw clicks in R2 as gzipped NDJSON, one click a line, without the visitor: nobody needs to tell
 * visitors apart once the day is over (design §4.8).
 * @param name the same for the same clicks, so that a repeat writes the same object again
 * @returns the object's key
 */
export async function archiveClicks(
  ctx: ServiceContext,
  owner: { readonly programId: string; readonly affiliateId: string },
  name: string,
  clicks: readonly RawClick[],
): Promise<string> {
  assertAllowed(ctx.actor, "click.record");
  const lines = clicks.map(({ visitor: _, ...click }) => `${JSON.stringify(click)}\n`);
  const compressed = new Response(lines.join("")).body?.pipeThrough(new CompressionStream("gzip"));
  const key = `clicks/${owner.programId}/${owner.affiliateId}/${name}.ndjson.gz`;
  await ctx.env.ARCHIVE.put(key, await new Response(compressed).arrayBuffer(), {
    httpMetadata: { contentType: "application/gzip" },
  });
  return key;
}
