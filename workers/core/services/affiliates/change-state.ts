import type { AffiliateAnswer } from "../../../contract/affiliates.ts";
import type { AffiliateStep } from "../../../domain/affiliate-step.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { assertExpectedVersion } from "../expected-version.ts";
import { retryLostRace } from "../lost-race.ts";
import { affiliateAnswer } from "./answer.ts";
import { findAllowed } from "./find.ts";
import { type StepTaken, takeStep } from "./take-step.ts";

export type AffiliateStateChange = {
  readonly affiliateId: string;
  readonly step: Exclude<AffiliateStep, "leave">;
  readonly reason: string | null;
};

/**
 * Approves, rejects, suspends, reinstates or bans an affiliate, from now on (rules.md 3). Approving and
 * rejecting decide his application.
 * @throws ProblemError `affiliate.not_found`, and as `takeStep`
 */
export function changeAffiliateState(
  ctx: ServiceContext,
  { affiliateId, step, reason }: AffiliateStateChange,
): Promise<AffiliateAnswer> {
  const action = "affiliate.change_state";
  assertAllowed(ctx.actor, action);
  const answerOf = ({ membership }: StepTaken) => affiliateAnswer(ctx.actor, membership);
  return retryLostRace(async () => {
    const membership = await findAllowed(ctx, action, affiliateId);
    assertExpectedVersion(ctx, membership.affiliate.version);
    return answerOf(await takeStep(ctx, membership, { step, reason, action, answerOf }));
  });
}

/**
 * Leaves a program oneself: in good standing, so that what was earned is paid, or before the application
 * was decided.
 * @throws ProblemError `affiliate.not_found`, `affiliate.wrong_state`, `affiliate.same_state`
 */
export function leaveProgram(ctx: ServiceContext, affiliateId: string): Promise<AffiliateAnswer> {
  const action = "affiliate.leave";
  assertAllowed(ctx.actor, action);
  const answerOf = ({ membership }: StepTaken) => affiliateAnswer(ctx.actor, membership);
  return retryLostRace(async () => {
    const membership = await findAllowed(ctx, action, affiliateId);
    const request = { step: "leave", reason: null, action, answerOf } as const;
    return answerOf(await takeStep(ctx, membership, request));
  });
}
