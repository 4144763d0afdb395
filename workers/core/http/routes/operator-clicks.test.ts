import { env, exports } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { encodeTypeId, newId, uuidV7 } from "../../../lib/ids.ts";
import { keepDeadLetter } from "../../services/dead-letters/keep.ts";
import { makeCounted } from "../../testing/clicks.ts";
import { testContext } from "../../testing/context.ts";

const DAY = 86_400_000;

afterEach(() => {
  vi.restoreAllMocks();
});

const call = (method: string, path: string, body?: unknown, token = env.OPERATOR_TOKEN) =>
  exports.default.fetch(`http://localhost/api/v1/operator${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const idAt = (at: number) => encodeTypeId("pack", uuidV7(at, new Uint8Array(10)));
const sends = () => {
  const spy = vi.spyOn(Object.getPrototypeOf(env.CLICKS_QUEUE), "send");
  spy.mockResolvedValue(undefined);
  return spy;
};

describe("historic clicks", () => {
  it("are put on the queue, the same for the same call", async () => {
    const send = sends();
    const { click } = await makeCounted();
    const at = Date.now() - 1_000;
    const old = click({ at: Date.now() - 80 * DAY, country: "DE", utm: { source: "news" } });
    const body = { packs: [{ id: idAt(at), clicks: [old] }] };
    for (let repeat = 0; repeat < 2; repeat++) {
      const answer = await call("POST", "/click-packs", body);
      expect(answer.status).toBe(202);
      expect(await answer.json()).toEqual({ packs: 1, clicks: 1 });
    }
    const expected = { id: idAt(at), at, clicks: [old] };
    expect(send.mock.calls.map(([message]) => message)).toEqual([expected, expected]);
  });

  it.each([
    ["too old to be recognized", idAt(Date.now() - 30 * DAY), 422, "pack.too_old"],
    ["from the future", idAt(Date.now() + DAY), 422, "request.invalid"],
    ["no id", "pack-1", 422, "request.invalid"],
  ])("in a pack whose id is %s are refused", async (_, id, status, code) => {
    const send = sends();
    const { click } = await makeCounted();
    const answer = await call("POST", "/click-packs", { packs: [{ id, clicks: [click()] }] });
    expect([answer.status, (await answer.json<{ code: string }>()).code]).toEqual([status, code]);
    expect(send).not.toHaveBeenCalled();
  });

  it.each([
    ["an unknown field", { colour: "red" }],
    ["no link", { link: "https://shop.example" }],
    ["a time that is none", { at: -1 }],
    ["a long sub-id", { sub: ["x".repeat(65)] }],
    ["a report that it was seen", { shown: true as const }],
  ])("with %s are refused", async (_, own) => {
    const { click } = await makeCounted();
    const clicks = [{ ...click(), ...own }];
    const answer = await call("POST", "/click-packs", { packs: [{ id: newId("pack"), clicks }] });
    expect(answer.status).toBe(422);
  });

  it("in a pack that no message can hold are refused", async () => {
    const { click } = await makeCounted();
    const clicks = Array.from({ length: 300 }, () => click({ ua: "x".repeat(400) }));
    const answer = await call("POST", "/click-packs", { packs: [{ id: newId("pack"), clicks }] });
    expect(answer.status).toBe(422);
  });

  it("are the operator's alone", async () => {
    expect((await call("POST", "/click-packs", { packs: [] }, "nobody")).status).toBe(401);
  });
});

describe("dead letters", () => {
  it("are listed and replayed by the operator", async () => {
    const send = sends();
    const message = { id: "m1", timestamp: new Date("2026-11-20"), attempts: 100, body: { a: 1 } };
    await keepDeadLetter(testContext(), "trackdesk-clicks-dead", message, "retries_exhausted");
    const id = "trackdesk-clicks~2026-11-20~m1";
    const list = await call("GET", "/dead-letters?queue=trackdesk-clicks");
    expect(await list.json()).toEqual({
      dead_letters: [
        {
          id,
          queue: "trackdesk-clicks",
          reason: "retries_exhausted",
          attempts: 100,
          kept_at: expect.any(Number),
          replayed_at: null,
          size: 7,
        },
      ],
      cursor: null,
    });
    const replayed = await call("POST", `/dead-letters/${id}/replay`);
    expect(await replayed.json()).toMatchObject({ id, replayed_at: expect.any(Number) });
    expect(send).toHaveBeenCalledExactlyOnceWith({ a: 1 });
  });

  it.each([
    ["GET", "/dead-letters", 401, "nobody"],
    ["POST", "/dead-letters/trackdesk-clicks~2026-11-20~none/replay", 404, env.OPERATOR_TOKEN],
    ["GET", "/dead-letters?queue=other", 422, env.OPERATOR_TOKEN],
  ])("%s %s is answered with %i", async (method, path, status, token) => {
    expect((await call(method, path, undefined, token)).status).toBe(status);
  });
});
