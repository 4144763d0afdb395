import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { refundSchema, saleSchema } from "../../../contract/track.ts";
import type { TrackAnswer } from "../../../contract/track-answer.ts";
import type { TrackCall } from "../../../contract/track-call.ts";
import { openDb } from "../../../db/batch.ts";
import type { ApiKeyActor } from "../../../domain/actor.ts";
import { newId } from "../../../lib/ids.ts";
import { testContext } from "../../testing/context.ts";
import { refuseD1 } from "../../testing/failing-d1.ts";
import { makeSample } from "../../testing/sample.ts";
import type { IdempotencyRequest } from "../context.ts";
import { deferCall } from "./defer-call.ts";
import { handleCall } from "./handle-call.ts";
import { idOfCall, type Track } from "./track.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const sale = (own: Record<string, unknown> = {}): Track => ({
  type: "sale",
  body: saleSchema.parse({ external_id: "order-1", amount: 5_000, currency: "EUR", ...own }),
});

async function makeCaller() {
  const sample = await makeSample(openDb(env.DB));
  const actor: ApiKeyActor = { kind: "api_key", ...sample.apiKey };
  const ctx = testContext({ actor });
  const call = (key: string | null) => ({
    acceptedAt: ctx.clock(),
    keySha256: sample.apiKey.sha256,
    idempotencyKey: key,
    bulk: false,
  });
  const handle = (track: Track, key: string | null = null, bodyHash = "one") => {
    const idempotency: IdempotencyRequest | null =
      key === null ? null : { callerId: actor.id, key, mode: "live", bodyHash };
    return handleCall(ctx, actor, track, call(key), idempotency);
  };
  return { ...sample, ctx, call, handle };
}

describe("a server's call", () => {
  it("is recorded under the id that it would have had on the queue", async () => {
    const { handle, call } = await makeCaller();
    const { status, body } = await handle(sale());
    expect(status).toBe(201);
    expect((body as TrackAnswer).conversion.id).toBe(await idOfCall(sale(), call(null)));
  });

  it("again is kept, and answered with the same conversion", async () => {
    const { handle } = await makeCaller();
    const [first, again] = [await handle(sale()), await handle(sale({ amount: 1 }))];
    expect(again).toMatchObject({
      status: 200,
      body: { result: "kept", conversion: { gross: 5_000 } },
    });
    expect((again.body as TrackAnswer).conversion).toEqual((first.body as TrackAnswer).conversion);
  });

  it("under the same Idempotency-Key is answered to the letter; another body is refused", async () => {
    const { handle } = await makeCaller();
    const first = await handle(sale(), "key-1");
    expect(await handle(sale(), "key-1")).toEqual(first);
    await expect(handle(sale({ amount: 1 }), "key-1", "two")).rejects.toMatchObject({
      code: "idempotency.key_reused",
    });
  });

  it("that matches two conversions is refused, and again: nothing is booked", async () => {
    const { handle } = await makeCaller();
    const reference = (value: string) => ({ kind: "charge", value });
    await handle(sale({ references: [reference("ch_1")] }));
    await handle(sale({ external_id: "order-2", references: [reference("ch_2")] }));
    const both = sale({
      external_id: "order-3",
      references: [reference("ch_1"), reference("ch_2")],
    });
    for (let time = 0; time < 2; time++) {
      await expect(handle(both)).rejects.toMatchObject({ code: "conversion.matches_several" });
    }
  });

  it("for a program that is nowhere is refused", async () => {
    const { handle } = await makeCaller();
    await expect(handle(sale({ program_id: newId("prog") }))).rejects.toMatchObject({
      code: "program.not_found",
    });
  });

  it("of a refund is kept with its sale", async () => {
    const { handle } = await makeCaller();
    const { body } = await handle(sale());
    const refund = refundSchema.parse({
      external_id: "r-1",
      sale: { external_id: "order-1" },
      amount: 100,
      currency: "EUR",
    });
    expect(await handle({ type: "refund", body: refund })).toMatchObject({
      status: 201,
      body: { refund: { conversion_id: (body as TrackAnswer).conversion.id } },
    });
  });

  it("fails as D1 does, so that it can be put on the queue", async () => {
    const { handle } = await makeCaller();
    const recover = refuseD1();
    await expect(handle(sale())).rejects.toThrow("refused");
    recover();
    expect(await handle(sale())).toMatchObject({ status: 201 });
  });
});

describe("a call that has to wait", () => {
  const waiting: TrackCall = {
    kind: "api",
    id: "conv_1",
    keySha256: "a".repeat(64),
    idempotencyKey: "key-1",
    bodyHash: "hash",
    acceptedAt: 1,
    type: "sale",
    body: { external_id: "order-1" },
  };

  it("is stored before it is answered, word by word", async () => {
    const ctx = testContext();
    const send = vi.spyOn(ctx.env.EVENTS_QUEUE, "send").mockResolvedValue({} as never);
    expect(await deferCall(ctx, waiting)).toEqual({
      result: "accepted",
      conversion: { id: "conv_1" },
    });
    expect(send.mock.calls).toEqual([[waiting]]);
    const refund = { ...waiting, id: "ref_1", type: "refund" } as const;
    expect(await deferCall(ctx, refund)).toEqual({ result: "accepted", refund: { id: "ref_1" } });
  });

  it("is refused for the moment when the queue does not take it either", async () => {
    const ctx = testContext();
    vi.spyOn(ctx.env.EVENTS_QUEUE, "send").mockRejectedValue(new Error("queue is down"));
    await expect(deferCall(ctx, waiting)).rejects.toMatchObject({
      code: "service.unavailable",
      status: 503,
      retryAfter: 5,
    });
  });
});
