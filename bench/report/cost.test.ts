import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clicksPerDay,
  costPerMillion,
  distinct,
  type Operations,
  operationsPerSecond,
  type TrafficShape,
} from "./cost.ts";

const ops: Operations = {
  bufferSeconds: 1,
  clickBytes: 400,
  packClicksMax: 250,
  heldClicksMax: 500,
  batchSeconds: 1,
  batchPacksMax: 100,
  flushPauseSeconds: 15,
  flushSeconds: 60,
  edgeCpuMs: 0.1,
  rowsPerCall: 1,
  rowsPerFlush: 6,
  rowsPerNewTotal: 3,
};
const shape: TrafficShape = {
  clicksPerSecond: 1_000,
  isolates: 10,
  affiliates: 100,
  linksPerAffiliate: 5,
  values: [10, 50],
};
const shapes = fc.record({
  clicksPerSecond: fc.integer({ min: 1, max: 100_000 }),
  isolates: fc.integer({ min: 1, max: 1_000 }),
  affiliates: fc.integer({ min: 1, max: 10_000 }),
  linksPerAffiliate: fc.integer({ min: 1, max: 50 }),
  values: fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 16 }),
});

describe("how many different things are seen", () => {
  it.each([
    [1, 5, 1],
    [200, 0, 0],
    [2, 1, 1],
    [2, 2, 1.5],
  ])("of %d kinds in %d draws: %d", (kinds, draws, expected) => {
    expect(distinct(kinds, draws)).toBeCloseTo(expected);
  });

  it("is no more than there are, and no more than were drawn", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e5 }),
        fc.integer({ min: 0, max: 1e5 }),
        (kinds, draws) => {
          expect(distinct(kinds, draws)).toBeLessThanOrEqual(Math.min(kinds, draws) + 1e-6);
        },
      ),
    );
  });
});

describe("operations", () => {
  it("fill packs while an isolate has many clicks, and send a click alone when it has few", () => {
    expect(operationsPerSecond({ ...shape, clicksPerSecond: 1e6 }, ops).clicksPerPack).toBe(250);
    expect(operationsPerSecond({ ...shape, isolates: 1e6 }, ops).clicksPerPack).toBeCloseTo(1.001);
  });

  it("cut what an isolate holds into packs that fit", () => {
    const { clicksPerPack } = operationsPerSecond({ ...shape, clicksPerSecond: 2_990 }, ops);
    expect(clicksPerPack).toBe(150);
  });

  it("write the totals of an affiliate with few clicks after each of them", () => {
    const { clicksPerFlush } = operationsPerSecond({ ...shape, clicksPerSecond: 0.1 }, ops);
    expect(clicksPerFlush).toBeCloseTo(1.015);
  });

  it("bill a message twice when it is longer than 64 KB", () => {
    const clicks = { ...shape, clicksPerSecond: 1e6 };
    const long = operationsPerSecond(clicks, ops).queueOperations;
    const short = operationsPerSecond(clicks, { ...ops, clickBytes: 200 }).queueOperations;
    expect(long).toBe(2 * short);
    expect(short).toBe((1e6 / 250) * 3);
  });

  it("write no more rows by flush than there are totals", () => {
    const { d1Rows } = operationsPerSecond(
      { ...shape, values: [] },
      { ...ops, rowsPerNewTotal: 1 },
    );
    // A flush every minute, of at most 5 links by each of 100 affiliates.
    expect(d1Rows).toBeLessThanOrEqual((5 * 100) / 60);
  });
});

describe("a million clicks", () => {
  it("cost what the parts add up to", () => {
    fc.assert(
      fc.property(shapes, (one) => {
        const { total, ...parts } = costPerMillion(one, ops);
        const sum = Object.values(parts).reduce((all, part) => all + part, 0);
        expect(total).toBeCloseTo(sum, 6);
        expect(Object.values(parts).every((part) => part >= 0)).toBe(true);
      }),
    );
  });

  it("cost a request each, at least", () => {
    fc.assert(
      fc.property(shapes, (one) => {
        expect(costPerMillion(one, ops).requests).toBeGreaterThanOrEqual(0.3);
      }),
    );
  });

  it("cost less in D1 the longer totals wait", () => {
    fc.assert(
      fc.property(shapes, (one) => {
        const soon = costPerMillion(one, ops).d1;
        const late = costPerMillion(one, { ...ops, flushSeconds: 300 }).d1;
        expect(late).toBeLessThanOrEqual(soon + 1e-9);
      }),
    );
  });

  it("of a click a pack pays the queue for each: three operations at $0.40", () => {
    const alone = { ...shape, isolates: 1e9 };
    expect(costPerMillion(alone, ops).queue).toBeCloseTo(1.2);
  });
});

it("a day of 8.64 million clicks has a hundred a second", () => {
  expect(clicksPerDay(8.64)).toBeCloseTo(100);
});
