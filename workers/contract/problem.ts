/** Errors as RFC 9457 problem documents with a stable code. */
import * as z from "zod";
import { ERROR_CODES, type ErrorCode } from "./error-codes.ts";

/** A field that is wrong: `path` as in `items[2].amount`, `code` for translation, `message` for people. */
export const fieldErrorSchema = z.object({
  path: z.string(),
  code: z.string(),
  message: z.string(),
});
export type FieldError = z.infer<typeof fieldErrorSchema>;

export const problemSchema = z.object({
  /** `urn:trackdesk:problem:<code>`: identifies the kind of problem, and leads nowhere. */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  /** What happened this time. */
  detail: z.string().optional(),
  request_id: z.string(),
  errors: z.array(fieldErrorSchema).optional(),
});
export type ProblemDocument = z.infer<typeof problemSchema>;

export const PROBLEM_CONTENT_TYPE = "application/problem+json";

type ProblemOptions = {
  /** What happened this time, for people; never what an outsider must not learn. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Seconds, for the header Retry-After. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
};

/** An error that the caller is told about. Anything else is answered as `internal`. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly code: ErrorCode;
  readonly status: number;
  readonly detail: string | undefined;
  readonly errors: readonly FieldError[];
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, options: ProblemOptions = {}) {
    super(options.detail ?? ERROR_CODES[code].title, { cause: options.cause });
    this.code = code;
    this.status = ERROR_CODES[code].status;
    this.detail = options.detail;
    this.errors = options.errors ?? [];
    this.retryAfter = options.retryAfter;
  }

  /** The document that is sent. */
  toDocument(requestId: string): ProblemDocument {
    return {
      type: `urn:trackdesk:problem:${this.code}`,
      title: ERROR_CODES[this.code].title,
      status: this.status,
      code: this.code,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      request_id: requestId,
      ...(this.errors.length === 0 ? {} : { errors: [...this.errors] }),
    };
  }
}

/**
 * A factory for one kind of problem: `const linkNotFound = problem("link.not_found")`, then
 * `throw linkNotFound()` or `throw linkNotFound({ detail })`.
 */
export function problem(code: ErrorCode): (options?: ProblemOptions) => ProblemError {
  return (options) => new ProblemError(code, options);
}
