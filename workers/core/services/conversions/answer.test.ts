import { describe, expect, it } from "vitest";
import { NOON, testCommission, testConversion } from "../../testing/run.ts";
import { answerOf, problemOf } from "./answer.ts";
import type { Outcome, RecordedOutcome } from "./outcome.ts";

const recorded = (own: Partial<RecordedOutcome> = {}): RecordedOutcome => ({
  kind: "recorded",
  result: "created",
  conversion: testConversion(),
  commissions: [],
  trace: null,
  reasons: [],
  ...own,
});

describe("a caller is told", () => {
  it.each<[string, RecordedOutcome["result"], number]>([
    ["that the conversion is new", "created", 201],
    ["that it was there", "kept", 200],
    ["that it is now as he says", "replaced", 200],
  ])("%s", (_, result, status) => {
    expect(answerOf(recorded({ result }), "req_1")).toMatchObject({ status, body: { result } });
  });

  it("what was recorded, in the words of the API", () => {
    const conversion = testConversion({ affiliateId: "aff_1", via: "click", linkId: "link_1" });
    expect(answerOf(recorded({ conversion }), "req_1").body).toMatchObject({
      conversion: {
        id: conversion.id,
        type: "sale",
        event_name: null,
        affiliate_id: "aff_1",
        link_id: "link_1",
        occurred_at: new Date(NOON).toISOString(),
        currency: "EUR",
        gross: 5_000,
        base: 5_000,
      },
    });
  });

  it("no amounts where there are none, and not zero", () => {
    const conversion = testConversion({ type: "lead", currency: null, gross: 0, base: 0 });
    expect(answerOf(recorded({ conversion }), "req_1").body).toMatchObject({
      conversion: { currency: null, gross: null, base: null },
    });
  });

  it("the name of a custom event", () => {
    const conversion = testConversion({ type: "event", eventName: "trial" });
    expect(answerOf(recorded({ conversion }), "req_1").body).toMatchObject({
      conversion: { event_name: "trial" },
    });
  });

  it("each commission: whose, for which item, held for what, and when it matures", () => {
    const commissions = [
      testCommission({ heldReasons: ["needs_confirmation"] }),
      testCommission({ affiliateId: "aff_2", level: 2, itemKey: "0", amount: 100 }),
    ];
    expect(answerOf(recorded({ commissions }), "req_1").body).toMatchObject({
      commissions: [
        { affiliate_id: "aff_1", item: null, amount: 1_000, held_reasons: ["needs_confirmation"] },
        { affiliate_id: "aff_2", item: "0", level: 2, amount: 100, state: "pending" },
      ],
      no_commission: null,
    });
  });
});

describe("without a commission he is told why:", () => {
  const credited = testConversion({ affiliateId: "aff_1", via: "click" });

  it.each<[string, Partial<RecordedOutcome>, string]>([
    ["nobody is credited", {}, "nobody_credited"],
    ["nothing was earned", { conversion: credited }, "none"],
    [
      "a rule stood in the way",
      {
        conversion: credited,
        reasons: [{ code: "nothing.base_zero" }],
      },
      "nothing.base_zero",
    ],
  ])("%s", (_, own, code) => {
    const body = answerOf(recorded(own), "req_1").body as {
      no_commission: { code: string; message: string };
    };
    expect(body.no_commission.code).toBe(code);
    expect(body.no_commission.message).not.toBe("");
  });
});

describe("a report that was not recorded", () => {
  it.each<[string, Exclude<Outcome, { kind: "recorded" | "replayed" }>, number, string]>([
    [
      "matches several",
      { kind: "conflict", conversionIds: ["conv_1", "conv_2"] },
      409,
      "conversion.matches_several",
    ],
    ["has a key of another body", { kind: "key_reused" }, 422, "idempotency.key_reused"],
    ["is for no program", { kind: "unknown_program" }, 404, "program.not_found"],
  ])("%s: the same problem, thrown or in a list", (_, outcome, status, code) => {
    expect(problemOf(outcome)).toMatchObject({ status, code });
    expect(answerOf(outcome, "req_1")).toMatchObject({
      status,
      body: { code, status, request_id: "req_1" },
    });
  });

  it("names the conversions that it matches", () => {
    const problem = problemOf({ kind: "conflict", conversionIds: ["conv_1", "conv_2"] });
    expect(problem.toDocument("req_1").detail).toContain("conv_1 and conv_2");
  });
});

it("a replayed call is answered to the letter as the first time", () => {
  const answer = { result: "created", conversion: { id: "conv_1" } };
  expect(answerOf({ kind: "replayed", status: 201, answer }, "req_1")).toEqual({
    status: 201,
    body: answer,
  });
});
