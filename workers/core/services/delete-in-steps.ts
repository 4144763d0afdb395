import type { Db } from "../../db/batch.ts";
import type { ServiceContext } from "./context.ts";

const ROWS_PER_STEP = 1_000;
const STEPS_MAX = 100;

/** Deletes at most `limit` rows from before `at` (UTC ms); answers how many. */
type DeleteStep = (db: Db, at: number, limit: number) => Promise<number>;

/** Deletes what is older than `at`, in steps that D1 takes easily, 100,000 rows at most. Answers how many. */
export async function deleteInSteps(
  ctx: ServiceContext,
  deleteStep: DeleteStep,
  at: number,
): Promise<number> {
  let deleted = 0;
  for (let step = 0; step < STEPS_MAX; step++) {
    const count = await deleteStep(ctx.db, at, ROWS_PER_STEP);
    deleted += count;
    if (count < ROWS_PER_STEP) break;
  }
  return deleted;
}
