import type { ClickImport } from "../../../contract/click-import.ts";
import { type ClickPack, PACK_BYTES_MAX } from "../../../contract/edge/click-pack.ts";
import { problem } from "../../../contract/problem.ts";
import { isTooOld, PACK_CLOCK_SKEW_MS } from "../../../domain/pack.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { decodeTypeId } from "../../../lib/ids.ts";
import type { ServiceContext } from "../context.ts";

const invalid = problem("request.invalid");
const tooOld = problem("pack.too_old");
const encoder = new TextEncoder();

/**
 * Puts historic clicks on the queue, to be counted like any others on the days on which they happened.
 * A pack's time is read from its id, so that a repeat of the call is recognized for 29 days; after that
 * it is refused.
 * @throws ProblemError `pack.too_old`, `request.invalid` for an id from the future or a pack too large
 */
export async function importClicks(
  ctx: ServiceContext,
  { packs }: ClickImport,
): Promise<{ packs: number; clicks: number }> {
  assertAllowed(ctx.actor, "click.import");
  const messages = packs.map((pack, index) => packOf(ctx, pack, index));
  for (const body of messages) await ctx.env.CLICKS_QUEUE.send(body);
  const clicks = packs.reduce((sum, pack) => sum + pack.clicks.length, 0);
  return { packs: packs.length, clicks };
}

function packOf(
  ctx: ServiceContext,
  { id, clicks }: ClickImport["packs"][number],
  index: number,
): ClickPack {
  const refuse = (field: string, code: string, message: string) =>
    invalid({ errors: [{ path: `packs[${index}].${field}`, code, message }] });
  const at = timeOf(id);
  const now = ctx.clock();
  if (at === null || at > now + PACK_CLOCK_SKEW_MS) {
    throw refuse("id", "not_a_time", "The id must hold the time at which the pack was made.");
  }
  // The same bytes for the same call: what is absent stays absent.
  const pack = JSON.parse(JSON.stringify({ id, at, clicks })) as ClickPack;
  if (isTooOld(pack, now)) throw tooOld({ detail: id });
  if (encoder.encode(JSON.stringify(pack)).length > PACK_BYTES_MAX) {
    throw refuse("clicks", "too_large", `A pack holds at most ${PACK_BYTES_MAX} bytes.`);
  }
  return pack;
}

/** The time in a TypeID (UUIDv7), UTC ms; `null` when it is none. */
function timeOf(id: string): number | null {
  const bytes = decodeTypeId("pack", id);
  return bytes?.subarray(0, 6).reduce((time, byte) => time * 256 + byte, 0) ?? null;
}
