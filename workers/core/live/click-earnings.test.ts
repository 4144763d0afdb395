import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { BaseReward } from "../../domain/reward.ts";
import { makeClickReward, makeCounted } from "../testing/clicks.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const today = () => new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin" }).format();

async function makeEarning(own: Partial<BaseReward> = {}) {
  const sample = await makeCounted();
  const reward = await makeClickReward(sample.program.id, own);
  const earned = async () =>
    (await sample.counter().earnings([today()])).map(({ clicks, amount, mode }) => ({
      mode,
      clicks,
      amount,
    }));
  return { ...sample, reward, earned };
}

describe("clicks of a program that pays per click", () => {
  it("earn when they are first counted, and not again", async () => {
    const { counter, pack, earned, link, reward } = await makeEarning();
    const packs = [pack({}, {})];
    await counter().record(packs);
    await counter().record(packs);
    expect(await counter().earnings([today()])).toEqual([
      {
        mode: "live",
        day: today(),
        link: link.id,
        ...reward,
        clicks: 2,
        amount: 20,
      },
    ]);
    await evictDurableObject(counter());
    expect(await earned()).toEqual([{ mode: "live", clicks: 2, amount: 20 }]);
    await runDurableObjectAlarm(counter());
    await evictDurableObject(counter());
    await counter().record([pack({})]);
    expect(await earned()).toEqual([{ mode: "live", clicks: 3, amount: 30 }]);
  });

  it.each([
    ["a bot", { flag: "bot" }],
    ["a prefetch that nobody saw", { flag: "prefetch" }],
    ["beyond the link's cap", { overCap: true }],
    ["of an affiliate who is suspended", { refused: "affiliate_suspended" }],
    ["of a country that is not paid", { country: "US" }],
  ] as const)("earn nothing: %s", async (_, click) => {
    const { counter, pack, earned } = await makeEarning({
      conditions: [{ kind: "country", is: "not_in", countries: ["US"] }],
    });
    await counter().record([pack({ country: "DE", ...click })]);
    expect(await earned()).toEqual([]);
  });

  it("earn once a visitor, link and day", async () => {
    const { counter, pack, earned } = await makeEarning();
    await counter().record([pack({ visitor: "same" }), pack({ visitor: "same" })]);
    expect(await earned()).toEqual([{ mode: "live", clicks: 1, amount: 10 }]);
  });

  it("earn in test mode apart", async () => {
    const { counter, pack, earned } = await makeEarning();
    await counter().record([pack({ mode: "test" })]);
    expect(await earned()).toEqual([{ mode: "test", clicks: 1, amount: 10 }]);
  });

  it("earn when a prefetch is seen", async () => {
    const { counter, pack, earned } = await makeEarning();
    const at = Date.now();
    await counter().record([pack({ at, nonce: "n", flag: "prefetch" })]);
    await counter().record([pack({ at, nonce: "n", shown: true })]);
    await counter().record([pack({ at, nonce: "n", shown: true })]);
    expect(await earned()).toEqual([{ mode: "live", clicks: 1, amount: 10 }]);
  });
});
