import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WriteBatch } from "../../db/batch.ts";
import { putLinkDays } from "../../db/queries/click-days.ts";
import { type ClickCounts, emptyCounts } from "../../domain/click-totals.ts";
import type { OwnedClick, Pack } from "../../domain/pack.ts";
import { db, failureOf, makeCounted } from "../testing/clicks.ts";
import { refuseD1 } from "../testing/failing-d1.ts";
import type { AffiliateCounter } from "./affiliate-counter.ts";

const DAY = 86_400_000;

type Drawn = {
  readonly kind: "person" | "bot" | "prefetch" | "shown";
  readonly visitor: number;
  readonly yesterday: boolean;
};
type Step =
  | { readonly do: "deliver" | "deliver while it flushes"; readonly packs: readonly number[] }
  | { readonly do: "evict" | "alarm" | "alarm while D1 refuses" };

const PACKS = 6;
const drawn: fc.Arbitrary<Drawn> = fc.record({
  kind: fc.constantFrom("person", "person", "bot", "prefetch", "shown"),
  visitor: fc.nat(3),
  yesterday: fc.boolean(),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("deliver" as const, "deliver while it flushes" as const),
      packs: fc.array(fc.nat(PACKS - 1), { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("evict" as const, "alarm" as const, "alarm while D1 refuses" as const),
    }),
  },
);

/** Prefetch and report of a visitor's day share time and nonce; everything else has its own nonce. */
function clickOf({ kind, visitor, yesterday }: Drawn, now: number): Partial<OwnedClick> {
  const at = now - (yesterday ? DAY : 0);
  const base = { at, visitor: `v${visitor}`, country: visitor % 2 === 0 ? "DE" : "FR" };
  if (kind === "person") return base;
  if (kind === "bot") return { ...base, flag: "bot" };
  const shared = { ...base, nonce: `n${visitor}` };
  return kind === "prefetch" ? { ...shared, flag: "prefetch" } : { ...shared, shown: true };
}

/** Counts from what was delivered at all, without any order: sets, no fold. */
function model(clicks: readonly OwnedClick[]): ClickCounts {
  const keyOf = ({ at, nonce }: OwnedClick) => `${at} ${nonce}`;
  const plain = clicks.filter((click) => !click.shown && click.flag !== "prefetch");
  const shown = new Map(clicks.filter((click) => click.shown).map((one) => [keyOf(one), one]));
  const prefetched = new Set(clicks.filter((click) => click.flag === "prefetch").map(keyOf));
  const people = [...plain.filter(({ flag }) => flag === undefined), ...shown.values()];
  const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
  return {
    clicks: people.length,
    uniques: new Set(people.map(({ link, at, visitor }) => `${link} ${dayOf(at)} ${visitor}`)).size,
    bots:
      plain.length -
      (people.length - shown.size) +
      [...prefetched].filter((key) => !shown.has(key)).length,
  };
}

async function countsOfValues(affiliateId: string): Promise<ClickCounts> {
  const row = await env.DB.prepare(
    `select coalesce(sum(clicks), 0) as clicks, coalesce(sum(uniques), 0) as uniques,
       coalesce(sum(bots), 0) as bots from click_day_values
     where affiliate_id = ? and dimension = 'country'`,
  )
    .bind(affiliateId)
    .first<ClickCounts>();
  return row ?? emptyCounts();
}

describe("counting", () => {
  it("gives the model's counts whatever is repeated, late, out of order, evicted or refused", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(drawn, { minLength: 1, maxLength: 4 }), {
          minLength: PACKS,
          maxLength: PACKS,
        }),
        fc.array(step, { minLength: 3, maxLength: 14 }),
        async (drawnPacks, steps) => {
          const sample = await makeCounted();
          const now = Date.now();
          const packs = drawnPacks.map((clicks) =>
            sample.pack(...clicks.map((one) => clickOf(one, now))),
          );
          const delivered = new Set<Pack<OwnedClick>>();
          const fresh = emptyCounts();
          for (const one of steps) {
            if ("packs" in one) {
              const batch = one.packs.flatMap((index) => packs[index] ?? []);
              const flushing = one.do === "deliver" ? null : sample.counter().flush();
              const answer = await sample.counter().record(batch);
              await flushing;
              for (const pack of batch) delivered.add(pack);
              fresh.clicks += answer.fresh.live.clicks;
              fresh.uniques += answer.fresh.live.uniques;
              fresh.bots += answer.fresh.live.bots;
            } else if (delivered.size > 0) {
              await disturb(one.do, sample.counter());
            }
          }
          const expected = model([...delivered].flatMap(({ clicks }) => clicks));
          expect((await sample.counter().totals()).live.all).toEqual(expected);
          expect(fresh).toEqual(expected);
          await sample.counter().flush();
          expect(await sample.stored()).toEqual(expected);
          expect(await countsOfValues(sample.affiliate.id)).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});

async function disturb(
  how: "evict" | "alarm" | "alarm while D1 refuses",
  counter: DurableObjectStub<AffiliateCounter>,
): Promise<void> {
  await counter.totals();
  if (how === "evict") return evictDurableObject(counter);
  const recover = how === "alarm" ? () => {} : refuseD1();
  await runDurableObjectAlarm(counter);
  recover();
}

describe("D1 that refuses", () => {
  it("delays totals and loses none", async () => {
    const { counter, pack, stored } = await makeCounted();
    await counter().record([pack({})]);
    const recover = refuseD1();
    await counter().record([pack({})]);
    expect(await runDurableObjectAlarm(counter())).toBe(true);
    expect(await failureOf(() => counter().flush())).toContain("refused");
    expect(await stored()).toEqual(emptyCounts());
    expect((await counter().totals()).live.all.clicks).toBe(2);
    recover();
    expect(await runDurableObjectAlarm(counter())).toBe(true);
    expect((await stored()).clicks).toBe(2);
  });

  it("makes the first record fail, so that the queue delivers it again", async () => {
    const { counter, pack, stored } = await makeCounted();
    const packs = [pack({}, {})];
    const recover = refuseD1();
    expect(await failureOf(() => counter().record(packs))).toContain("refused");
    recover();
    await counter().record(packs);
    await counter().flush();
    expect((await stored()).clicks).toBe(2);
  });

  it("cannot turn totals back by a write that comes late", async () => {
    const { counter, pack, stored, affiliate, link } = await makeCounted();
    await counter().record([pack({}, {}, {})]);
    await counter().flush();
    const batch = new WriteBatch(db);
    const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin" }).format();
    const late = { mode: "live", day, link: link.id, clicks: 1, uniques: 1, bots: 0 } as const;
    putLinkDays(batch, { programId: affiliate.programId, affiliateId: affiliate.id }, [
      { ...late, overCap: 0, refused: 0, seq: 1 },
    ]);
    await batch.commit();
    expect((await stored()).clicks).toBe(3);
  });

  it("is not stopped by a click on a link that is not the affiliate's", async () => {
    const { counter, pack, stored } = await makeCounted();
    await counter().record([pack({ link: "link_nobody_has" }, {})]);
    await counter().flush();
    expect((await stored()).clicks).toBe(1);
  });
});
