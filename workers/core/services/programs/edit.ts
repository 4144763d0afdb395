import { problem } from "../../../contract/problem.ts";
import type { ProgramAnswer, ProgramEdit } from "../../../contract/programs.ts";
import type { WriteBatch } from "../../../db/batch.ts";
import { type ProgramRow, touchLinksWithoutUtm } from "../../../db/queries/links.ts";
import {
  findProgramBySlug,
  hasMoney,
  programHasMoney,
  timeZoneFixedAt,
} from "../../../db/queries/programs.ts";
import { isAllowed } from "../../../domain/destination.ts";
import { changedFields } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { assertExpectedVersion } from "../expected-version.ts";
import { retryLostRace } from "../lost-race.ts";
import { outboxRow } from "../outbox/outbox-row.ts";
import { programAnswer } from "./answer.ts";
import { commitProgramChange } from "./commit-change.ts";
import { loadProgram } from "./load.ts";
import { rowChanges } from "./row-changes.ts";

const notAllowed = problem("link.destination_not_allowed");
const slugTaken = problem("program.slug_taken");
const currencyFixed = problem("program.currency_fixed");
const timeZoneFixed = problem("program.time_zone_fixed");

/** @throws ProblemError `link.destination_not_allowed` */
function checkFallback({
  fallbackUrl,
  allowedHosts,
}: Pick<ProgramRow, "fallbackUrl" | "allowedHosts">): void {
  if (fallbackUrl === null || isAllowed(fallbackUrl, allowedHosts)) return;
  const message = "Must be on one of the program's hosts";
  throw notAllowed({
    errors: [{ path: "fallback_url", code: "destination_not_allowed", message }],
  });
}

type Changed = Readonly<Record<string, unknown>>;

async function checkFree(ctx: ServiceContext, program: ProgramRow, changed: Changed) {
  checkFallback({ ...program, ...changed });
  if (typeof changed.slug === "string" && (await findProgramBySlug(ctx.db, changed.slug))) {
    throw slugTaken();
  }
  if ("currency" in changed && (await programHasMoney(ctx.db, program.id))) throw currencyFixed();
  if ("timeZone" in changed && program.timeZoneFixedAt !== null) throw timeZoneFixed();
}

/** What `checkFree` has seen still holds when the change is written. */
function assertFree(batch: WriteBatch, program: ProgramRow, changed: Changed): void {
  if ("currency" in changed) batch.assertUnchanged(hasMoney(program.id), 0);
  if ("timeZone" in changed) batch.assertUnchanged(timeZoneFixedAt(program.id), null);
}

/**
 * Changes a program. Its currency is fixed by its first conversion or commission, its time zone by its
 * first click. Links without a UTM template of their own carry the program's, so a change of it is a new
 * version of each of them.
 * @throws ProblemError `program.not_found`, `program.slug_taken`, `program.currency_fixed`,
 *   `program.time_zone_fixed`, `link.destination_not_allowed`, `request.precondition_failed`;
 *   PermissionDenied
 */
export const editProgram = (
  ctx: ServiceContext,
  programId: string,
  edit: ProgramEdit,
): Promise<ProgramAnswer> =>
  retryLostRace(async () => {
    const program = await loadProgram(ctx, "program.edit", programId);
    assertExpectedVersion(ctx, program.version);
    const changes = rowChanges(program, edit);
    const { before, after } = changedFields(program, changes);
    if (Object.keys(after).length === 0) return programAnswer(program, true);
    await checkFree(ctx, program, after);
    const utmChanged = "utm" in after;
    return commitProgramChange(ctx, program, {
      action: "program.edit",
      changes,
      before,
      after,
      statements: utmChanged ? [touchLinksWithoutUtm(programId)] : [],
      addRows: (batch) => assertFree(batch, program, after),
      outbox: utmChanged ? [outboxRow(ctx, "program.write_links", programId)] : [],
    });
  });
