import { type FieldError, problem } from "../../../contract/problem.ts";
import { findAffiliateByCode } from "../../../db/queries/affiliate-changes.ts";
import { selectAffiliatesWithRecruiters } from "../../../db/queries/affiliates.ts";
import { findPayeeOfUser } from "../../../db/queries/payees.ts";
import { type RecruitmentRefusal, recruitmentRefusal } from "../../../domain/recruitment.ts";
import type { ServiceContext } from "../context.ts";

const invalid = problem("request.invalid");

type Applicant = {
  readonly userId: string;
  readonly affiliateId: string | null;
  readonly organizationId: string;
  readonly programId: string;
};

const MESSAGES: Readonly<Record<RecruitmentRefusal | "unknown_code", string>> = {
  unknown_code: "No affiliate of the program has this code.",
  oneself: "Nobody recruits himself.",
  same_payee: "Both would be paid to the same payee.",
  cycle: "You have recruited whoever has this code.",
};

const refuse = (code: keyof typeof MESSAGES) => {
  const error: FieldError = { path: "recruiter_code", code, message: MESSAGES[code] };
  return invalid({ errors: [error] });
};

/**
 * Who brought the applicant, by the recruiter's code (rules.md 5, second level).
 * @throws ProblemError `request.invalid` for a code that is nobody's, or whose owner may not
 */
export async function findRecruiter(
  ctx: ServiceContext,
  applicant: Applicant,
  code: string | undefined,
): Promise<string | null> {
  if (code === undefined) return null;
  const { userId, affiliateId, organizationId, programId } = applicant;
  const recruiter = await findAffiliateByCode(ctx.db, programId, code);
  if (recruiter === null) throw refuse("unknown_code");
  const [chain, payee] = await Promise.all([
    selectAffiliatesWithRecruiters(ctx.db, [recruiter.id]),
    findPayeeOfUser(ctx.db, organizationId, userId),
  ]);
  const refusal = recruitmentRefusal(
    { affiliateId, userId, payeeId: payee?.id ?? null },
    {
      affiliateId: recruiter.id,
      userId: recruiter.userId,
      payeeId: recruiter.payeeId,
      recruitedBy: chain.map(({ id }) => id).filter((id) => id !== recruiter.id),
    },
  );
  if (refusal !== null) throw refuse(refusal);
  return recruiter.id;
}
