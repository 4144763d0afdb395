import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { parseTokenKeys, signClickToken } from "../../../lib/crypto.ts";
import { NOON, testReport } from "../../testing/run.ts";
import { prepareSubmission, verifyTouches } from "./submission.ts";

const keys = () => parseTokenKeys(env.CLICK_TOKEN_KEYS);
const token = async (at: number) =>
  signClickToken(
    { flags: 0, linkId: new Uint8Array(16), at, country: "DE", nonce: new Uint8Array(8) },
    await keys(),
  );
const hashOf = async (own: Parameters<typeof testReport>[0]) =>
  (
    await prepareSubmission(
      testReport({ externalId: "order-1", programId: "p", ...own }),
      await keys(),
      null,
    )
  ).hash;

describe("the same report again", () => {
  const first = { occurredAt: NOON, acceptedAt: NOON };

  it.each([
    ["made anew, so that it would have another id", { ...first, conversionId: "conv_other" }],
    [
      "an hour later, with the time left to the clock",
      { occurredAt: NOON + 3_600_000, acceptedAt: NOON + 3_600_000 },
    ],
    ["in a bulk upload", { ...first, bulk: true }],
  ])("is known: %s", async (_, again) => {
    expect(await hashOf(again)).toBe(await hashOf({ ...first, conversionId: "conv_first" }));
  });

  it("is known by the time that its caller named, however late it arrives", async () => {
    const named = { occurredAt: NOON - 1_000 };
    expect(await hashOf({ ...named, acceptedAt: NOON + 5_000 })).toBe(
      await hashOf({ ...named, acceptedAt: NOON }),
    );
  });

  it.each([
    ["another amount's place", { metadata: { plan: "pro" } }],
    ["another order", { externalId: "order-2" }],
    ["another trust", { trust: "provider" as const }],
    ["test mode", { mode: "test" as const }],
    ["a coupon", { coupons: [{ code: "SPRING", redeemedAt: null }] }],
    ["a click", { touches: "x" }],
    ["an event time of its own", { occurredAt: NOON - 1 }],
  ])("is another one with %s", async (_, other) => {
    expect(await hashOf({ ...first, ...other })).not.toBe(await hashOf(first));
  });
});

describe("the touches of a report", () => {
  it("are none when it brings none", async () => {
    expect(await verifyTouches("", await keys(), NOON)).toEqual([]);
  });

  it.each([1, 2])("are all verified: %d", async (count) => {
    const touches = (await token(NOON - 60_000)).repeat(count);
    const verified = await verifyTouches(touches, await keys(), NOON);
    expect(verified).toHaveLength(count);
    for (const one of verified) expect(one).toMatchObject({ ok: true, at: NOON - 60_000 });
  });

  it("do not spoil each other: a forged last touch leaves the first one good", async () => {
    const good = await token(NOON - 60_000);
    const forged = `${good.slice(0, -1)}${good.endsWith("A") ? "B" : "A"}`;
    const [first, last] = await verifyTouches(good + forged, await keys(), NOON);
    expect(first).toMatchObject({ ok: true });
    expect(last).toEqual({ ok: false, reason: "forged" });
  });

  it.each(["nonsense", "A".repeat(63), "A".repeat(200), " "])(
    "that are no tokens are told as one malformed token: %j",
    async (touches) => {
      expect(await verifyTouches(touches, await keys(), NOON)).toEqual([
        { ok: false, reason: "malformed" },
      ]);
    },
  );

  it("from the future of when the report was accepted are malformed", async () => {
    const late = await token(NOON + 3_600_000);
    expect(await verifyTouches(late, await keys(), NOON)).toEqual([
      { ok: false, reason: "malformed" },
    ]);
  });
});

it("coupon codes are folded, and stay in the order of the report", async () => {
  const coupons = [" spring ", "ÄPFEL", "abc"].map((code) => ({ code, redeemedAt: null }));
  const { codes } = await prepareSubmission(testReport({ coupons }), await keys(), null);
  const [spring, apples, abc] = codes;
  const folded = await prepareSubmission(
    testReport({ coupons: ["SPRING", "äpfel", "ABC"].map((code) => ({ code, redeemedAt: 1 })) }),
    await keys(),
    null,
  );
  expect(folded.codes).toEqual([spring, apples, abc]);
  expect(new Set(codes).size).toBe(3);
});
