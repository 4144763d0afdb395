import type {
  ApplicationProfile,
  ApplicationsPage,
  ApplicationsQuery,
} from "../../../contract/applications.ts";
import { type Position, readCursor, toPage } from "../../../contract/page.ts";
import { problem } from "../../../contract/problem.ts";
import {
  type ApplicationProfileRow,
  findApplication,
  type OpenFirstPosition,
  selectApplicationPage,
  selectApplicationsOpenFirst,
} from "../../../db/queries/applications.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { Action } from "../../../domain/permission-table.ts";
import type { ServiceContext } from "../context.ts";
import { loadProgram } from "../programs/load.ts";
import { applicationProfile } from "./answer.ts";

const applicationNotFound = problem("application.not_found");
const invalidCursor = problem("request.invalid_cursor");

/** Of the list of all: whether the last was open, and when it was submitted. */
const OPEN_FIRST = /^(open|decided):(\d{1,16})$/;

const openFirstValue = ({ application }: ApplicationProfileRow): Position => ({
  value: `${application.decision === "open" ? "open" : "decided"}:${application.submittedAt}`,
  id: application.id,
});

function openFirstPosition(cursor: string | undefined): OpenFirstPosition | null {
  const position = readCursor(cursor);
  if (position === null) return null;
  const [, group, submittedAt] = OPEN_FIRST.exec(String(position.value)) ?? [];
  if (group === undefined) throw invalidCursor();
  return { open: group === "open", submittedAt: Number(submittedAt), id: position.id };
}

/**
 * Applications to a program, those that wait first and then the newest.
 * @throws ProblemError `program.not_found`, `request.invalid_cursor`; PermissionDenied
 */
export async function listApplications(
  ctx: ServiceContext,
  query: ApplicationsQuery,
): Promise<ApplicationsPage> {
  const { program_id: programId, decision, cursor, limit } = query;
  await loadProgram(ctx, "application.read", programId);
  if (decision === undefined) {
    const after = openFirstPosition(cursor);
    const page = { programId, after, limit: limit + 1 };
    const rows = await selectApplicationsOpenFirst(ctx.db, page);
    return toPage(rows, limit, openFirstValue, applicationProfile);
  }
  const page = { programId, decision, after: readCursor(cursor), limit: limit + 1 };
  const rows = await selectApplicationPage(ctx.db, page);
  const positionOf = ({ application }: ApplicationProfileRow) => ({
    value: application.submittedAt,
    id: application.id,
  });
  return toPage(rows, limit, positionOf, applicationProfile);
}

/**
 * The application, for whoever may do `action` to it.
 * @throws ProblemError `application.not_found`; PermissionDenied
 */
export async function findAllowedApplication(
  ctx: ServiceContext,
  action: Action,
  id: string,
): Promise<ApplicationProfileRow> {
  assertAllowed(ctx.actor, action);
  const found = await findApplication(ctx.db, id);
  if (found === null) throw applicationNotFound();
  const { organizationId, application } = found;
  const { programId, affiliateId } = application;
  assertAllowed(ctx.actor, action, { noun: "application", organizationId, programId, affiliateId });
  return found;
}

/** @throws ProblemError `application.not_found`; PermissionDenied */
export async function readApplication(
  ctx: ServiceContext,
  id: string,
): Promise<ApplicationProfile> {
  return applicationProfile(await findAllowedApplication(ctx, "application.read", id));
}
