import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { WriteBatch } from "../../db/batch.ts";
import { affiliateStates } from "../../db/schema/affiliates.ts";
import type { OwnedClick } from "../../domain/pack.ts";
import { db, failureOf, makeClickReward, makeCounted } from "../testing/clicks.ts";
import { refuseD1 } from "../testing/failing-d1.ts";

const unchecked = { unchecked: true } as const;
const day = () => new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin" }).format();

/** An affiliate who is paid per click, and is suspended when a test says so. */
async function makePaid() {
  const sample = await makeCounted();
  await makeClickReward(sample.program.id);
  const { counter } = sample;
  const record = (...clicks: Partial<OwnedClick>[]) => counter().record([sample.pack(...clicks)]);
  return {
    ...sample,
    record,
    async suspend(fromAt: number) {
      const batch = new WriteBatch(db);
      const step = { affiliateId: sample.affiliate.id, fromAt, sequence: 2 };
      batch.insert(affiliateStates, [{ ...step, state: "suspended" }]);
      await batch.commit();
    },
    /** Clicks, those of them that are refused, and what they have earned. */
    async counted() {
      await counter().flush();
      const row = await env.DB.prepare(
        "select sum(clicks) as clicks, sum(refused) as refused from click_days where affiliate_id = ?",
      )
        .bind(sample.affiliate.id)
        .first<{ clicks: number; refused: number }>();
      const earnings = await counter().earnings([day()]);
      return { ...row, earned: earnings.reduce((sum, { amount }) => sum + amount, 0) };
    },
  };
}

describe("a click of whose affiliate its edge did not know how he stands", () => {
  it("earns and is refused nothing when he was active", async () => {
    const { record, counted } = await makePaid();
    await record({}, unchecked);
    expect(await counted()).toEqual({ clicks: 2, refused: 0, earned: 20 });
  });

  it("is refused and earns nothing when he was suspended, also after an eviction", async () => {
    const { record, counted, counter, suspend } = await makePaid();
    await suspend(Date.now() - 1_000);
    await record(unchecked, unchecked, { ...unchecked, flag: "bot" });
    const wanted = { clicks: 2, refused: 2, earned: 0 };
    expect(await counted()).toEqual(wanted);
    await evictDurableObject(counter());
    expect(await counted()).toEqual(wanted);
  });

  it("is judged by its own time, by what was decided since the counter read its terms", async () => {
    const { record, counted, suspend } = await makePaid();
    await record({});
    const at = Date.now();
    await suspend(at);
    await record({ ...unchecked, at: at - 1 }, { ...unchecked, at });
    expect(await counted()).toEqual({ clicks: 3, refused: 1, earned: 20 });
  });

  it("is refused when it was a prefetch that is seen, whatever the report knows", async () => {
    const { record, counted, suspend } = await makePaid();
    const at = Date.now();
    await suspend(at - 1_000);
    await record({ ...unchecked, at, nonce: "one", flag: "prefetch" });
    await record({ at, nonce: "one", shown: true });
    await record({ ...unchecked, at, nonce: "two", shown: true });
    expect(await counted()).toEqual({ clicks: 2, refused: 2, earned: 0 });
  });

  it("waits for D1, so that the queue delivers it again, while others are counted on", async () => {
    const { record, counted, counter, pack, suspend } = await makePaid();
    await record({});
    await suspend(Date.now() - 1_000);
    const waiting = [pack(unchecked)];
    const recover = refuseD1();
    expect(await failureOf(() => counter().record(waiting))).toContain("refused");
    await record({});
    recover();
    await counter().record(waiting);
    await counter().record(waiting);
    expect(await counted()).toEqual({ clicks: 3, refused: 1, earned: 20 });
  });
});
