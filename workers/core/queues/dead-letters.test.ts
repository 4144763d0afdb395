import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ANONYMOUS } from "../../domain/actor.ts";
import { listDeadLetters } from "../services/dead-letters/list.ts";
import { replayDeadLetter } from "../services/dead-letters/replay.ts";
import { testContext } from "../testing/context.ts";
import { consumeDeadLetters } from "./dead-letters.ts";

const SENT = Date.UTC(2026, 10, 20, 12);

afterEach(() => {
  vi.restoreAllMocks();
});

async function die(queue: string, id: string, body: unknown) {
  const batch = createMessageBatch(queue, [{ id, timestamp: SENT, attempts: 100, body }]);
  await consumeDeadLetters(batch, testContext());
  return await getQueueResult(batch, createExecutionContext());
}

describe("a message that was given up", () => {
  it.each([
    ["trackdesk-clicks-dead", "trackdesk-clicks"],
    ["trackdesk-events-dead", "trackdesk-events"],
  ] as const)("of %s is kept and listed", async (dead, queue) => {
    const result = await die(dead, `kept-${queue}`, { some: "body" });
    expect(result.explicitAcks).toHaveLength(1);
    const { letters, cursor } = await listDeadLetters(testContext(), { queue });
    expect(cursor).toBeNull();
    expect(letters).toContainEqual({
      id: `${queue}~2026-11-20~kept-${queue}`,
      queue,
      reason: "retries_exhausted",
      attempts: 100,
      keptAt: expect.any(Number),
      replayedAt: null,
      size: JSON.stringify({ some: "body" }).length,
    });
  });

  it("is delivered again when it could not be kept", async () => {
    vi.spyOn(Object.getPrototypeOf(env.ARCHIVE), "put").mockRejectedValue(new Error("R2 is down"));
    const result = await die("trackdesk-clicks-dead", "lost", {});
    expect(result).toMatchObject({ explicitAcks: [], retryMessages: [{ msgId: "lost" }] });
  });

  it.each([
    ["trackdesk-clicks-dead", "CLICKS_QUEUE"],
    ["trackdesk-events-dead", "EVENTS_QUEUE"],
  ] as const)("of %s goes back to its queue, once", async (dead, binding) => {
    const send = vi.spyOn(Object.getPrototypeOf(env[binding]), "send").mockResolvedValue(undefined);
    const id = `${dead.replace("-dead", "")}~2026-11-20~replay-${binding}`;
    await die(dead, `replay-${binding}`, { from: binding });
    const ctx = testContext();
    expect((await replayDeadLetter(ctx, id)).replayedAt).toBe(ctx.clock());
    ctx.advance(1_000);
    expect((await replayDeadLetter(ctx, id)).replayedAt).toBe(ctx.clock() - 1_000);
    expect(send.mock.calls.map(([body]) => body)).toEqual([{ from: binding }]);
    const { letters } = await listDeadLetters(ctx);
    expect(letters.find((letter) => letter.id === id)?.replayedAt).not.toBeNull();
  });

  it("is not marked when it could not be sent", async () => {
    const spy = vi.spyOn(Object.getPrototypeOf(env.CLICKS_QUEUE), "send");
    spy.mockRejectedValueOnce(new Error("the queue is full"));
    await die("trackdesk-clicks-dead", "unsent", {});
    const ctx = testContext();
    const id = "trackdesk-clicks~2026-11-20~unsent";
    await expect(replayDeadLetter(ctx, id)).rejects.toThrow("full");
    const { letters } = await listDeadLetters(ctx);
    expect(letters.find((letter) => letter.id === id)?.replayedAt).toBeNull();
  });

  it.each([
    ["that nobody kept", "trackdesk-clicks~2026-11-20~none"],
    ["with a path of its own", "trackdesk-clicks~2026-11-20~../../clicks"],
    ["that is no id", "x"],
  ])("%s is not found", async (_, id) => {
    await expect(replayDeadLetter(testContext(), id)).rejects.toMatchObject({
      code: "dead_letter.not_found",
    });
  });

  it("is nobody's business but the operator's", async () => {
    const ctx = testContext({ actor: ANONYMOUS });
    await expect(listDeadLetters(ctx)).rejects.toMatchObject({ refusal: "signed_out" });
    await expect(replayDeadLetter(ctx, "x")).rejects.toMatchObject({ refusal: "signed_out" });
  });
});
