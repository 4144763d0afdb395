/** Which stored totals answer a report on clicks (design §3, "A screen"). */
import { CLICK_DIMENSIONS, type ClickDimension } from "./click-facts.ts";

/** Cut by nothing, by day, by who or what was clicked, or by one fact of the click. */
export type ClickReportCut = "total" | "day" | "affiliate" | "link" | ClickDimension;

export type ClickReportFilter = {
  readonly affiliateId?: string;
  /** Affiliates that are in the group now. */
  readonly groupId?: string;
  readonly linkId?: string;
};

/**
 * - `program`: the program's roll-ups for closed days, and rows by link for open ones
 * - `links`: rows by affiliate and link
 * - `program_values`: roll-ups for closed days, and rows by affiliate and value for open ones
 * - `values`: rows by affiliate and value
 * - `null`: clicks are not stored by this pair (`report.unsupported_combination`)
 */
export type ClickReportSource = "program" | "links" | "program_values" | "values" | null;

const isDimension = (cut: ClickReportCut): cut is ClickDimension =>
  CLICK_DIMENSIONS.some((dimension) => dimension === cut);

/** Clicks are kept by day and link, and by day, affiliate and one fact: never by link and fact. */
export function clickReportSource(
  cut: ClickReportCut,
  filter: ClickReportFilter,
): ClickReportSource {
  const narrowed = filter.affiliateId !== undefined || filter.groupId !== undefined;
  if (isDimension(cut)) {
    if (filter.linkId !== undefined) return null;
    return narrowed ? "values" : "program_values";
  }
  return narrowed || filter.linkId !== undefined || cut === "link" ? "links" : "program";
}
