/** Everything that a decision looked at, with what became of it: the body of the trace (checklist T10). */
import type { AttributionInput, Via } from "./attribution-input.ts";
import { type BindingStanding, bindingFacts } from "./binding.ts";
import type { Credit } from "./credit.ts";
import type { CreditReason } from "./credit-reason.ts";
import type { Facts } from "./facts.ts";
import type { CouponMention, Judged, Touch, VerifiedTouch } from "./touch.ts";
import { byClickTime, isEligibleClick, isEligibleCoupon } from "./touch-choice.ts";

export type Considered = {
  readonly subject: {
    readonly kind: Via;
    /** Decision, binding, coupon, or the click's nonce; `null` for a token or code that is none. */
    readonly id: string | null;
  };
  readonly affiliateId: string | null;
  /** `passed_over`: eligible, but something before it in the order decided. */
  readonly outcome: "credited" | "refused" | "passed_over";
  /** Why it was refused, passed over, or (when credited) why its commission is held. */
  readonly reason: CreditReason | null;
  readonly facts: Facts;
};

/** In the order of the rules: decision, binding, coupons as listed, clicks by time. */
export function considerAll(decision: {
  readonly input: AttributionInput;
  readonly standing: BindingStanding | null;
  readonly clicks: readonly Judged<Touch>[];
  readonly coupons: readonly Judged<CouponMention>[];
  readonly credit: Credit | null;
}): Considered[] {
  const { input, standing, clicks, coupons, credit } = decision;
  return [
    ...considerManual(input, credit),
    ...considerBinding(input, standing, credit),
    ...coupons.map((coupon) => considerCoupon(coupon, input, credit, clicks)),
    ...[...clicks].sort(clicksInOrder).map((click) => considerClick(click, input, credit)),
  ];
}

function considerManual({ manual }: AttributionInput, credit: Credit | null): Considered[] {
  if (manual === null) return [];
  return [
    {
      subject: { kind: "manual", id: manual.decisionId },
      affiliateId: manual.affiliate?.affiliateId ?? null,
      outcome: credit?.refusal ? "refused" : "credited",
      reason: credit?.refusal ?? credit?.held ?? null,
      facts: { decidedAt: manual.decidedAt, moveBinding: manual.moveBinding },
    },
  ];
}

function considerBinding(
  { binding, settings }: AttributionInput,
  standing: BindingStanding | null,
  credit: Credit | null,
): Considered[] {
  if (binding === null || standing === null) return [];
  const base = {
    subject: { kind: "binding", id: binding.bindingId },
    affiliateId: binding.affiliate.affiliateId,
    facts: bindingFacts(binding, settings.leadWindowDays),
  } as const;
  if (standing !== "live") {
    return [{ ...base, outcome: "refused", reason: `binding_${standing}` }];
  }
  if (credit?.via !== "binding") {
    const reason = credit?.via === "manual" ? "decided_by_hand" : "newer_touch_moves_binding";
    return [{ ...base, outcome: "passed_over", reason }];
  }
  return credit.refusal === null
    ? [{ ...base, outcome: "credited", reason: credit.held }]
    : [{ ...base, outcome: "refused", reason: credit.refusal }];
}

function considerCoupon(
  judged: Judged<CouponMention>,
  input: AttributionInput,
  credit: Credit | null,
  clicks: readonly Judged<Touch>[],
): Considered {
  const { affiliateId, facts } = judged;
  const id = judged.subject.coupon?.couponId ?? null;
  const base = { subject: { kind: "coupon", id }, affiliateId, facts } as const;
  if (!isEligibleCoupon(judged)) return { ...base, outcome: "refused", reason: judged.refusal };
  if (credit?.via === "coupon" && credit.couponId === id) {
    return { ...base, outcome: "credited", reason: credit.held };
  }
  const above = decidedAbove(credit);
  const ownerClicked = clicks.some((c) => isEligibleClick(c) && c.affiliateId === affiliateId);
  if (above !== null) return { ...base, outcome: "passed_over", reason: above };
  if (input.settings.couponPriority === "coupon_if_clicked" && !ownerClicked) {
    return { ...base, outcome: "refused", reason: "coupon_owner_without_click" };
  }
  const reason = credit?.via === "coupon" ? "another_coupon" : "click_before_coupon";
  return { ...base, outcome: "passed_over", reason };
}

function considerClick(
  judged: Judged<Touch>,
  input: AttributionInput,
  credit: Credit | null,
): Considered {
  const { affiliateId, facts } = judged;
  const id = judged.subject.status === "verified" ? judged.subject.nonce : null;
  const base = { subject: { kind: "click", id }, affiliateId, facts } as const;
  if (!isEligibleClick(judged)) return { ...base, outcome: "refused", reason: judged.refusal };
  if (credit?.via === "click" && isClick(judged.subject, credit)) {
    return { ...base, outcome: "credited", reason: credit.held };
  }
  const { attributionModel: model } = input.settings;
  const beside =
    credit?.via === "coupon" ? "coupon_before_click" : (`${model}_touch_decides` as const);
  return { ...base, outcome: "passed_over", reason: decidedAbove(credit) ?? beside };
}

function isClick(touch: VerifiedTouch, { click, linkId }: Credit): boolean {
  return touch.linkId === linkId && touch.clickAt === click?.at && touch.nonce === click.nonce;
}

/** Something before coupon and click in the order decided. */
function decidedAbove(credit: Credit | null): CreditReason | null {
  if (credit?.via === "manual") return "decided_by_hand";
  return credit?.via === "binding" ? "customer_is_bound" : null;
}

function clicksInOrder(first: Judged<Touch>, second: Judged<Touch>): number {
  const [a, b] = [first.subject, second.subject];
  if (a.status === "verified" && b.status === "verified") return byClickTime(a, b);
  if (a.status === "refused" && b.status === "refused") return a.reason < b.reason ? -1 : 1;
  return a.status === "refused" ? 1 : -1;
}
