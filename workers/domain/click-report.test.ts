import { describe, expect, it } from "vitest";
import { type ClickReportCut, type ClickReportFilter, clickReportSource } from "./click-report.ts";

const affiliate = { affiliateId: "aff_1" };
const group = { groupId: "grp_1" };
const link = { linkId: "link_1" };

describe("a report on clicks", () => {
  it.each<[ClickReportCut, string, ClickReportFilter, ReturnType<typeof clickReportSource>]>([
    ["total", "the program", {}, "program"],
    ["day", "the program", {}, "program"],
    ["affiliate", "the program", {}, "program"],
    ["link", "the program", {}, "links"],
    ["country", "the program", {}, "program_values"],
    ["day", "an affiliate", affiliate, "links"],
    ["link", "an affiliate", affiliate, "links"],
    ["sub3", "an affiliate", affiliate, "values"],
    ["affiliate", "a group", group, "links"],
    ["device", "a group", group, "values"],
    ["day", "a link", link, "links"],
    ["affiliate", "a link", link, "links"],
    ["country", "a link", link, null],
    ["utm_source", "a link of an affiliate", { ...affiliate, ...link }, null],
  ])("by %s of %s reads %3$s", (cut, _, filter, source) => {
    expect(clickReportSource(cut, filter)).toBe(source);
  });
});
