import { problem } from "../../../contract/problem.ts";
import { findProgram, type ProgramRow, touchLinksWithoutUtm } from "../../../db/queries/links.ts";
import { isAllowed } from "../../../domain/destination.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { changedFields } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { retryLostRace } from "../lost-race.ts";
import { outboxRow } from "../outbox/outbox-row.ts";
import { commitProgramChange } from "./commit-change.ts";

const programNotFound = problem("program.not_found");
const notAllowed = problem("link.destination_not_allowed");
const invalid = problem("request.invalid");

export type ProgramEdit = Partial<
  Pick<
    ProgramRow,
    "name" | "settings" | "tokenParam" | "allowedHosts" | "origins" | "fallbackUrl" | "utm"
  >
>;

/** `shop.example`, `*.shop.example`, `shop.example:8443`, as the domain's `isAllowed` reads them. */
const HOST = /^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?$/;

function checkHosts(hosts: readonly string[]): void {
  const errors = hosts.flatMap((host, index) =>
    HOST.test(host)
      ? []
      : [{ path: `allowed_hosts[${index}]`, code: "invalid_host", message: "Must be a host." }],
  );
  if (errors.length > 0) throw invalid({ errors });
}

/**
 * Changes a program's settings. Links without a UTM template of their own carry the program's, so a
 * change of it is a new version of each of them.
 * @throws ProblemError `program.not_found`, `request.invalid`, `link.destination_not_allowed`
 */
export function editProgram(
  ctx: ServiceContext,
  programId: string,
  edit: ProgramEdit,
): Promise<ProgramRow> {
  assertAllowed(ctx.actor, "program.edit");
  return retryLostRace(async () => {
    const program = await findProgram(ctx.db, programId);
    if (program === null) throw programNotFound();
    const { organizationId } = program;
    assertAllowed(ctx.actor, "program.edit", { noun: "program", organizationId, programId });
    const { before, after } = changedFields(program, edit);
    if (Object.keys(after).length === 0) return program;
    const next = { ...program, ...edit };
    checkHosts(next.allowedHosts);
    if (next.fallbackUrl !== null && !isAllowed(next.fallbackUrl, next.allowedHosts)) {
      throw notAllowed();
    }
    const utmChanged = "utm" in after;
    return commitProgramChange(ctx, program, {
      action: "program.edit",
      changes: edit,
      before,
      after,
      statements: utmChanged ? [touchLinksWithoutUtm(programId)] : [],
      outbox: utmChanged ? [outboxRow(ctx, "program.write_links", programId)] : [],
    });
  });
}
