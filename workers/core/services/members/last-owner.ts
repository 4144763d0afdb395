import { problem } from "../../../contract/problem.ts";
import type { WriteBatch } from "../../../db/batch.ts";

const lastOwner = problem("member.last_owner");

/** What the triggers `members_keep_an_owner` and `members_keep_the_last_owner` say. */
const LAST_OWNER = /an organization keeps an owner/;

function saysLastOwner(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (LAST_OWNER.test(current.message)) return true;
  }
  return false;
}

/**
 * Commits a change of a team. That an owner stays is held by the database, so that two owners who leave at
 * the same time do not both pass.
 * @throws ProblemError `member.last_owner`; StaleWriteError
 */
export async function commitTeam(batch: WriteBatch): Promise<void> {
  try {
    await batch.commit();
  } catch (error) {
    if (saysLastOwner(error)) throw lastOwner({ cause: error });
    throw error;
  }
}
