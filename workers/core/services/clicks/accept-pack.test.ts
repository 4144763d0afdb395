import { afterEach, describe, expect, it, vi } from "vitest";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { makeCounted } from "../../testing/clicks.ts";
import { testContext } from "../../testing/context.ts";
import { acceptPack } from "./accept-pack.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

function queue(send: () => Promise<unknown>) {
  const ctx = testContext();
  const sent = vi.spyOn(ctx.env.CLICKS_QUEUE, "send").mockImplementation(send as never);
  return { ctx, sent };
}
const down = () => Promise.reject(new Error("queue is down"));

describe("a pack that the edge could not put on the queue", () => {
  it("is put there from here, the same pack, and counted nowhere yet", async () => {
    const { pack, counter } = await makeCounted();
    const { ctx, sent } = queue(async () => ({}));
    const made = pack({}, {});
    await acceptPack(ctx, made);
    expect(sent.mock.calls).toEqual([[made]]);
    await counter().flush();
    expect(await counter().record([made])).toMatchObject({ fresh: { live: { clicks: 2 } } });
  });

  it("goes straight to its counters when the queue does not take it, once", async () => {
    const [one, other] = [await makeCounted(), await makeCounted()];
    const { ctx } = queue(down);
    const made = one.pack({}, {}, other.click());
    await acceptPack(ctx, made);
    await acceptPack(ctx, made);
    for (const { counter } of [one, other]) await counter().flush();
    expect((await one.stored()).clicks).toBe(2);
    expect((await other.stored()).clicks).toBe(1);
    expect(ctx.logged).toMatchObject([
      { event: "clicks.queue_failed", level: "warn", pack: made.id },
      { event: "clicks.queue_failed" },
    ]);
  });

  it("is refused when it is no pack, and nothing is sent", async () => {
    const { ctx, sent } = queue(async () => ({}));
    for (const body of [null, {}, { id: "pack_1", at: 1 }, "text"]) {
      await expect(acceptPack(ctx, body as never)).rejects.toThrow("Not a pack");
    }
    expect(sent).not.toHaveBeenCalled();
  });

  it("is taken from the edge alone", async () => {
    const { pack } = await makeCounted();
    const ctx = testContext({ actor: ANONYMOUS });
    await expect(acceptPack(ctx, pack({}))).rejects.toThrow(PermissionDenied);
  });
});
