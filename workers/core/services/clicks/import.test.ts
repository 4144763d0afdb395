import { afterEach, describe, expect, it, vi } from "vitest";
import { PACK_BYTES_MAX } from "../../../contract/edge/click-pack.ts";
import { ANONYMOUS, OPERATOR } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { encodeTypeId } from "../../../lib/ids.ts";
import { makeCounted } from "../../testing/clicks.ts";
import { testContext } from "../../testing/context.ts";
import { importClicks } from "./import.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

afterEach(() => {
  vi.restoreAllMocks();
});

/** A pack's id, made at `at`. */
function packId(at: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let index = 0; index < 6; index++) bytes[5 - index] = Math.floor(at / 256 ** index) % 256;
  return encodeTypeId("pack", bytes);
}

async function makeImport() {
  const { click } = await makeCounted();
  const ctx = testContext({ actor: OPERATOR });
  const send = vi.spyOn(ctx.env.CLICKS_QUEUE, "send").mockResolvedValue({} as never);
  const sent = () => send.mock.calls.map(([body]) => body as { id: string; at: number });
  const pack = (id: string, clicks = [click()]) => ({ id, clicks });
  const run = (...packs: ReturnType<typeof pack>[]) => importClicks(ctx, { packs } as never);
  return { ctx, click, pack, run, sent };
}

describe("historic clicks", () => {
  it("are counted by pack and click, and sent with the time that is in each pack's id", async () => {
    const { ctx, click, pack, run, sent } = await makeImport();
    const now = ctx.clock();
    const packs = [pack(packId(now), [click(), click()]), pack(packId(now - 5 * DAY))];
    expect(await run(...packs)).toEqual({ packs: 2, clicks: 3 });
    expect(sent().map(({ id, at }) => ({ id, at }))).toEqual([
      { id: packs[0]?.id, at: now },
      { id: packs[1]?.id, at: now - 5 * DAY },
    ]);
  });

  it("are the same bytes when they are sent again", async () => {
    const { ctx, pack, run, sent } = await makeImport();
    const made = pack(packId(ctx.clock()));
    await run(made);
    await run(made);
    const [first, again] = sent().map((body) => JSON.stringify(body));
    expect(again).toBe(first);
  });

  it.each<[string, (now: number) => string, string]>([
    [
      "from a pack of a month ago, which nobody could tell from a repeat",
      (now) => packId(now - 30 * DAY),
      "pack.too_old",
    ],
    ["from a pack of tomorrow", (now) => packId(now + DAY), "request.invalid"],
    ["from a pack without a time", () => "pack_nonsense", "request.invalid"],
  ])("are refused %s, and then none of the call is sent", async (_, idAt, code) => {
    const { ctx, pack, run, sent } = await makeImport();
    const good = pack(packId(ctx.clock()));
    await expect(run(good, pack(idAt(ctx.clock())))).rejects.toMatchObject({ code });
    expect(sent()).toEqual([]);
  });

  it("are refused in a pack that no message can hold, with its place", async () => {
    const { ctx, click, pack, run, sent } = await makeImport();
    const large = click({ referrer: "x".repeat(PACK_BYTES_MAX) });
    await expect(
      run(pack(packId(ctx.clock())), pack(packId(ctx.clock()), [large])),
    ).rejects.toMatchObject({
      code: "request.invalid",
      errors: [{ path: "packs[1].clicks", code: "too_large" }],
    });
    expect(sent()).toEqual([]);
  });

  it("are the operator's alone", async () => {
    const ctx = testContext({ actor: ANONYMOUS });
    await expect(importClicks(ctx, { packs: [] })).rejects.toThrow(PermissionDenied);
  });
});
