/** Events that browsers reported, from the queue into the books. */
import type { BrowserEvent } from "../../../contract/edge/browser-event.ts";
import { ProblemError, problem } from "../../../contract/problem.ts";
import { toBase64Url } from "../../../domain/base64url.ts";
import { isCurrency } from "../../../domain/currency.ts";
import type { ServiceContext } from "../context.ts";
import { conversionSecret, recordingKeys } from "./keys.ts";
import type { Outcome } from "./outcome.ts";
import { recordReports } from "./record.ts";
import { reportFromBrowser } from "./report-from-body.ts";
import { readSignedEvent } from "./signed-event.ts";
import { prepareSubmission, type Submission, verifyTouches } from "./submission.ts";

const invalid = problem("request.invalid");

/** What became of an event: recorded, or refused for good. */
export type BrowserOutcome = Outcome | { readonly kind: "refused"; readonly problem: ProblemError };

/**
 * Records events in their order. What can never be recorded is told as refused and not thrown.
 * @throws D1's error when it does not answer: the events may be given again
 */
export async function handleBrowserEvents(
  ctx: ServiceContext,
  events: readonly BrowserEvent[],
): Promise<BrowserOutcome[]> {
  const prepared = await Promise.all(
    events.map((event) =>
      prepare(ctx, event).catch((error: unknown) => {
        if (error instanceof ProblemError) return error;
        throw error;
      }),
    ),
  );
  const submissions = prepared.filter((one): one is Submission => !(one instanceof ProblemError));
  const outcomes = await recordReports(ctx, submissions);
  let next = 0;
  return prepared.map((one) => {
    if (one instanceof ProblemError) return { kind: "refused", problem: one };
    const outcome = outcomes[next++];
    if (outcome === undefined) throw new Error("An event was left without an outcome.");
    return outcome;
  });
}

async function prepare(ctx: ServiceContext, event: BrowserEvent): Promise<Submission> {
  const keys = await recordingKeys(ctx.env);
  const { program, test } = event.body;
  const secret = await conversionSecret(keys, program, test ? "test" : "live");
  const signed = await readSignedEvent(event.body, secret);
  const { currency } = signed ?? event.body;
  if (currency !== undefined && !isCurrency(currency)) {
    throw invalid({ detail: `${currency} is no currency in use.` });
  }
  const touches = signed?.touches ?? event.body.touches ?? "";
  const [first] = await verifyTouches(touches, keys.tokens, event.at);
  const nonce = first?.ok ? toBase64Url(first.nonce) : null;
  const report = await reportFromBrowser(event, signed, nonce);
  return prepareSubmission(report, keys.tokens, null);
}
