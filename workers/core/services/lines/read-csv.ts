import { IMPORT_LINES_MAX, type RefusedLine } from "../../../contract/line-report.ts";
import { problem } from "../../../contract/problem.ts";
import { type CsvRow, type CsvTable, readCsvTable } from "../../../lib/csv-table.ts";

const malformed = problem("request.csv_malformed");
const tooManyLines = problem("request.too_many_lines");
const wrongColumns = problem("request.csv_columns");

export type CsvColumns = {
  readonly required: readonly string[];
  readonly optional: readonly string[];
};

/** A column that is missing, stands twice, or means nothing: whoever sent it meant another file. */
function checkColumns({ columns }: CsvTable, { required, optional }: CsvColumns): void {
  const known = new Set([...required, ...optional]);
  const error = (path: string, code: string, message: string) => ({ path, code, message });
  const errors = [
    ...required
      .filter((name) => !columns.includes(name))
      .map((name) => error(name, "missing_column", "This column is missing.")),
    ...columns
      .filter((name, index) => known.has(name) && columns.indexOf(name) !== index)
      .map((name) => error(name, "repeated_column", "This column stands twice.")),
    ...columns
      .filter((name) => !known.has(name))
      .map((name) => error(name.slice(0, 60), "unknown_column", "This column is not known.")),
  ];
  if (errors.length === 0) return;
  const detail = `Columns are ${required.join(", ")}, and if you like ${optional.join(", ")}.`;
  throw wrongColumns({ detail, errors: errors.slice(0, 50) });
}

/**
 * The lines of a CSV of at most 5,000.
 * @throws ProblemError `request.csv_malformed`, `request.too_many_lines`, `request.csv_columns`
 */
export function readCsv(text: string, columns: CsvColumns): readonly CsvRow[] {
  const table = readCsvTable(text, IMPORT_LINES_MAX);
  if ("kind" in table) {
    if (table.kind === "too_many_lines") {
      throw tooManyLines({ detail: `At most ${IMPORT_LINES_MAX} lines below the header.` });
    }
    throw malformed({ detail: table.message });
  }
  checkColumns(table, columns);
  return table.rows;
}

/** Of a line with more cells than columns: what it says stands in the wrong places. */
export const surplusCells = ({ line }: CsvRow): RefusedLine => ({
  line,
  status: "refused",
  code: "request.csv_malformed",
  field: null,
  message: "The line has more cells than there are columns.",
});
