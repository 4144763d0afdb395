import type { ApplicationAnswer } from "../../../contract/applications.ts";
import { problem } from "../../../contract/problem.ts";
import { findMembershipDetails } from "../../../db/queries/memberships.ts";
import { type StepTaken, takeStep } from "../affiliates/take-step.ts";
import type { ServiceContext } from "../context.ts";
import { assertExpectedVersion } from "../expected-version.ts";
import { retryLostRace } from "../lost-race.ts";
import { applicationAnswer } from "./answer.ts";
import { findAllowedApplication } from "./read.ts";

const applicationNotFound = problem("application.not_found");
const decided = problem("application.decided");

export type Decision = {
  readonly applicationId: string;
  readonly step: "approve" | "reject";
  readonly reason: string | null;
};

function answerOf({ application }: StepTaken): ApplicationAnswer {
  if (application === null) throw applicationNotFound();
  return applicationAnswer(application);
}

/**
 * Decides an application that is open. One that was rejected is approved through the affiliate's state,
 * knowingly.
 * @throws ProblemError `application.not_found`, `application.decided`, and as `takeStep`
 */
export function decideApplication(
  ctx: ServiceContext,
  { applicationId, step, reason }: Decision,
): Promise<ApplicationAnswer> {
  const action = "application.decide";
  return retryLostRace(async () => {
    const { application } = await findAllowedApplication(ctx, action, applicationId);
    assertExpectedVersion(ctx, application.version);
    if (application.decision !== "open") throw decided();
    const membership = await findMembershipDetails(ctx.db, application.affiliateId);
    if (membership === null) throw applicationNotFound();
    return answerOf(await takeStep(ctx, membership, { step, reason, action, answerOf }));
  });
}
