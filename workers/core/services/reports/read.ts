/** A report is data: one query, the tables that can answer it (counts.ts), and its rows (rows.ts). */
import { readCursor, writeCursor } from "../../../contract/page.ts";
import { problem } from "../../../contract/problem.ts";
import type { Report, ReportQuery, ReportRow } from "../../../contract/reports.ts";
import { findAffiliateOwner } from "../../../db/queries/commissions.ts";
import { findProgram, type ProgramRow } from "../../../db/queries/links.ts";
import { findReportNames } from "../../../db/queries/report-names.ts";
import { modeOf } from "../../../domain/actor.ts";
import type { Mode } from "../../../domain/mode.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { comparedDays, type Days } from "../../../domain/report-range.ts";
import type { ServiceContext } from "../context.ts";
import { countDays, type ReportScope } from "./counts.ts";
import { rowOf, rowsOf } from "./rows.ts";

type KnownQuery = ReportQuery & { readonly mode: Mode };

const noProgram = problem("program.not_found");
const noAffiliate = problem("affiliate.not_found");
const invalidCursor = problem("request.invalid_cursor");
const unsupported = problem("report.unsupported_combination");

/**
 * Metrics by one dimension or interval, with what they are compared with.
 * @throws ProblemError `program.not_found`, `affiliate.not_found`, `report.unsupported_combination`
 */
export async function readReport(ctx: ServiceContext, asked: ReportQuery): Promise<Report> {
  assertAllowed(ctx.actor, "report.read");
  const query = { ...asked, mode: asked.mode ?? modeOf(ctx.actor) };
  const program = await findProgram(ctx.db, query.program_id);
  if (program === null) throw noProgram();
  await authorize(ctx, program, query);
  if (query.dimension !== undefined && query.interval !== undefined) {
    throw unsupported({ detail: "Give either a dimension or an interval." });
  }
  const days = { fromDay: query.from, toDay: query.to };
  const compared = query.compare === undefined ? null : comparedDays(days, query.compare);
  const count = (some: Days) => countDays(ctx, scopeOf(query), some, cutOf(query));
  const [now, before] = await Promise.all([count(days), compared && count(compared)]);
  const rows = rowsOf(query, now, before);
  const { page, next_cursor } = pageOfRows(rows, query);
  return {
    program_id: program.id,
    mode: query.mode,
    currency: program.currency,
    time_zone: program.timeZone,
    from: query.from,
    to: query.to,
    compared_with: compared && { from: compared.fromDay, to: compared.toDay },
    totals: rowOf(query, "total", now.total, before?.total ?? null),
    data: await named(ctx, query, page),
    next_cursor,
  };
}

async function authorize(ctx: ServiceContext, program: ProgramRow, query: KnownQuery) {
  const { id: programId, organizationId } = program;
  const { affiliate_id: affiliateId } = query;
  if (affiliateId !== undefined) {
    const owner = await findAffiliateOwner(ctx.db, affiliateId);
    if (owner?.programId !== programId) throw noAffiliate();
  }
  assertAllowed(ctx.actor, "report.read", {
    noun: affiliateId === undefined ? "program" : "affiliate",
    organizationId,
    programId,
    mode: query.mode,
    ...(affiliateId === undefined ? {} : { affiliateId }),
  });
}

const scopeOf = (query: KnownQuery): ReportScope => ({
  programId: query.program_id,
  mode: query.mode,
  metrics: query.metrics,
  filter: {
    ...(query.affiliate_id === undefined ? {} : { affiliateId: query.affiliate_id }),
    ...(query.group_id === undefined ? {} : { groupId: query.group_id }),
    ...(query.link_id === undefined ? {} : { linkId: query.link_id }),
  },
});

const cutOf = ({ dimension, interval }: ReportQuery) =>
  dimension ?? (interval === undefined ? "total" : "day");

/** The cursor of a report is a place in its order, from 0: the same query is computed again. */
function pageOfRows(rows: readonly ReportRow[], { cursor, limit, interval }: ReportQuery) {
  const start = readCursor(cursor)?.value ?? 0;
  if (typeof start !== "number" || !Number.isInteger(start) || start < 0) throw invalidCursor();
  const end = interval === undefined ? start + limit : rows.length;
  return {
    page: rows.slice(start, end),
    next_cursor: end < rows.length ? writeCursor({ value: end, id: "" }) : null,
  };
}

async function named(ctx: ServiceContext, { dimension }: ReportQuery, rows: ReportRow[]) {
  if (dimension !== "affiliate" && dimension !== "link") return rows;
  const names = await findReportNames(
    ctx.db,
    dimension,
    rows.map(({ key }) => key),
  );
  return rows.map((row) => ({ ...row, name: names.get(row.key) ?? null }));
}
