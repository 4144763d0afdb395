import { ProblemError } from "../../contract/problem.ts";
import type { PermissionDenied } from "../../domain/permission.ts";

/** What the caller is told about a refusal: what is not theirs to see does not exist for them. */
export function problemOfRefusal(error: PermissionDenied): ProblemError {
  switch (error.refusal) {
    case "foreign":
      return new ProblemError(error.noun ? `${error.noun}.not_found` : "auth.not_allowed");
    case "missing_scope":
      return new ProblemError("auth.missing_scope", { detail: `It needs ${error.scope}.` });
    case "wrong_mode":
      return new ProblemError("auth.wrong_mode");
    case "two_factor_required":
      return new ProblemError("auth.two_factor_required");
    case "signed_out":
      return new ProblemError("auth.signed_out");
    case "not_allowed":
      return new ProblemError("auth.not_allowed");
  }
}
