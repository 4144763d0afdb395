/** A server's report, from its checked body to the answer. */
import { problem } from "../../../contract/problem.ts";
import type { RefundBody } from "../../../contract/track.ts";
import type { ApiKeyActor } from "../../../domain/actor.ts";
import { toBase64Url } from "../../../domain/base64url.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { derivedId } from "../../../lib/ids.ts";
import type { IdempotencyRequest, ServiceContext } from "../context.ts";
import { recordingKeys } from "./keys.ts";
import { reportFromBody, type TrackBody } from "./report-from-body.ts";
import { prepareSubmission, type Submission, verifyTouches } from "./submission.ts";

const programRequired = problem("program.required");
const programNotFound = problem("program.not_found");

/** One call, or one line of a bulk upload. */
export type Track = TrackBody | { readonly type: "refund"; readonly body: RefundBody };

export type CallFacts = {
  /** UTC ms. */
  readonly acceptedAt: number;
  readonly keySha256: string;
  readonly idempotencyKey: string | null;
  readonly bulk: boolean;
};

/**
 * The id of what a call makes: the same for its repetition, by its Idempotency-Key or else by the
 * external id, also when nobody can be asked.
 */
export function idOfCall(
  track: { readonly type: string; readonly body: unknown },
  call: Pick<CallFacts, "keySha256" | "idempotencyKey">,
): Promise<string> {
  const prefix = track.type === "refund" ? "ref" : "conv";
  const named = track.body as Record<string, unknown>;
  const { program_id = null, origin = "main", external_id = null, name = null } = named;
  const what =
    call.idempotencyKey ??
    (external_id === null ? track.body : [program_id, track.type, name, origin, external_id]);
  return derivedId(prefix, JSON.stringify([call.keySha256, what]));
}

/** The program that a call is about: the key's own, or the one that the body names. */
export function programOf(actor: ApiKeyActor, named: string | undefined): string {
  const { programId } = actor;
  if (programId !== null && named !== undefined && named !== programId) throw programNotFound();
  const program = programId ?? named;
  if (program === undefined) {
    throw programRequired({ detail: "This key is for all programs: give program_id." });
  }
  return program;
}

/**
 * Makes a submission of a lead, sale or event.
 * @throws ProblemError for what is wrong with it; PermissionDenied
 */
export async function submissionOf(
  ctx: ServiceContext,
  actor: ApiKeyActor,
  track: TrackBody,
  call: CallFacts,
  idempotency: IdempotencyRequest | null,
): Promise<Submission> {
  assertAllowed(actor, "conversion.record");
  const keys = await recordingKeys(ctx.env);
  const touches = track.body.click_token ?? "";
  const [first] = await verifyTouches(touches, keys.tokens, call.acceptedAt);
  const report = await reportFromBody(track, {
    conversionId: await idOfCall(track, call),
    programId: programOf(actor, track.body.program_id),
    mode: actor.mode,
    trust: "api",
    acceptedAt: call.acceptedAt,
    bulk: call.bulk,
    emailKey: keys.email,
    nonce: first?.ok ? toBase64Url(first.nonce) : null,
  });
  return prepareSubmission(report, keys.tokens, idempotency);
}
