import { describe, expect, it } from "vitest";
import {
  DEFAULT_ORGANIZATION_SETTINGS,
  DEFAULT_SETTINGS,
  programSettings,
  settingsChanges,
} from "./program-settings.ts";

describe("the defaults are those of the rules", () => {
  it.each([
    ["browserSalesNeedConfirmation", true],
    ["stripeOnly", false],
    ["attributionModel", "last"],
    ["clickWindowDays", 30],
    ["couponPriority", "coupon"],
    ["rebind", "never"],
    ["leadWindowDays", 90],
    ["renewalsAfterLeaving", { kind: "continue" }],
    ["renewalsAfterEnd", { kind: "continue" }],
    ["endGraceDays", 0],
    ["taxInBase", false],
    ["shippingInBase", false],
    ["flatFollowsRefund", true],
    ["rewardSwitch", "position"],
    ["holdDays", 30],
    ["approval", "automatic"],
  ] as const)("%s: %o", (name, value) => {
    expect(DEFAULT_SETTINGS[name]).toEqual(value);
  });

  it("one order makes a commission in one program", () => {
    expect(DEFAULT_ORGANIZATION_SETTINGS).toEqual({ exclusiveAcrossPrograms: true });
  });
});

it("a program stores only what differs", () => {
  expect(programSettings({ holdDays: 14 })).toEqual({ ...DEFAULT_SETTINGS, holdDays: 14 });
  expect(programSettings({})).toEqual(DEFAULT_SETTINGS);
});

describe("what is stored of settings", () => {
  it("is what differs from the defaults, and enough to read them again", () => {
    expect(settingsChanges(DEFAULT_SETTINGS)).toEqual({});
    const own = { ...DEFAULT_SETTINGS, holdDays: 7, renewalsAfterEnd: { kind: "stop" } } as const;
    expect(settingsChanges(own)).toEqual({ holdDays: 7, renewalsAfterEnd: { kind: "stop" } });
    expect(programSettings(settingsChanges(own))).toEqual(own);
  });

  it("leaves out a policy that says what the default says", () => {
    expect(settingsChanges({ renewalsAfterLeaving: { kind: "continue" } })).toEqual({});
  });
});
