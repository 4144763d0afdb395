import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LinkDay, ValueDay } from "../../../db/queries/click-days.ts";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { newId } from "../../../lib/ids.ts";
import { makeCounted } from "../../testing/clicks.ts";
import { testContext } from "../../testing/context.ts";
import { storeDayTotals } from "./store-day-totals.ts";

async function makeOwner() {
  const { program, affiliate, link } = await makeCounted();
  const owner = { programId: program.id, affiliateId: affiliate.id };
  const totals = {
    mode: "live",
    day: "2026-03-01",
    clicks: 1,
    uniques: 1,
    bots: 0,
    seq: 1,
  } as const;
  const linkDay = (own: Partial<LinkDay> = {}): LinkDay => ({
    ...totals,
    link: link.id,
    overCap: 0,
    refused: 0,
    ...own,
  });
  const valueDay = (own: Partial<ValueDay> = {}): ValueDay => ({
    ...totals,
    dimension: "country",
    value: "DE",
    ...own,
  });
  const store = (links: readonly LinkDay[], values: readonly ValueDay[] = []) =>
    storeDayTotals(testContext(), owner, { links, values });
  const rows = async (table: "click_days" | "click_day_values") =>
    (
      await env.DB.prepare(`select * from ${table} where affiliate_id = ? order by mode, day`)
        .bind(affiliate.id)
        .all<Record<string, unknown>>()
    ).results;
  return { owner, link, linkDay, valueDay, store, rows };
}

describe("totals that a counter has counted", () => {
  it("are stored as they are, by link and by value", async () => {
    const { linkDay, valueDay, store, rows, link } = await makeOwner();
    await store(
      [linkDay({ clicks: 5, uniques: 3, bots: 2, overCap: 1, refused: 1, seq: 9 })],
      [valueDay({ clicks: 4, uniques: 2, seq: 9 })],
    );
    expect(await rows("click_days")).toMatchObject([
      { link_id: link.id, clicks: 5, uniques: 3, bots: 2, over_cap: 1, refused: 1, seq: 9 },
    ]);
    expect(await rows("click_day_values")).toMatchObject([
      { dimension: "country", value: "DE", clicks: 4, uniques: 2, seq: 9 },
    ]);
  });

  it("come to the latest, in whatever order and however often they are written", async () => {
    const writes = fc.array(fc.nat(5), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(writes, async (sequences) => {
        const { linkDay, valueDay, store, rows } = await makeOwner();
        for (const seq of sequences) {
          const counted = { clicks: seq * 10, uniques: seq * 10, seq };
          await store([linkDay(counted)], [valueDay(counted)]);
        }
        const latest = Math.max(...sequences);
        const expected = [{ clicks: latest * 10, seq: latest }];
        expect(await rows("click_days")).toMatchObject(expected);
        expect(await rows("click_day_values")).toMatchObject(expected);
      }),
      { numRuns: 25 },
    );
  });

  it("keep modes and days apart", async () => {
    const { linkDay, store, rows } = await makeOwner();
    await store([
      linkDay({ clicks: 1 }),
      linkDay({ clicks: 2, day: "2026-03-02" }),
      linkDay({ clicks: 3, mode: "test" }),
    ]);
    const clicks = (await rows("click_days")).map((row) => row.clicks);
    expect(clicks).toEqual([1, 2, 3]);
  });

  it("may be more than one statement, and one batch, can hold", async () => {
    const { valueDay, store, rows } = await makeOwner();
    const values = Array.from({ length: 11_000 }, (_, index) =>
      valueDay({ dimension: "sub1", value: `v${index}` }),
    );
    await store([], values);
    expect(await rows("click_day_values")).toHaveLength(11_000);
  });

  it("leave out a link that is not the affiliate's, and nothing else", async () => {
    const { linkDay, store, rows, link } = await makeOwner();
    const other = await makeOwner();
    await store([linkDay({ link: other.link.id }), linkDay({ link: newId("link") }), linkDay()]);
    expect(await rows("click_days")).toMatchObject([{ link_id: link.id }]);
    expect(await other.rows("click_days")).toEqual([]);
  });

  it("are the counters' alone to write", async () => {
    const { owner } = await makeOwner();
    const ctx = testContext({ actor: ANONYMOUS });
    await expect(storeDayTotals(ctx, owner, { links: [], values: [] })).rejects.toThrow(
      PermissionDenied,
    );
  });
});
