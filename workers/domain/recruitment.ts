/** Who may be named as the recruiter of somebody who applies (rules.md 5, second level). */

export type RecruitmentRefusal = "oneself" | "same_payee" | "cycle";

type Person = {
  /** `null` before the first application. */
  readonly affiliateId: string | null;
  readonly userId: string;
  readonly payeeId: string | null;
};

type Recruiter = {
  readonly affiliateId: string;
  readonly userId: string | null;
  readonly payeeId: string | null;
  /** Who recruited the recruiter, and so on upwards. */
  readonly recruitedBy: readonly string[];
};

/** Why `recruiter` cannot have recruited `applicant`; `null` when nothing stands against it. */
export function recruitmentRefusal(
  applicant: Person,
  recruiter: Recruiter,
): RecruitmentRefusal | null {
  if (recruiter.affiliateId === applicant.affiliateId || recruiter.userId === applicant.userId) {
    return "oneself";
  }
  if (recruiter.payeeId !== null && recruiter.payeeId === applicant.payeeId) return "same_payee";
  return applicant.affiliateId !== null && recruiter.recruitedBy.includes(applicant.affiliateId)
    ? "cycle"
    : null;
}
