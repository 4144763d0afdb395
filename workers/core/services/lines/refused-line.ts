/** Refusals of single lines of a bulk call or an import: the same codes as of a call by itself. */
import type * as z from "zod";
import { ERROR_CODES } from "../../../contract/error-codes.ts";
import type { RefusedLine } from "../../../contract/line-report.ts";
import type { ProblemError } from "../../../contract/problem.ts";

/** A report holds thousands of lines, and has to fit into a row of D1 (2 MB). */
const MESSAGE_LENGTH_MAX = 160;
const FIELD_LENGTH_MAX = 60;

/** `["targets", 2, "destination"]` as `targets[2].destination`. */
function fieldName(path: readonly PropertyKey[]): string | null {
  const text = path
    .map((part, index) =>
      typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`,
    )
    .join("");
  return text === "" ? null : text.slice(0, FIELD_LENGTH_MAX);
}

const refused = (
  line: number,
  code: string,
  field: string | null,
  message: string,
): RefusedLine => ({
  line,
  status: "refused",
  code,
  field,
  message: message.slice(0, MESSAGE_LENGTH_MAX),
});

/** By the first thing that is wrong with it. */
export function lineOfIssues(line: number, { issues }: z.ZodError): RefusedLine {
  const [first] = issues;
  if (first?.code === "unrecognized_keys") {
    const field = fieldName([...first.path, first.keys[0] ?? ""]);
    return refused(line, "request.invalid", field, "This field is not known.");
  }
  const field = fieldName(first?.path ?? []);
  return refused(line, "request.invalid", field, first?.message ?? "");
}

/** @param field what the problem is about, unless the problem names it itself */
export function lineOfProblem(
  line: number,
  problem: ProblemError,
  field: string | null = null,
): RefusedLine {
  const [first] = problem.errors;
  const message = first?.message ?? problem.detail ?? ERROR_CODES[problem.code].title;
  return refused(line, problem.code, first?.path ?? field, message);
}
