/** Reads a CSV as people's spreadsheets write it: with a byte order mark or none, by comma, semicolon or tab. */
import { parse } from "csv-parse/sync";

export type CsvRow = {
  /** As an editor counts, the header being 1. */
  readonly line: number;
  /** Cells by column, without blanks around them; an empty cell is absent. */
  readonly cells: Readonly<Record<string, string>>;
  /** Cells that no column stands above. */
  readonly surplus: number;
};

export type CsvTable = { readonly columns: readonly string[]; readonly rows: readonly CsvRow[] };

export type CsvProblem =
  | { readonly kind: "malformed"; readonly message: string }
  | { readonly kind: "too_many_lines" };

const DELIMITERS = [",", ";", "\t"] as const;

/** The one that the header has most of, quoted texts aside. */
function delimiterOf(text: string): string {
  const header = (/^[^\r\n]*/.exec(text)?.[0] ?? "").replace(/"[^"]*"/g, "");
  const count = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
}

type Parsed = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

/** The line on which a record begins: the parser counts to its end. */
const firstLine = ({ record, info }: Parsed): number =>
  info.lines - record.reduce((sum, cell) => sum + cell.split(/\r\n|\n|\r/).length - 1, 0);

function rowOf(parsed: Parsed, columns: readonly string[]): CsvRow {
  const cells: Record<string, string> = {};
  for (const [index, column] of columns.entries()) {
    const cell = parsed.record[index]?.trim() ?? "";
    if (cell !== "") cells[column] = cell;
  }
  const surplus = parsed.record.slice(columns.length).filter((cell) => cell.trim() !== "").length;
  return { line: firstLine(parsed), cells, surplus };
}

/**
 * The rows below the header; empty lines are passed over. Columns are named in lower case.
 * @param linesMax more rows than these are not read
 */
export function readCsvTable(text: string, linesMax: number): CsvTable | CsvProblem {
  let records: Parsed[];
  try {
    records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text.replace(/^\uFEFF/, "")),
      info: true,
      relax_column_count: true,
      skip_records_with_empty_values: true,
      to: linesMax + 2,
    }) as unknown as Parsed[];
  } catch (error) {
    const message = error instanceof Error ? error.message : "Not a CSV";
    return { kind: "malformed", message };
  }
  const [header, ...rest] = records;
  if (header === undefined) return { kind: "malformed", message: "There is no header" };
  if (rest.length > linesMax) return { kind: "too_many_lines" };
  const columns = header.record.map((name) => name.trim().toLowerCase());
  return { columns, rows: rest.map((parsed) => rowOf(parsed, columns)) };
}
