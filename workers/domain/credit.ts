/** What each kind of candidate brings when it decides: a person, a binding, a coupon, a click (rules.md 2). */
import type { AttributionInput, Via } from "./attribution-input.ts";
import { bindingTouchAt, type CreditedClick, type LiveBinding, soldBefore } from "./binding.ts";
import type { CreditReason } from "./credit-reason.ts";
import { type Eligibility, eligibility } from "./eligibility.ts";
import type { TouchChoice } from "./touch-choice.ts";

/** What a candidate brings when it is credited. */
export type Credit = {
  readonly via: Via;
  /** `null`: it decides that nobody is credited, for the reason in `refusal`. */
  readonly affiliateId: string | null;
  readonly linkId: string | null;
  readonly couponId: string | null;
  readonly click: CreditedClick | null;
  readonly touchAt: number | null;
  readonly held: CreditReason | null;
  readonly refusal: CreditReason | null;
};

/** The touch that the choice credits. */
export const creditedTouch = (choice: TouchChoice) =>
  choice.via === "coupon" ? choice.coupon : choice.click;

/** What the chosen coupon or click brings. */
export function touchCredit(choice: TouchChoice, { eventAt }: AttributionInput): Credit {
  const { affiliateId, held } = creditedTouch(choice);
  const click = choice.click?.subject ?? null;
  return {
    via: choice.via,
    affiliateId,
    linkId: click?.linkId ?? null,
    couponId: choice.via === "coupon" ? choice.coupon.subject.coupon.couponId : null,
    click: click && { at: click.clickAt, nonce: click.nonce, country: click.country },
    touchAt: choice.via === "click" ? choice.click.subject.clickAt : eventAt,
    held,
    refusal: null,
  };
}

/** A live binding decides also where its affiliate gets nothing: the customer is nobody else's. */
export function bindingCredit(binding: LiveBinding, input: AttributionInput): Credit {
  const { affiliate, linkId, couponId, click } = binding;
  const { eventAt, program, settings } = input;
  const touchAt = bindingTouchAt(binding);
  const question = soldBefore(binding, eventAt) ? "renewal" : "new_customer";
  const answer = eligibility({ question, at: eventAt, touchAt, affiliate, program, settings });
  return withAnswer(
    { via: "binding", affiliateId: affiliate.affiliateId, linkId, couponId, click, touchAt },
    answer,
  );
}

/**
 * A person may credit an affiliate who left, or whose program ended, whatever the windows say; not one
 * who is banned or was never accepted. The answer is then nobody, and not the next in order.
 */
export function manualCredit(input: AttributionInput): Credit | null {
  const { manual, program, settings, eventAt } = input;
  if (manual === null) return null;
  const nothing = { linkId: null, couponId: null, click: null, touchAt: manual.decidedAt };
  const credit = { via: "manual", ...nothing } as const;
  const { affiliate } = manual;
  if (affiliate === null) {
    return { ...credit, affiliateId: null, held: null, refusal: "decided_for_nobody" };
  }
  const goesOn = { kind: "continue" } as const;
  const answer = eligibility({
    question: "renewal",
    at: eventAt,
    affiliate,
    program,
    settings: { ...settings, renewalsAfterLeaving: goesOn, renewalsAfterEnd: goesOn },
  });
  return withAnswer({ ...credit, affiliateId: affiliate.affiliateId }, answer);
}

type Candidate = Omit<Credit, "held" | "refusal">;

function withAnswer(candidate: Candidate, answer: Eligibility): Credit {
  if (answer.outcome === "refused") {
    return {
      ...candidate,
      affiliateId: null,
      linkId: null,
      couponId: null,
      click: null,
      touchAt: null,
      held: null,
      refusal: answer.reason,
    };
  }
  return { ...candidate, held: answer.outcome === "held" ? answer.reason : null, refusal: null };
}
