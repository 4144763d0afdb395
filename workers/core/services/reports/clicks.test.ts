import { describe, expect, it } from "vitest";
import type { LinkDay, ValueDay } from "../../../db/queries/click-days.ts";
import { type Actor, ANONYMOUS } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { newId } from "../../../lib/ids.ts";
import { type ClickReport, reportClicks } from "../../testing/click-report.ts";
import { makeCounted } from "../../testing/clicks.ts";
import { testContext } from "../../testing/context.ts";
import { storeDayTotals } from "../clicks/store-day-totals.ts";
import { NONE } from "./counts.ts";

/** Clicks on three days of March, of which the country of some is known. */
async function makeClicks() {
  const { program, affiliate, link } = await makeCounted();
  const day = (on: number, clicks: number, bots = 0) => ({
    mode: "live" as const,
    day: `2026-03-0${on}`,
    clicks,
    uniques: clicks,
    bots,
    seq: 1,
  });
  const links: LinkDay[] = [day(1, 5, 2), day(3, 7)].map((totals) => ({
    ...totals,
    link: link.id,
    overCap: 0,
    refused: 0,
  }));
  const values: ValueDay[] = [
    { ...day(1, 3, 1), dimension: "country", value: "DE" },
    { ...day(3, 4), dimension: "country", value: "FR" },
  ];
  await storeDayTotals(
    testContext(),
    { programId: program.id, affiliateId: affiliate.id },
    { links, values },
  );
  const report = (own: Partial<ClickReport> = {}, actor?: Actor) =>
    reportClicks(
      {
        programId: program.id,
        mode: "live",
        fromDay: "2026-03-01",
        toDay: "2026-03-04",
        by: "total",
        filter: {},
        limit: 100,
        ...own,
      },
      actor,
    );
  return { affiliate, link, report };
}

describe("a report on clicks", () => {
  it("by day has a row for every day of its range, in order, and none beyond", async () => {
    const { report } = await makeClicks();
    expect((await report({ by: "day" })).map(({ key, clicks }) => [key, clicks])).toEqual([
      ["2026-03-01", 5],
      ["2026-03-02", 0],
      ["2026-03-03", 7],
      ["2026-03-04", 0],
    ]);
    expect(await report({ by: "day", fromDay: "2026-03-02", toDay: "2026-03-02" })).toEqual([
      { key: "2026-03-02", clicks: 0, uniques: 0, bots: 0 },
    ]);
  });

  it("by day loses no day's clicks to a limit that is smaller than its range", async () => {
    const { report } = await makeClicks();
    const days = await report({ by: "day", limit: 1 });
    expect(days.map(({ clicks }) => clicks)).toEqual([5, 0, 7, 0]);
  });

  it("by a fact of the click adds up to the total: the rest is (none)", async () => {
    const { report } = await makeClicks();
    expect(await report({ by: "country" })).toEqual([
      { key: NONE, clicks: 5, uniques: 5, bots: 1 },
      { key: "FR", clicks: 4, uniques: 4, bots: 0 },
      { key: "DE", clicks: 3, uniques: 3, bots: 1 },
    ]);
  });

  it("says nothing of the others where it shows the first rows alone", async () => {
    const { report } = await makeClicks();
    expect((await report({ by: "country", limit: 1 })).map(({ key }) => key)).toEqual([NONE]);
    expect((await report({ by: "country", limit: 2 })).map(({ key }) => key)).toEqual([NONE, "FR"]);
  });

  it.each([
    ["total", ""],
    ["affiliate", "affiliate"],
    ["link", "link"],
  ] as const)("by %s is whole by itself", async (by, what) => {
    const { report, ...sample } = await makeClicks();
    const key = what === "" ? "" : sample[what].id;
    expect(await report({ by })).toEqual([{ key, clicks: 12, uniques: 12, bots: 2 }]);
  });

  it("is of its own mode and program", async () => {
    const { report } = await makeClicks();
    expect(await report({ by: "link", mode: "test" })).toEqual([]);
    const other = await makeClicks();
    expect(await other.report({ by: "affiliate" })).toMatchObject([{ key: other.affiliate.id }]);
  });

  it("that clicks are not stored for is refused, and not answered with zeros", async () => {
    const { report, link } = await makeClicks();
    await expect(report({ by: "country", filter: { linkId: link.id } })).rejects.toMatchObject({
      code: "report.unsupported_combination",
    });
  });

  it("of no program, or for whoever may not, is refused", async () => {
    const { report } = await makeClicks();
    await expect(report({ programId: newId("prog") })).rejects.toMatchObject({
      code: "program.not_found",
    });
    await expect(report({}, ANONYMOUS)).rejects.toThrow(PermissionDenied);
  });
});
