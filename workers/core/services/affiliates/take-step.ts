/** A step of a membership with all that follows from it; who asks for it, and how, is the callers' matter. */
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { selectLinkKinds } from "../../../db/queries/affiliate-changes.ts";
import {
  type ApplicationRow,
  findLatestApplication,
  updateApplication,
} from "../../../db/queries/applications.ts";
import {
  nextAffiliateSequence,
  releaseSuspendedCommissions,
  updateAffiliate,
} from "../../../db/queries/links.ts";
import type { MembershipDetails } from "../../../db/queries/memberships.ts";
import { affiliateStates } from "../../../db/schema/affiliates.ts";
import { auditEvents, idempotencyRecords, outbox } from "../../../db/schema/operations.ts";
import { actorName } from "../../../domain/actor.ts";
import { type AffiliateStep, stateAfter } from "../../../domain/affiliate-step.ts";
import type { Action } from "../../../domain/permission-table.ts";
import type { AffiliateState } from "../../../domain/states.ts";
import { decisionMail } from "../applications/decision-mail.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { addMail } from "../mails/add-mail.ts";
import { type NewOutboxRow, outboxRow } from "../outbox/outbox-row.ts";
import { sendSoon } from "../outbox/run-due.ts";
import { addFirstLinks } from "./first-links.ts";

const sameState = problem("affiliate.same_state");
const wrongState = problem("affiliate.wrong_state");
const notOpen = problem("application.not_open");
const programEnded = problem("program.ended");

export type StepTaken = {
  readonly membership: MembershipDetails;
  /** The latest application, as decided; `null` for whoever never applied. */
  readonly application: ApplicationRow | null;
};

export type StepRequest = {
  readonly step: AffiliateStep;
  readonly reason: string | null;
  /** What the caller was allowed to do; it stands in the audit event. */
  readonly action: Action;
  /** What the caller is answered, for the idempotency record. */
  readonly answerOf: (taken: StepTaken) => unknown;
};

/** What becomes of the application; `null`: nothing. */
function decisionOf(
  step: AffiliateStep,
  application: ApplicationRow | null,
): "approved" | "rejected" | null {
  if (application === null || application.decision === "approved") return null;
  if (step === "approve") return "approved";
  if (application.decision !== "open") return null;
  return step === "reject" || step === "ban" || step === "leave" ? "rejected" : null;
}

function nextState(
  step: AffiliateStep,
  { affiliate, program }: MembershipDetails,
  application: ApplicationRow | null,
): AffiliateState {
  const state = stateAfter(step, affiliate.state);
  if (state === "same") throw sameState();
  if (state === "impossible") throw wrongState({ detail: `The state is ${affiliate.state}.` });
  const isOpen = application?.decision === "open";
  if (step === "reject" && !isOpen) throw notOpen();
  if (step === "approve") {
    if (affiliate.state === "left" && !isOpen) throw notOpen();
    if (program.state === "ended") throw programEnded();
  }
  return state;
}

function addDecision(
  batch: WriteBatch,
  ctx: ServiceContext,
  application: ApplicationRow | null,
  { step, reason }: StepRequest,
): ApplicationRow | null {
  const decision = decisionOf(step, application);
  if (application === null || decision === null) return application;
  const decided = {
    decision,
    reason,
    decidedBy: actorName(ctx.actor),
    decidedAt: ctx.clock(),
  };
  batch.guarded(updateApplication(ctx.db, application, decided));
  return { ...application, ...decided, version: application.version + 1 };
}

async function addState(
  batch: WriteBatch,
  ctx: ServiceContext,
  { affiliate, program }: MembershipDetails,
  state: AffiliateState,
  { step, reason }: StepRequest,
): Promise<NewOutboxRow[]> {
  batch.guarded(updateAffiliate(ctx.db, affiliate, { state }));
  const rows = [outboxRow(ctx, "affiliate.write", affiliate.id)];
  if (state === affiliate.state) return rows;
  const sequence = await nextAffiliateSequence(ctx.db, affiliate.id);
  const fromAt = ctx.clock();
  batch.insert(affiliateStates, [{ affiliateId: affiliate.id, fromAt, sequence, state, reason }]);
  if (step === "reinstate") batch.add(releaseSuspendedCommissions(affiliate.id));
  if (step !== "approve") return rows;
  const kinds = await selectLinkKinds(ctx.db, affiliate.id);
  return [...rows, ...addFirstLinks(batch, ctx, { affiliate, program }, kinds)];
}

type Decided = {
  readonly latest: ApplicationRow | null;
  readonly application: ApplicationRow | null;
  readonly state: AffiliateState;
};

function auditOf(
  ctx: ServiceContext,
  { affiliate, organizationId }: MembershipDetails,
  { latest, application, state }: Decided,
  { action, reason }: StepRequest,
) {
  const isDecided = application !== latest;
  return auditRow(ctx, {
    organizationId,
    programId: affiliate.programId,
    action,
    subjectId: affiliate.id,
    before: {
      state: affiliate.state,
      ...(isDecided ? { application: latest?.decision } : {}),
    },
    after: {
      state,
      reason,
      ...(isDecided ? { application: application?.decision } : {}),
    },
  });
}

/**
 * Takes a step from now on, as one entry of the dated history (rules.md 3): with the application that it
 * decides, first links for whoever becomes active, the commissions that it releases, and a mail to the
 * applicant. The edge learns it by one write, however many links there are. To be called within
 * `retryLostRace`, with what was read in the same round.
 * @throws ProblemError `affiliate.same_state`, `affiliate.wrong_state`, `application.not_open`,
 *   `program.ended`; StaleWriteError
 */
export async function takeStep(
  ctx: ServiceContext,
  membership: MembershipDetails,
  request: StepRequest,
): Promise<StepTaken> {
  const { affiliate } = membership;
  const latest = await findLatestApplication(ctx.db, affiliate.id);
  const state = nextState(request.step, membership, latest);
  const batch = new WriteBatch(ctx.db);
  const rows = await addState(batch, ctx, membership, state, request);
  const application = addDecision(batch, ctx, latest, request);
  const changed = { ...affiliate, state, version: affiliate.version + 1 };
  const taken: StepTaken = {
    membership: {
      ...membership,
      affiliate: changed,
      decision: application?.decision ?? membership.decision,
    },
    application,
  };
  batch.insert(auditEvents, [auditOf(ctx, membership, { latest, application, state }, request)]);
  batch.insert(outbox, rows);
  const mail =
    application === latest ? null : decisionMail(membership, request.step, request.reason);
  const sent = mail === null ? [] : [addMail(batch, ctx, mail)];
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, request.answerOf(taken)));
  await batch.commit();
  sendSoon(ctx, [...rows, ...sent]);
  return taken;
}
