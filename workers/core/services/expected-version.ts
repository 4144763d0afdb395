import { problem } from "../../contract/problem.ts";
import type { ServiceContext } from "./context.ts";

const changedMeanwhile = problem("request.precondition_failed");

/**
 * Refuses an edit of something that is not as the caller has seen it (`If-Match`). Asked after the load,
 * in the verb; that nothing changes between the load and the write is held by the guard in the batch.
 * @throws ProblemError `request.precondition_failed`
 */
export function assertExpectedVersion({ expectedVersion }: ServiceContext, version: number): void {
  if (expectedVersion !== null && expectedVersion !== version) throw changedMeanwhile();
}
