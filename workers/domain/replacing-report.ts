/** What a report of higher trust takes from itself, and what it keeps of the one that it replaces (rules.md 1). */
import type { ProgramSettings } from "./program-settings.ts";
import type { Identity, Report, ReportedCoupon, Trust } from "./report.ts";

/** The report that a conversion rests on so far: its key, and inputs of attribution as it gave them. */
export type RestsOn = {
  readonly conversionId: string;
  readonly origin: string;
  readonly externalId: string;
  /** Of the report that the conversion's amounts come from. */
  readonly trust: Trust;
  readonly touches: string;
  readonly coupons: readonly ReportedCoupon[];
  readonly identities: readonly Identity[];
};

/** After a replace: whether each input is the new report's, or was kept from, or dropped with, the old. */
export type InputSources = {
  readonly touches: InputSource;
  readonly coupons: InputSource;
  readonly identities: InputSource;
};
export type InputSource = "report" | "kept" | "dropped" | "none";

/**
 * The report to decide on when it replaces an earlier one: amounts, event time, period and metadata are
 * its own; the conversion keeps its id and key. How the customer came is its own too; where it is silent,
 * what a report that the merchant vouched for said is kept, and what a bare browser said is dropped, since
 * anyone could have posted it (unless the program trusts browsers).
 */
export function replacingReport(
  existing: RestsOn,
  report: Report,
  settings: Pick<ProgramSettings, "browserSalesNeedConfirmation">,
): { readonly report: Report; readonly sources: InputSources } {
  const vouched = existing.trust !== "browser" || !settings.browserSalesNeedConfirmation;
  const choose = <Input extends { readonly length: number }>(
    own: Input,
    earlier: Input,
    none: Input,
  ): [Input, InputSource] => {
    if (own.length > 0) return [own, "report"];
    if (earlier.length === 0) return [none, "none"];
    return vouched ? [earlier, "kept"] : [none, "dropped"];
  };
  const [touches, touchSource] = choose(report.touches, existing.touches, "");
  const [coupons, couponSource] = choose(report.coupons, existing.coupons, []);
  const [identities, identitySource] = choose(report.identities, existing.identities, []);
  const { conversionId, externalId, origin } = existing;
  return {
    report: { ...report, conversionId, externalId, origin, touches, coupons, identities },
    sources: { touches: touchSource, coupons: couponSource, identities: identitySource },
  };
}
