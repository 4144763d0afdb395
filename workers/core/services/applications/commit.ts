/** Writes an application: with the membership that it makes, or for the one that there is. */
import type { Applied } from "../../../contract/applications.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { selectLinkKinds } from "../../../db/queries/affiliate-changes.ts";
import type { ApplicationRow } from "../../../db/queries/applications.ts";
import {
  type AffiliateRow,
  nextAffiliateSequence,
  type ProgramRow,
  updateAffiliate,
} from "../../../db/queries/links.ts";
import type { Addressee } from "../../../db/queries/members.ts";
import type { MembershipDetails } from "../../../db/queries/memberships.ts";
import { affiliateStates } from "../../../db/schema/affiliates.ts";
import { applications } from "../../../db/schema/memberships.ts";
import { auditEvents, idempotencyRecords, outbox } from "../../../db/schema/operations.ts";
import type { FormAnswer } from "../../../domain/application-form.ts";
import { addAcceptance } from "../affiliates/accept-terms.ts";
import { addFirstLinks } from "../affiliates/first-links.ts";
import { addJoining } from "../affiliates/join.ts";
import { mailTo } from "../affiliates/write-to.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { addMail } from "../mails/add-mail.ts";
import { type NewOutboxRow, outboxRow } from "../outbox/outbox-row.ts";
import { sendSoon } from "../outbox/run-due.ts";
import { appliedAnswer } from "./answer.ts";
import { programPath } from "./decision-mail.ts";
import { receivedMails } from "./received-mails.ts";

export type Submission = {
  readonly program: ProgramRow;
  readonly applicant: Addressee;
  /** `null` for a first application. */
  readonly membership: MembershipDetails | null;
  readonly answers: FormAnswer[];
  readonly termsVersion: number | null;
  readonly recruiterId: string | null;
  /** Active without waiting for anybody. */
  readonly atOnce: boolean;
};

type Added = { readonly affiliate: AffiliateRow; readonly rows: NewOutboxRow[] };

/** A recruiter is fixed by the first application that names one (rules.md 5). */
const recruitment = ({ recruiterId: present }: AffiliateRow, named: string | null, now: number) =>
  present === null && named !== null ? { recruiterId: named, recruitedAt: now } : {};

/** Somebody who was rejected or has left, and applies again. */
async function addAgain(
  batch: WriteBatch,
  ctx: ServiceContext,
  { affiliate: before }: MembershipDetails,
  { program, atOnce, recruiterId, termsVersion }: Submission,
): Promise<Added> {
  const now = ctx.clock();
  const changes = {
    ...(atOnce ? { state: "active" as const } : {}),
    ...(before.state === "applied" ? recruitment(before, recruiterId, now) : {}),
  };
  const affiliate = { ...before, ...changes, version: before.version + 1 };
  const affiliateId = affiliate.id;
  batch.guarded(updateAffiliate(ctx.db, before, changes));
  addAcceptance(batch, ctx, affiliateId, termsVersion);
  const rows = [outboxRow(ctx, "affiliate.write", affiliateId)];
  if (!atOnce) return { affiliate, rows };
  const sequence = await nextAffiliateSequence(ctx.db, affiliateId);
  batch.insert(affiliateStates, [{ affiliateId, fromAt: now, sequence, state: "active" }]);
  const kinds = await selectLinkKinds(ctx.db, affiliateId);
  return {
    affiliate,
    rows: [...rows, ...addFirstLinks(batch, ctx, { affiliate, program }, kinds)],
  };
}

const newApplication = (
  ctx: ServiceContext,
  affiliate: AffiliateRow,
  { answers, atOnce }: Submission,
): ApplicationRow => ({
  id: ctx.newId("app"),
  programId: affiliate.programId,
  affiliateId: affiliate.id,
  answers,
  decision: atOnce ? "approved" : "open",
  reason: null,
  decidedBy: atOnce ? "open" : null,
  decidedAt: atOnce ? ctx.clock() : null,
  submittedAt: ctx.clock(),
  version: 1,
});

/** The applicant is told that he is in, or those who decide that somebody waits. */
async function mailsOf(
  ctx: ServiceContext,
  { program, applicant, atOnce }: Submission,
  { id }: ApplicationRow,
) {
  if (!atOnce) return receivedMails(ctx, program, applicant, id);
  const about = { organizationId: program.organizationId, programId: program.id };
  const params = { name: applicant.name, program: program.name, path: programPath(program.id) };
  const mail = mailTo(applicant, about, { kind: "application_approved", params });
  return mail === null ? [] : [mail];
}

/** Writes everything or nothing. @throws StaleWriteError when the person has just applied by another call */
export async function commitApplication(
  ctx: ServiceContext,
  submission: Submission,
): Promise<Applied> {
  const { program, applicant, membership, atOnce, recruiterId, termsVersion } = submission;
  const batch = new WriteBatch(ctx.db);
  const state = atOnce ? "active" : "applied";
  const joining = { program, userId: applicant.id, state, recruiterId, termsVersion } as const;
  const { affiliate, rows } =
    membership === null
      ? addJoining(batch, ctx, joining)
      : await addAgain(batch, ctx, membership, submission);
  const application = newApplication(ctx, affiliate, submission);
  const answer = appliedAnswer(affiliate, application);
  batch.insert(applications, [application]);
  batch.insert(auditEvents, [
    auditRow(ctx, {
      organizationId: program.organizationId,
      programId: program.id,
      action: "affiliate.apply",
      subjectId: affiliate.id,
      before: membership === null ? null : { state: membership.affiliate.state },
      after: {
        state: affiliate.state,
        applicationId: application.id,
        recruiterId: affiliate.recruiterId,
      },
    }),
  ]);
  batch.insert(outbox, rows);
  const mails = await mailsOf(ctx, submission, application);
  const sent = mails.map((mail) => addMail(batch, ctx, mail));
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 201, answer));
  await batch.commit();
  sendSoon(ctx, [...rows, ...sent]);
  return answer;
}
