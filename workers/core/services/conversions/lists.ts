/** How many reports are loaded, decided and committed together. */
import type { Submission } from "./submission.ts";

/** Keeps a batch to some hundreds of statements, of which D1 has to run all within 30 s. */
const REPORTS_MAX = 100;

/**
 * D1 takes at most 2 MB as one parameter, and the rows of a table travel as one. A character may be three
 * bytes, and a row may say what the report says twice.
 */
const CHARACTERS_MAX = 300_000;

/** Cuts a list into lists that D1 can take, in order. */
export function listsOf(submissions: readonly Submission[]): Submission[][] {
  const lists: Submission[][] = [];
  let list: Submission[] = [];
  let characters = 0;
  for (const submission of submissions) {
    const size = JSON.stringify(submission.report).length;
    if (list.length === REPORTS_MAX || (list.length > 0 && characters + size > CHARACTERS_MAX)) {
      lists.push(list);
      list = [];
      characters = 0;
    }
    list.push(submission);
    characters += size;
  }
  if (list.length > 0) lists.push(list);
  return lists;
}
