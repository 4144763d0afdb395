import {
  LINK_COLUMNS,
  type LinkImportQuery,
  type LinksReport,
  newLinkSchema,
  UTM_NAMES,
} from "../../../contract/links.ts";
import { ProblemError, problem } from "../../../contract/problem.ts";
import { findProgram } from "../../../db/queries/links.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { CsvRow } from "../../../lib/csv-table.ts";
import type { ServiceContext } from "../context.ts";
import { type AffiliatesByName, loadAffiliates } from "../lines/load-affiliates.ts";
import { readCsv, surplusCells } from "../lines/read-csv.ts";
import { lineOfIssues, lineOfProblem } from "../lines/refused-line.ts";
import { makeLines, type ReadLine } from "./make-lines.ts";

const programNotFound = problem("program.not_found");

/** What the body of a single call would be; an empty cell says nothing. */
function bodyOf({ cells }: CsvRow, affiliateId: string): Record<string, unknown> {
  const { slug, domain, destination, fallback_url, expires_at, click_cap } = cells;
  const utm = UTM_NAMES.flatMap((name) => (cells[name] === undefined ? [] : [[name, cells[name]]]));
  const body = { slug, domain, destination, fallback_url, expires_at };
  return {
    ...Object.fromEntries(Object.entries(body).filter(([, cell]) => cell !== undefined)),
    ...(click_cap === undefined ? {} : { click_cap: Number(click_cap) }),
    affiliate_id: affiliateId,
    utm: Object.fromEntries(utm),
  };
}

function readLine(row: CsvRow, affiliates: AffiliatesByName): ReadLine {
  if (row.surplus > 0) return surplusCells(row);
  const affiliate = affiliates(row.cells.affiliate ?? "");
  if (affiliate === null) {
    return lineOfProblem(row.line, new ProblemError("affiliate.not_found"), "affiliate");
  }
  const read = newLinkSchema.safeParse(bodyOf(row, affiliate.id));
  if (!read.success) return lineOfIssues(row.line, read.error);
  return { line: row.line, input: read.data, affiliate };
}

/**
 * Makes the links of a CSV of at most 5,000 lines; `dry_run` says only what would become of them.
 * @throws ProblemError `program.not_found`, and what `readCsv` refuses
 */
export async function importLinks(
  ctx: ServiceContext,
  query: LinkImportQuery,
  csv: string,
): Promise<LinksReport> {
  assertAllowed(ctx.actor, "link.import");
  const program = await findProgram(ctx.db, query.program_id);
  if (program === null) throw programNotFound();
  const { organizationId, id: programId } = program;
  assertAllowed(ctx.actor, "link.import", { noun: "program", organizationId, programId });
  const rows = readCsv(csv, LINK_COLUMNS);
  const affiliates = await loadAffiliates(ctx, programId, rows);
  const lines = rows.map((row) => readLine(row, affiliates));
  return makeLines(ctx, program, lines, query.dry_run === "true");
}
