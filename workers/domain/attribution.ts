/** Who is credited (rules.md 2): a manual decision, the live binding, coupon or click, nobody. */

import type { AttributionInput, Via } from "./attribution-input.ts";
import {
  type BindingAction,
  type BindingStanding,
  bindingAction,
  bindingStanding,
  type CreditedClick,
  type LiveBinding,
  soldBefore,
} from "./binding.ts";
import { type Considered, considerAll } from "./considered.ts";
import { bindingCredit, type Credit, creditedTouch, manualCredit, touchCredit } from "./credit.ts";
import type { CreditReason } from "./credit-reason.ts";
import { type CouponMention, type Judged, judgeCoupon, judgeTouch, type Touch } from "./touch.ts";
import {
  chooseTouch,
  distinctCoupons,
  distinctTouches,
  isEligibleClick,
  isEligibleCoupon,
  type TouchChoice,
} from "./touch-choice.ts";

export type AttributionDecision = {
  readonly affiliateId: string | null;
  readonly via: Via | null;
  readonly linkId: string | null;
  readonly couponId: string | null;
  /** Of the credited link, or of the coupon's owner. */
  readonly click: CreditedClick | null;
  /** UTC ms of the touch that won: click, coupon (event time), or the binding's; `null` for nobody. */
  readonly touchAt: number | null;
  /** Why the commission is held from the start. */
  readonly held: CreditReason | null;
  /** Why nobody is credited, where a decision or a binding stood in the way; else `null`. */
  readonly refusal: CreditReason | null;
  readonly bindingAction: BindingAction;
  /** The binding that `move` and `end` end, and that `keep` keeps. */
  readonly bindingId: string | null;
  readonly bindingStanding: BindingStanding | null;
  /** `renewal` once the customer has bought under the binding. */
  readonly customerKind: "new" | "renewal";
  readonly considered: readonly Considered[];
};

/** Decides who is credited for one conversion, and what happens to the customer's binding. */
export function attribute(input: AttributionInput): AttributionDecision {
  const clicks = distinctTouches(input.touches).map((touch) => judgeTouch(touch, input));
  const coupons = distinctCoupons(input.coupons).map((mention) => judgeCoupon(mention, input));
  const standing = standingOf(input);
  const live = standing === "live" ? input.binding : null;
  const rebound = live && movingTouch(live, clicks, coupons, input);
  const choice = rebound ?? (live ? null : chosenTouch(clicks, coupons, input));
  const credit =
    manualCredit(input) ??
    (choice && touchCredit(choice, input)) ??
    (live && bindingCredit(live, input));

  const known = isForeign(standing) ? null : input.binding;
  const renewal = known && standing !== "own" && soldBefore(known, input.eventAt);
  return {
    affiliateId: credit?.affiliateId ?? null,
    via: credit?.affiliateId ? credit.via : null,
    linkId: credit?.linkId ?? null,
    couponId: credit?.couponId ?? null,
    click: credit?.click ?? null,
    touchAt: credit?.touchAt ?? null,
    held: credit?.held ?? null,
    refusal: credit?.refusal ?? null,
    bindingAction: actionOf(input, standing, credit, rebound !== null),
    bindingId: known?.bindingId ?? null,
    bindingStanding: standing,
    customerKind: renewal ? "renewal" : "new",
    considered: considerAll({ input, standing, clicks, coupons, credit }),
  };
}

function standingOf(input: AttributionInput): BindingStanding | null {
  const { binding, conversionId, mode, eventAt, program, settings } = input;
  if (binding === null) return null;
  const { leadWindowDays } = settings;
  const { programId } = program;
  return bindingStanding(binding, { conversionId, programId, mode, eventAt, leadWindowDays });
}

const isForeign = (standing: BindingStanding | null) =>
  standing === "other_mode" || standing === "other_program";

/** By hand, the binding follows only where that was asked, and then whichever conversion made it. */
function actionOf(
  input: AttributionInput,
  standing: BindingStanding | null,
  credit: Credit | null,
  rebound: boolean,
): BindingAction {
  const { manual, binding, confirmed, type } = input;
  const asked = manual?.moveBinding === true;
  const taken = manual !== null && (standing === "own" || standing === "later");
  return bindingAction({
    standing: taken ? "live" : standing,
    boundTo: binding?.affiliate.affiliateId ?? null,
    creditedTo: credit?.affiliateId ?? null,
    binds: type !== "event" && (manual === null ? confirmed : asked),
    moves: manual === null ? rebound : asked,
  });
}

function chosenTouch(
  clicks: readonly Judged<Touch>[],
  coupons: readonly Judged<CouponMention>[],
  { settings, eventAt }: AttributionInput,
): TouchChoice | null {
  return chooseTouch(
    clicks.filter(isEligibleClick),
    coupons.filter(isEligibleCoupon),
    settings,
    eventAt,
  );
}

/** The touch that takes the customer away from his binding: newer than it, before his first sale. */
function movingTouch(
  binding: LiveBinding,
  clicks: readonly Judged<Touch>[],
  coupons: readonly Judged<CouponMention>[],
  input: AttributionInput,
): TouchChoice | null {
  if (input.settings.rebind === "never" || soldBefore(binding, input.eventAt)) return null;
  const since = binding.boundAt;
  const choice = chosenTouch(
    clicks.filter(({ subject }) => subject.status === "verified" && subject.clickAt > since),
    coupons.filter(({ subject }) => (subject.redeemedAt ?? input.eventAt) > since),
    input,
  );
  const owner = choice && creditedTouch(choice).affiliateId;
  return owner === binding.affiliate.affiliateId ? null : choice;
}
