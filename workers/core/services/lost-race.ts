/** What to do when a write found that something it had read has changed meanwhile. */
import { StaleWriteError } from "../../db/batch.ts";

const ATTEMPTS_MAX = 5;

/** Whether `error` says that a guard or a constraint refused a batch. */
export const isLostRace = (error: unknown): boolean => error instanceof StaleWriteError;

/**
 * Runs `loadDecideCommit` again, from its reading on, when its batch lost a race.
 * @throws StaleWriteError when it lost five times in a row; other errors at once.
 */
export async function retryLostRace<Result>(
  loadDecideCommit: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await loadDecideCommit();
    } catch (error) {
      if (!isLostRace(error) || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}
