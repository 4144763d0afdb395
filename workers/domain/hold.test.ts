import { describe, expect, it } from "vitest";
import {
  type CreationFacts,
  commissionStateAtCreation,
  leadRewardOutcome,
  maturesAt,
  payableBlocks,
} from "./hold.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe("when a commission matures", () => {
  it.each([
    ["event time and hold", 0, 5 * HOUR, 30, false, 30 * DAY],
    ["a late report has served part of its hold", 0, 20 * DAY, 30, false, 30 * DAY],
    ["a very late report has served all of it", 0, 60 * DAY, 30, false, 30 * DAY],
    ["bulk: not before 24 hours after it was recorded", 0, 60 * DAY, 30, true, 61 * DAY],
    ["bulk: the hold where it is longer", 0, DAY, 30, true, 30 * DAY],
    ["no hold", 7, 9, 0, false, 7],
    ["no hold, re-attributed", 7, 9, 0, true, 9 + 24 * HOUR],
  ])("%s", (_, eventAt, recordedAt, holdDays, bulkOrReattributed, expected) => {
    expect(maturesAt({ eventAt, recordedAt, holdDays, bulkOrReattributed })).toBe(expected);
  });
});

describe("how a commission starts", () => {
  const sale: CreationFacts = {
    conversionType: "sale",
    trust: "api",
    approval: "automatic",
    browserSalesNeedConfirmation: true,
    affiliateSuspended: false,
    noRate: false,
    requiresSale: false,
    customerHasSale: false,
  };
  const start = { state: "pending", approvedBy: "rule", heldReasons: [], awaitsSale: false };

  it.each<[string, Partial<CreationFacts>, object]>([
    ["pending, approved by rule", {}, {}],
    ["pending, for a person to approve", { approval: "manual" }, { approvedBy: null }],
    [
      "a bare browser's sale: neither approved nor free",
      { trust: "browser" },
      { approvedBy: null, heldReasons: ["needs_confirmation"] },
    ],
    [
      "the same where the program turned that off",
      { trust: "browser", browserSalesNeedConfirmation: false },
      {},
    ],
    ["a browser's sale that the merchant signed", { trust: "signed_browser" }, {}],
    ["a browser's lead", { trust: "browser", conversionType: "lead" }, {}],
    ["a provider's sale", { trust: "provider" }, {}],
    [
      "of a suspended affiliate: held, the clock runs",
      { affiliateSuspended: true },
      { heldReasons: ["affiliate_suspended"] },
    ],
    ["without a rate", { noRate: true }, { heldReasons: ["no_rate"] }],
    [
      "for all reasons at once",
      { noRate: true, affiliateSuspended: true, trust: "browser" },
      {
        approvedBy: null,
        heldReasons: ["no_rate", "affiliate_suspended", "needs_confirmation"],
      },
    ],
    [
      "a lead whose reward waits for a sale",
      { conversionType: "lead", requiresSale: true },
      { awaitsSale: true },
    ],
    [
      "a lead of a customer who has bought",
      { conversionType: "lead", requiresSale: true, customerHasSale: true },
      {},
    ],
  ])("%s", (_, facts, expected) => {
    expect(commissionStateAtCreation({ ...sale, ...facts })).toEqual({ ...start, ...expected });
  });
});

describe("payable", () => {
  const ready = { now: 10, maturesAt: 10, approved: true, held: false, awaitsSale: false };
  it.each([
    ["matured and approved", {}, []],
    ["approved early: the hold is not shortened", { now: 9 }, ["not_matured"]],
    ["matured, not approved", { approved: false }, ["not_approved"]],
    ["held", { held: true }, ["held"]],
    ["waiting for a sale", { awaitsSale: true }, ["awaits_sale"]],
    ["nothing at all", { now: 0, approved: false }, ["not_matured", "not_approved"]],
  ])("%s", (_, facts, expected) => {
    expect(payableBlocks({ ...ready, ...facts })).toEqual(expected);
  });
});

describe("a lead's reward that requires a sale", () => {
  const lead = { leadAt: 0, leadWindowDays: 90 };
  it.each([
    ["waits", null, 90 * DAY, "waits"],
    ["is rejected when the window ends", null, 90 * DAY + 1, "rejected"],
    ["is released by the first sale", 5 * DAY, 6 * DAY, "released"],
    ["is released by a sale on the last moment", 90 * DAY, 200 * DAY, "released"],
    ["is rejected when the sale came too late", 91 * DAY, 200 * DAY, "rejected"],
  ])("%s", (_, firstSaleAt, now, expected) => {
    expect(leadRewardOutcome({ ...lead, firstSaleAt, now })).toBe(expected);
  });
});
