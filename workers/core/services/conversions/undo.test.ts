import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { capCounters } from "../../../db/schema/rewards.ts";
import {
  NOON,
  testCommission,
  testConversion,
  testProgram,
  testRun,
  testWorld,
} from "../../testing/run.ts";
import { makeSample } from "../../testing/sample.ts";
import { addDayTotal } from "./changes.ts";
import { dayTotalsOf } from "./day-totals.ts";
import { undo } from "./undo.ts";
import type { CommissionRow, ConversionRow, KnownConversion } from "./world.ts";

const conversion = (
  row: Partial<ConversionRow> = {},
  commissions: CommissionRow[] = [],
): KnownConversion => ({
  row: testConversion(row),
  commissions,
  references: [],
  said: { tokens: [], codes: [], identities: [] },
  sightings: [],
  trace: null,
});

describe("taking back what a conversion came to", () => {
  it("supersedes each commission at the version that was read, and mirrors what was booked on it", async () => {
    const run = testRun(testWorld());
    const [one, other] = [testCommission({ version: 3 }), testCommission({ affiliateId: "aff_2" })];
    await undo(run, conversion({ affiliateId: "aff_1" }, [one, other]), "because");
    expect(run.changes.superseded).toEqual([
      { id: one.id, fromVersion: 3, at: NOON },
      { id: other.id, fromVersion: 1, at: NOON },
    ]);
    const mirrored = { kind: "commission.mirrored", sequence: 1, reason: "because", mode: "live" };
    const { organizationId } = run.world.program;
    expect(run.changes.mirrors).toMatchObject([
      { ...mirrored, organizationId, subjectId: one.id },
      { ...mirrored, organizationId, subjectId: other.id },
    ]);
  });

  it("takes off its day what it had added, to the cent, also what a recruiter earned", async () => {
    const run = testRun(testWorld());
    const made = conversion({ affiliateId: "aff_1", isFirstSale: true }, [
      testCommission({ amount: 999, reversed: 99 }),
      testCommission({ affiliateId: "aff_2", level: 2, amount: 100 }),
    ]);
    for (const part of dayTotalsOf(made.row, made.commissions)) addDayTotal(run.changes, part);
    await undo(run, made, "because");
    expect(run.changes.dayTotals.size).toBe(2);
    for (const total of run.changes.dayTotals.values()) {
      expect(total).toMatchObject({
        conversions: 0,
        earning: 0,
        newCustomers: 0,
        revenue: 0,
        commission: 0,
      });
    }
  });

  it("books nothing where nothing was earned", async () => {
    const run = testRun(testWorld());
    await undo(run, conversion(), "because");
    expect(run.changes).toMatchObject({ superseded: [], mirrors: [] });
  });

  it("gives caps back what it took of them, from what is stored or from what the list has it at", async () => {
    const db = openDb(env.DB);
    const { program } = await makeSample(db);
    const batch = new WriteBatch(db);
    const scope = { programId: program.id, mode: "live" as const };
    batch.insert(capCounters, [{ ...scope, key: "stored", value: 700 }]);
    await batch.commit();
    const counters = new Map([["listed", { stored: 5, value: 8 }]]);
    const run = testRun(testWorld({ program: testProgram({ id: program.id }), counters }));
    const capUse = [
      { key: "stored", add: 500 },
      { key: "listed", add: 1 },
    ];
    await undo(run, conversion({ capUse }), "because");
    expect([...counters]).toEqual([
      ["listed", { stored: 5, value: 7 }],
      ["stored", { stored: 700, value: 200 }],
    ]);
  });
});

describe("taking back by hand", () => {
  const REJECT = { by: "rejection" } as const;
  const MOVE = { by: "reattribution", recover: false } as const;
  const RECOVER = { by: "reattribution", recover: true } as const;

  it("rejects what was not paid, with the reason, and leaves what was", async () => {
    const run = testRun(testWorld());
    const [open, paid] = [testCommission({ version: 2 }), testCommission({ state: "paid" })];
    const kept = await undo(run, conversion({ affiliateId: "aff_1" }, [open, paid]), "why", REJECT);
    expect(kept).toEqual([{ ...open, state: "rejected", rejectedReason: "why", version: 3 }, paid]);
    expect(run.changes.changedByHand).toEqual([kept[0]]);
    expect(run.changes.mirrors.map(({ subjectId }) => subjectId)).toEqual([open.id]);
    expect(run.changes.superseded).toEqual([]);
  });

  it("moves what was not paid, and what no payout holds", async () => {
    const run = testRun(testWorld());
    const [open, paid] = [testCommission({ state: "payable" }), testCommission({ state: "paid" })];
    const kept = await undo(run, conversion({ affiliateId: "aff_1" }, [open, paid]), "why", MOVE);
    expect(kept).toEqual([paid]);
    expect(run.changes.superseded).toMatchObject([{ id: open.id }]);
    expect(run.changes.outOfPayouts).toEqual([open.id]);
  });

  it("books what is taken back as a debt of the affiliate to whom it was paid", async () => {
    const run = testRun(testWorld());
    const paid = testCommission({ state: "paid", amount: 1_000, reversed: 200 });
    const kept = await undo(run, conversion({ affiliateId: "aff_1" }, [paid]), "why", RECOVER);
    expect(kept).toMatchObject([{ state: "reversed", reversed: 1_000, reversalReason: "why" }]);
    expect(run.changes.transactions).toMatchObject([
      {
        kind: "commission.recovered",
        subjectId: paid.id,
        reason: "why",
        postings: [
          { account: { kind: "affiliate_payable", affiliateId: paid.affiliateId }, amount: -800 },
          { account: { kind: "commission_cost" }, amount: 800 },
        ],
      },
    ]);
  });

  it("touches nothing that an earlier decision left with somebody", async () => {
    const run = testRun(testWorld());
    const left = testCommission({ state: "paid", revision: 1 });
    const made = conversion({ affiliateId: "aff_2", revision: 2 }, [left]);
    expect(await undo(run, made, "why", RECOVER)).toEqual([left]);
    expect(await undo(run, made, "why")).toEqual([left]);
    expect(run.changes).toMatchObject({ superseded: [], mirrors: [], transactions: [] });
  });

  it("keeps for caps what stays paid", async () => {
    const counters = new Map([["cap", { stored: 1_000, value: 1_000 }]]);
    const run = testRun(testWorld({ counters }));
    const capUse = [{ key: "cap", add: 1_000 }];
    const paid = testCommission({ state: "paid" });
    await undo(run, conversion({ capUse }, [paid]), "why", MOVE);
    expect(counters.get("cap")?.value).toBe(1_000);
    await undo(run, conversion({ capUse }, [paid]), "why", RECOVER);
    expect(counters.get("cap")?.value).toBe(0);
  });
});
