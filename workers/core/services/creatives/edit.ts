import type { CreativeAnswer, CreativeEdit } from "../../../contract/creatives.ts";
import { problem } from "../../../contract/problem.ts";
import type { CreativeRow } from "../../../db/queries/creatives.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { changeCreative } from "./change.ts";
import { checkParts } from "./check-parts.ts";

const archived = problem("creative.archived");
const invalid = problem("request.invalid");

/** Only what the edit names. */
function changesOf({ group_id, ...alike }: CreativeEdit): Partial<CreativeRow> {
  const changes: Partial<CreativeRow> = { ...alike, groupId: group_id };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

/**
 * Changes what a creative says, for whom it is, or where it leads; its kind stays.
 * @throws ProblemError `creative.not_found`, `creative.archived`, `group.not_found`,
 *   `link.destination_not_allowed`, `request.precondition_failed`
 */
export function editCreative(
  ctx: ServiceContext,
  id: string,
  edit: CreativeEdit,
): Promise<CreativeAnswer> {
  assertAllowed(ctx.actor, "creative.write");
  return changeCreative(ctx, id, async ({ creative, program }) => {
    if (creative.archivedAt !== null) throw archived();
    if (edit.body !== undefined && creative.kind !== "text") {
      const message = "Only a text has a body.";
      throw invalid({ errors: [{ path: "body", code: "not_a_text", message }] });
    }
    await checkParts(ctx, program, edit);
    return changesOf(edit);
  });
}
