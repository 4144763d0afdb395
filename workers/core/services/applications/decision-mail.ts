import type { NewMail } from "../../../contract/mails.ts";
import type { MembershipDetails } from "../../../db/queries/memberships.ts";
import type { AffiliateStep } from "../../../domain/affiliate-step.ts";
import { mailTo } from "../affiliates/write-to.ts";

/** Where an affiliate sees his own program, on the dashboard. */
export const programPath = (programId: string): string => `/partner/programs/${programId}`;

/**
 * What an applicant is told of a decision. `null` for whoever closed the application himself, was banned,
 * or cannot be written to.
 */
export function decisionMail(
  { affiliate, program, name, email, locale }: MembershipDetails,
  step: AffiliateStep,
  reason: string | null,
): NewMail | null {
  const to = { id: affiliate.userId, email, locale };
  const about = { organizationId: program.organizationId, programId: program.id };
  const words = { name: name ?? "", program: program.name };
  if (step === "approve") {
    return mailTo(to, about, {
      kind: "application_approved",
      params: { ...words, path: programPath(program.id) },
    });
  }
  if (step === "reject") {
    return mailTo(to, about, { kind: "application_rejected", params: { ...words, reason } });
  }
  return null;
}
