import { ProblemError } from "../../contract/problem.ts";
import { PermissionDenied } from "../../domain/permission.ts";
import { isLostRace } from "./lost-race.ts";

/** What the caller is told when a verb refused, or lost its race; `null` when it failed. */
export function problemOf(error: unknown): ProblemError | null {
  if (error instanceof ProblemError) return error;
  if (error instanceof PermissionDenied) return problemOfRefusal(error);
  return isLostRace(error) ? new ProblemError("request.conflict", { cause: error }) : null;
}

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
