/** Validation by zod, refused as a problem document that lists every wrong field. */
import { zValidator } from "@hono/zod-validator";
import type { ValidationTargets } from "hono";
import type * as z from "zod";
import { type FieldError, problem } from "../../../contract/problem.ts";

const invalid = problem("request.invalid");

/** `["items", 2, "amount"]` as `items[2].amount`. */
function pathText(path: readonly PropertyKey[]): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else text += text === "" ? String(part) : `.${String(part)}`;
  }
  return text;
}

/** The wrong fields of a refused body: one entry each, also for each unknown field. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({
          path: pathText([...issue.path, key]),
          code: "unknown_field",
          message: "This field is not known.",
        }))
      : [{ path: pathText(issue.path), code: issue.code, message: issue.message }],
  );
}

/** What `schema` reads. @throws 422 `request.invalid` with `errors` */
export function parseOrRefuse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw invalid({ errors: fieldErrors(result.error.issues) });
  return result.data;
}

/**
 * Guards a route: `app.post("/sale", validate("json", saleSchema), (c) => c.req.valid("json"))`.
 * Schemas are `z.strictObject`, so that unknown fields are refused.
 * @throws 422 `request.invalid` with `errors`
 */
export const validate = <Schema extends z.ZodType, Target extends keyof ValidationTargets>(
  target: Target,
  schema: Schema,
) =>
  zValidator(target, schema, (result) => {
    if (!result.success) throw invalid({ errors: fieldErrors(result.error.issues) });
  });
