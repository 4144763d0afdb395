import { problem } from "../../../contract/problem.ts";
import {
  type ClickReportQuery,
  type ClickReportRow,
  selectClickReport,
} from "../../../db/queries/click-reports.ts";
import { findProgram } from "../../../db/queries/links.ts";
import { addDays } from "../../../domain/calendar.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";

const unsupported = problem("report.unsupported_combination");
const noProgram = problem("program.not_found");

/** What clicks do not know. */
export const NONE = "(none)";

/**
 * A report on clicks by day totals, never from raw clicks. By day every day of the range has its row;
 * by a fact of the click the rest of the total is `(none)`.
 * @throws ProblemError `report.unsupported_combination`, `program.not_found`
 */
export async function reportClicks(
  ctx: ServiceContext,
  query: ClickReportQuery,
): Promise<ClickReportRow[]> {
  assertAllowed(ctx.actor, "click.report");
  const program = await findProgram(ctx.db, query.programId);
  if (program === null) throw noProgram();
  const { organizationId, id: programId } = program;
  const { mode } = query;
  assertAllowed(ctx.actor, "click.report", { noun: "program", organizationId, programId, mode });
  const rows = await selectClickReport(ctx.db, query);
  if (rows === null) throw unsupported();
  if (query.by === "day") return fillDays(rows, query);
  const isWhole = ["total", "affiliate", "link"].includes(query.by);
  return isWhole || rows.length === query.limit ? rows : withNone(ctx, query, rows);
}

function fillDays(
  rows: readonly ClickReportRow[],
  { fromDay, toDay }: ClickReportQuery,
): ClickReportRow[] {
  const known = new Map(rows.map((row) => [row.key, row]));
  const filled: ClickReportRow[] = [];
  for (let day = fromDay; day <= toDay; day = addDays(day, 1)) {
    filled.push(known.get(day) ?? { key: day, clicks: 0, uniques: 0, bots: 0 });
  }
  return filled;
}

async function withNone(
  ctx: ServiceContext,
  query: ClickReportQuery,
  rows: readonly ClickReportRow[],
): Promise<ClickReportRow[]> {
  const [total] = (await selectClickReport(ctx.db, { ...query, by: "total", limit: 1 })) ?? [];
  const none = total ?? { key: NONE, clicks: 0, uniques: 0, bots: 0 };
  const rest = rows.reduce(
    (left, row) => ({
      key: NONE,
      clicks: left.clicks - row.clicks,
      uniques: left.uniques - row.uniques,
      bots: left.bots - row.bots,
    }),
    none,
  );
  return rest.clicks > 0 || rest.bots > 0 ? [...rows, rest] : [...rows];
}
