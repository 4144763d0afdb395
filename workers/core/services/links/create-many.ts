import { type BulkLinks, type LinksReport, newLinkSchema } from "../../../contract/links.ts";
import { ProblemError, problem } from "../../../contract/problem.ts";
import { findAffiliatesOf } from "../../../db/queries/link-lists.ts";
import { type AffiliateRow, findProgram } from "../../../db/queries/links.ts";
import { assertAllowed, type Resource, refusalOf } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { lineOfIssues, lineOfProblem } from "../lines/refused-line.ts";
import { makeLines, type ReadLine } from "./make-lines.ts";

const programNotFound = problem("program.not_found");

function readLine(
  value: unknown,
  line: number,
  affiliates: ReadonlyMap<string, AffiliateRow>,
): ReadLine {
  const read = newLinkSchema.safeParse(value);
  if (!read.success) return lineOfIssues(line, read.error);
  const affiliate = affiliates.get(read.data.affiliate_id);
  if (affiliate === undefined) {
    return lineOfProblem(line, new ProblemError("affiliate.not_found"), "affiliate_id");
  }
  return { line, input: read.data, affiliate };
}

const isForeignProgram = (
  { actor }: ServiceContext,
  resource: Pick<Resource, "organizationId" | "programId">,
): boolean => refusalOf(actor, "link.create", { noun: "program", ...resource }) === "foreign";

/**
 * Makes up to 1,000 links of one program; lines count from 1. An affiliate may when all are his own.
 * @throws ProblemError `program.not_found`, `affiliate.not_found`
 */
export async function createLinks(ctx: ServiceContext, input: BulkLinks): Promise<LinksReport> {
  assertAllowed(ctx.actor, "link.create");
  const program = await findProgram(ctx.db, input.program_id);
  if (program === null) throw programNotFound();
  const ids = [...new Set(input.links.map(({ affiliate_id }) => affiliate_id))];
  const one = ids.length === 1 ? ids[0] : undefined;
  const resource = { organizationId: program.organizationId, programId: program.id };
  // A program of others is as if there were none, whomever the links are for.
  if (isForeignProgram(ctx, resource)) throw programNotFound();
  assertAllowed(ctx.actor, "link.create", {
    noun: one === undefined ? "program" : "affiliate",
    ...resource,
    ...(one === undefined ? {} : { affiliateId: one }),
  });
  const { byId } = await findAffiliatesOf(ctx.db, program.id, ids);
  const affiliates = new Map(byId.map((affiliate) => [affiliate.id, affiliate]));
  const lines = input.links.map((value, index) => readLine(value, index + 1, affiliates));
  return makeLines(ctx, program, lines, false);
}
