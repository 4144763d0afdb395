import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../domain/program-settings.ts";
import {
  programSettingsAnswer,
  programSettingsEditSchema,
  programSettingsOf,
  programSettingsSchema,
} from "./program-settings.ts";

describe("a program's settings in the API", () => {
  it("are all that the rules know, and nothing else", () => {
    const answer = programSettingsAnswer(DEFAULT_SETTINGS);
    expect(Object.keys(answer)).toHaveLength(Object.keys(DEFAULT_SETTINGS).length);
    expect(programSettingsSchema.parse(answer)).toEqual(answer);
    expect(programSettingsOf(programSettingsEditSchema.parse(answer))).toEqual(DEFAULT_SETTINGS);
  });

  it("are changed one by one", () => {
    expect(programSettingsOf(programSettingsEditSchema.parse({ hold_days: 7 }))).toEqual({
      holdDays: 7,
    });
    expect(programSettingsOf({ hold_days: undefined })).toEqual({});
  });

  it.each([
    ["click_window_days", 0],
    ["click_window_days", 366],
    ["click_window_days", 1.5],
    ["click_window_days", "30"],
    ["lead_window_days", 0],
    ["hold_days", -1],
    ["hold_days", 366],
    ["end_grace_days", -1],
    ["attribution_model", "middle"],
    ["coupon_priority", null],
    ["rebind", "always"],
    ["approval", true],
    ["renewals_after_leaving", { kind: "stop_after" }],
    ["renewals_after_leaving", { kind: "stop_after", days: 0 }],
    ["renewals_after_end", { kind: "stop", days: 3 }],
    ["holdDays", 7],
    ["__proto__x", 1],
  ])("refuse %s: %j", (name, value) => {
    expect(programSettingsEditSchema.safeParse({ [name]: value }).success).toBe(false);
  });
});
