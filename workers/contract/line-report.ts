/** What became of each line of a bulk call or a CSV. */
import * as z from "zod";

/** Lines count from 1; of a CSV as an editor counts them, its header being the first. */
const line = z.int().min(1);

/** @param created what is said of a line that was made, beside its id */
export const lineReportOf = <Created extends z.ZodRawShape>(created: Created) =>
  z.object({
    /** Nothing was written: it is what would have been. */
    dry_run: z.boolean(),
    created: z.int(),
    refused: z.int(),
    lines: z.array(
      z.discriminatedUnion("status", [
        z.object({ line, status: z.literal("created"), ...created }),
        z.object({
          line,
          status: z.literal("refused"),
          /** As of a problem document. */
          code: z.string(),
          /** The field or column that is wrong; `null` when it is not one alone. */
          field: z.string().nullable(),
          message: z.string(),
        }),
      ]),
    ),
  });

export type RefusedLine = {
  readonly line: number;
  readonly status: "refused";
  readonly code: string;
  readonly field: string | null;
  readonly message: string;
};

export const IMPORT_LINES_MAX = 5_000;

/** Imports by CSV are tried first with `dry_run=true`. */
export const importQuery = {
  dry_run: z.enum(["true", "false"]).default("false"),
};
