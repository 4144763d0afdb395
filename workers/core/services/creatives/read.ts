import type { CreativeAnswer, CreativesQuery } from "../../../contract/creatives.ts";
import { type Page, readCursor, toPage } from "../../../contract/page.ts";
import { problem } from "../../../contract/problem.ts";
import {
  type CreativeRow,
  findCreative,
  findGroupsOfAffiliates,
  selectCreativePage,
} from "../../../db/queries/creatives.ts";
import { findProgram, type ProgramRow } from "../../../db/queries/links.ts";
import { isOfMerchant } from "../../../domain/actor.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { creativeAnswer } from "./answer.ts";

const programNotFound = problem("program.not_found");
const creativeNotFound = problem("creative.not_found");

/** Groups whose creatives an affiliate sees beside those for all; `null`: the team's view, everything. */
async function groupsSeen(
  ctx: ServiceContext,
  program: ProgramRow,
): Promise<readonly string[] | null> {
  const { actor } = ctx;
  if (actor.kind !== "user" || isOfMerchant(actor, program.organizationId)) return null;
  const own = actor.affiliates.filter(({ programId }) => programId === program.id);
  const ids = own.map(({ affiliateId }) => affiliateId);
  return findGroupsOfAffiliates(ctx.db, ids, ctx.clock());
}

const isShown = (row: CreativeRow, groups: readonly string[]): boolean =>
  row.archivedAt === null &&
  (row.groupId === null || groups.includes(row.groupId)) &&
  (row.kind === "text" || row.fileKey !== null);

/**
 * A program's creatives, the newest first; affiliates see those for them that are ready.
 * @throws ProblemError `program.not_found`, `request.invalid_cursor`
 */
export async function listCreatives(
  ctx: ServiceContext,
  query: CreativesQuery,
): Promise<Page<CreativeAnswer>> {
  assertAllowed(ctx.actor, "creative.read");
  const program = await findProgram(ctx.db, query.program_id);
  if (program === null) throw programNotFound();
  const { organizationId, id: programId } = program;
  assertAllowed(ctx.actor, "creative.read", { noun: "program", organizationId, programId });
  const groups = await groupsSeen(ctx, program);
  const rows = await selectCreativePage(ctx.db, {
    programId,
    kind: query.kind,
    archived: groups === null && query.archived === "true",
    groups,
    limit: query.limit + 1,
    after: readCursor(query.cursor),
  });
  const positionOf = ({ createdAt, id }: CreativeRow) => ({ value: createdAt, id });
  return toPage(rows, query.limit, positionOf, (row) => creativeAnswer(row, ctx.env.BASE_URL));
}

/** A creative that the actor may see. @throws ProblemError `creative.not_found` */
export async function findCreativeForReading(ctx: ServiceContext, id: string) {
  assertAllowed(ctx.actor, "creative.read");
  const found = await findCreative(ctx.db, id);
  if (found === null) throw creativeNotFound();
  const { organizationId, id: programId } = found.program;
  assertAllowed(ctx.actor, "creative.read", { noun: "creative", organizationId, programId });
  const groups = await groupsSeen(ctx, found.program);
  if (groups !== null && !isShown(found.creative, groups)) throw creativeNotFound();
  return found;
}

/** @throws ProblemError `creative.not_found` */
export const readCreative = async (ctx: ServiceContext, id: string): Promise<CreativeAnswer> =>
  creativeAnswer((await findCreativeForReading(ctx, id)).creative, ctx.env.BASE_URL);
