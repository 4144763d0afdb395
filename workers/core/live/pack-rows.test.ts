import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OwnedClick } from "../../domain/pack.ts";
import { CHUNK_LENGTH_MAX } from "./chunked-log.ts";
import { rowsOf } from "./pack-rows.ts";

const click: OwnedClick = {
  link: "link_1",
  program: "prog_1",
  affiliate: "aff_1",
  at: 1_000,
  nonce: "n",
  visitor: "v",
};
const { program: _, affiliate: __, ...stripped } = click;

describe("packs in rows", () => {
  it("are one row while it has room, without what the counter knows of itself", () => {
    const packs = ["pack_1", "pack_2"].map((id) => ({ id, at: 1, clicks: [click, click] }));
    expect(rowsOf(packs)).toEqual([
      {
        ids: ["pack_1", "pack_2"],
        clicks: [stripped, stripped, stripped, stripped],
        json: JSON.stringify([stripped, stripped, stripped, stripped]),
      },
    ]);
  });

  it("are none for packs without clicks", () => {
    expect(rowsOf([])).toEqual([]);
    expect(rowsOf([{ id: "pack_1", at: 1, clicks: [] }])).toEqual([]);
  });

  it("are several when one could not hold them, none too long, nothing lost", () => {
    const lengths = fc.array(fc.array(fc.nat(2_000), { minLength: 1, maxLength: 40 }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(lengths, (drawn) => {
        const packs = drawn.map((clicks, index) => ({
          id: `pack_${index}`,
          at: 1,
          clicks: clicks.map((length) => ({ ...click, ua: "x".repeat(length) })),
        }));
        const rows = rowsOf(packs);
        expect(rows.flatMap(({ ids }) => ids)).toEqual(packs.map(({ id }) => id));
        for (const { clicks, json } of rows) {
          expect(JSON.parse(json)).toEqual(clicks);
          expect(json.length).toBeLessThanOrEqual(CHUNK_LENGTH_MAX + 2);
        }
        const total = packs.reduce((sum, { clicks }) => sum + clicks.length, 0);
        expect(rows.flatMap(({ clicks }) => clicks)).toHaveLength(total);
      }),
      { numRuns: 30 },
    );
  });
});
