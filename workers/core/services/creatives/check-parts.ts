import { problem } from "../../../contract/problem.ts";
import { isGroupOf } from "../../../db/queries/affiliate-changes.ts";
import type { ProgramRow } from "../../../db/queries/links.ts";
import { isAllowed } from "../../../domain/destination.ts";
import type { ServiceContext } from "../context.ts";

const groupNotFound = problem("group.not_found");
const destinationNotAllowed = problem("link.destination_not_allowed");

type Parts = {
  readonly group_id?: string | null | undefined;
  readonly destination?: string | null | undefined;
};

/**
 * Checks that a creative's group is the program's, and that it leads to the program's hosts alone.
 * @throws ProblemError `group.not_found`, `link.destination_not_allowed`
 */
export async function checkParts(
  ctx: ServiceContext,
  program: ProgramRow,
  { group_id, destination }: Parts,
): Promise<void> {
  if (destination && !isAllowed(destination, program.allowedHosts)) {
    const message = "Must be an http(s) URL on one of the program's hosts.";
    const path = "destination";
    throw destinationNotAllowed({ errors: [{ path, code: "destination_not_allowed", message }] });
  }
  if (group_id && !(await isGroupOf(ctx.db, group_id, program.id))) throw groupNotFound();
}
