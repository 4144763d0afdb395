import { problem } from "../../contract/problem.ts";
import {
  PASSWORD_LENGTH_MAX,
  PASSWORD_LENGTH_MIN,
  type PasswordProblem,
  passwordProblem,
} from "../../domain/password.ts";

const invalid = problem("request.invalid");

const MESSAGES: Readonly<Record<PasswordProblem, string>> = {
  too_short: `At least ${PASSWORD_LENGTH_MIN} characters.`,
  too_long: `At most ${PASSWORD_LENGTH_MAX} characters.`,
  is_email: "Not the e-mail address.",
  too_common: "Too many people take this one.",
};

/** @param path the field's name. @throws ProblemError `request.invalid` for a password that may not be */
export function assertPassword(password: string, email: string, path: string): void {
  const code = passwordProblem(password, email);
  if (code !== null) throw invalid({ errors: [{ path, code, message: MESSAGES[code] }] });
}
