/** Applying to a program, through its public page. */
import type { Applied, ApplyBody } from "../../../contract/applications.ts";
import { type FieldError, problem } from "../../../contract/problem.ts";
import { type ApplicationRow, findLatestApplication } from "../../../db/queries/applications.ts";
import type { ProgramRow } from "../../../db/queries/links.ts";
import { type Addressee, findAddressee } from "../../../db/queries/members.ts";
import { findMembershipOfUser, type MembershipDetails } from "../../../db/queries/memberships.ts";
import { findProgramBySlug } from "../../../db/queries/programs.ts";
import type { UserActor } from "../../../domain/actor.ts";
import { checkAnswers, type FormAnswer } from "../../../domain/application-form.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { assertTermsRead } from "../affiliates/accept-terms.ts";
import type { ServiceContext } from "../context.ts";
import { retryLostRace } from "../lost-race.ts";
import { appliedAnswer } from "./answer.ts";
import { commitApplication } from "./commit.ts";
import { findRecruiter } from "./recruiter.ts";

const programNotFound = problem("program.not_found");
const programEnded = problem("program.ended");
const signedOut = problem("auth.signed_out");
const invitationNeeded = problem("application.invitation_needed");
const wrongState = problem("affiliate.wrong_state");
const invalid = problem("request.invalid");

const MESSAGES = {
  required: "This question needs an answer.",
  not_an_option: "Must be one of the options.",
  invalid_url: "Must be an http(s) address.",
  too_long: "The answer is too long.",
  unknown_field: "The form has no such question.",
} as const;

/** @throws ProblemError `request.invalid`, naming each question that is answered wrong */
function answersTo(program: ProgramRow, given: ApplyBody["answers"]): FormAnswer[] {
  const { answers, errors } = checkAnswers(program.applicationForm, given);
  if (errors.length === 0) return answers;
  throw invalid({
    errors: errors.map(
      ({ key, code }): FieldError => ({ path: `answers.${key}`, code, message: MESSAGES[code] }),
    ),
  });
}

/** What the person is already, where there is nothing to apply for; `null`: an application is due. */
function present(membership: MembershipDetails | null, latest: ApplicationRow | null) {
  if (membership === null) return null;
  const { affiliate } = membership;
  const { state } = affiliate;
  if (state === "active" || latest?.decision === "open") return appliedAnswer(affiliate, latest);
  if (state === "suspended" || state === "banned") {
    throw wrongState({ detail: `The state is ${state}.` });
  }
  return null;
}

/** A program that takes everybody takes nobody at once whom it has turned down before. */
const isOpenTo = ({ joinPolicy }: ProgramRow, latest: ApplicationRow | null): boolean =>
  joinPolicy === "open" && latest?.decision !== "rejected";

async function submit(
  ctx: ServiceContext,
  program: ProgramRow,
  applicant: Addressee,
  body: ApplyBody,
): Promise<Applied> {
  const membership = await findMembershipOfUser(ctx.db, program.id, applicant.id);
  const latest =
    membership === null ? null : await findLatestApplication(ctx.db, membership.affiliate.id);
  const already = present(membership, latest);
  if (already !== null) return already;
  if (program.state === "ended") throw programEnded();
  if (program.joinPolicy === "invitation") throw invitationNeeded();
  const termsVersion = await assertTermsRead(ctx, program.id, body.accepted_terms_version);
  const { id: programId, organizationId } = program;
  const affiliateId = membership?.affiliate.id ?? null;
  const who = { userId: applicant.id, affiliateId, organizationId, programId };
  return commitApplication(ctx, {
    program,
    applicant,
    membership,
    answers: answersTo(program, body.answers),
    termsVersion,
    recruiterId: await findRecruiter(ctx, who, body.recruiter_code),
    atOnce: isOpenTo(program, latest),
  });
}

const isUser = (actor: ServiceContext["actor"]): actor is UserActor => actor.kind === "user";

/**
 * Applies to a program in one's own name. Applying again while the first application waits, or as an active
 * affiliate, changes nothing and answers what there is. Whoever was rejected, or has left, may apply again.
 * @throws ProblemError `program.not_found`, `program.ended`, `application.invitation_needed`,
 *   `affiliate.wrong_state`, `affiliate.terms_not_accepted`, `request.invalid`
 */
export function applyToProgram(
  ctx: ServiceContext,
  slug: string,
  body: ApplyBody,
): Promise<Applied> {
  assertAllowed(ctx.actor, "affiliate.apply");
  const { actor } = ctx;
  if (!isUser(actor)) throw signedOut();
  return retryLostRace(async () => {
    const program = await findProgramBySlug(ctx.db, slug.toLowerCase());
    if (program === null) throw programNotFound();
    const { organizationId, id: programId } = program;
    const resource = { noun: "program", organizationId, programId, userId: actor.id } as const;
    assertAllowed(actor, "affiliate.apply", resource);
    const applicant = await findAddressee(ctx.db, actor.id);
    if (applicant === null) throw signedOut();
    return submit(ctx, program, applicant, body);
  });
}
