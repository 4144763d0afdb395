import { describe, expect, it } from "vitest";
import { WriteBatch } from "../../../db/batch.ts";
import { affiliateStates, termsAcceptances } from "../../../db/schema/affiliates.ts";
import { programStates, termsVersions } from "../../../db/schema/programs.ts";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { newId } from "../../../lib/ids.ts";
import { db, makeCounted } from "../../testing/clicks.ts";
import { testContext } from "../../testing/context.ts";
import { SAMPLE_AT } from "../../testing/sample.ts";
import { loadStanding } from "./load-standing.ts";

describe("how an affiliate and his program stood", () => {
  it("is their dated states, the program's terms, and what he accepted of them", async () => {
    const { affiliate, program } = await makeCounted({ program: { timeZone: "Asia/Tokyo" } });
    const other = await makeCounted();
    const later = SAMPLE_AT + 1;
    const batch = new WriteBatch(db);
    batch.insert(affiliateStates, [
      { affiliateId: affiliate.id, fromAt: later, sequence: 2, state: "suspended" },
    ]);
    batch.insert(programStates, [
      { programId: program.id, fromAt: later, sequence: 2, state: "paused" },
    ]);
    batch.insert(termsVersions, [
      { programId: program.id, version: 1, kind: "notice", text: "…", effectiveAt: 3 },
    ]);
    batch.insert(termsAcceptances, [
      { affiliateId: affiliate.id, version: 1, acceptedAt: 4 },
      { affiliateId: other.affiliate.id, version: 1, acceptedAt: 9 },
    ]);
    await batch.commit();
    const ids = { affiliateId: affiliate.id, programId: program.id };
    expect(await loadStanding(testContext(), ids)).toMatchObject({
      affiliate: {
        affiliateId: affiliate.id,
        history: [
          { state: "active", fromAt: SAMPLE_AT },
          { state: "suspended", fromAt: later },
        ],
        acceptances: [{ termsId: "1", acceptedAt: 4 }],
      },
      program: {
        programId: program.id,
        history: [
          { state: "active", fromAt: SAMPLE_AT },
          { state: "paused", fromAt: later },
        ],
        terms: [{ termsId: "1", kind: "notice", effectiveAt: 3, deadlineAt: null }],
        timeZone: "Asia/Tokyo",
      },
      settings: { endGraceDays: 0 },
    });
  });

  it("is not told of a program that is not there", async () => {
    const { affiliate } = await makeCounted();
    const ids = { affiliateId: affiliate.id, programId: newId("prog") };
    await expect(loadStanding(testContext(), ids)).rejects.toThrow("is gone");
  });

  it("is for counters alone", async () => {
    const ctx = testContext({ actor: ANONYMOUS });
    const ids = { affiliateId: newId("aff"), programId: newId("prog") };
    await expect(loadStanding(ctx, ids)).rejects.toThrow(PermissionDenied);
  });
});
