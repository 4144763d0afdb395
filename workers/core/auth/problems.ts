/** Turns better-auth's errors into ours. */
import { APIError } from "better-auth/api";
import type { ErrorCode } from "../../contract/error-codes.ts";
import { ProblemError } from "../../contract/problem.ts";

/** better-auth's codes that a caller can bring about, by what we answer. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  INVALID_EMAIL_OR_PASSWORD: "auth.wrong_credentials",
  EMAIL_NOT_VERIFIED: "auth.email_not_verified",
  INVALID_PASSWORD: "auth.wrong_password",
  CREDENTIAL_ACCOUNT_NOT_FOUND: "auth.wrong_password",
  INVALID_TOKEN: "auth.invalid_link",
  TOKEN_EXPIRED: "auth.invalid_link",
  USER_NOT_FOUND: "auth.invalid_link",
  INVALID_CODE: "auth.wrong_code",
  INVALID_BACKUP_CODE: "auth.wrong_code",
  INVALID_TWO_FACTOR_COOKIE: "auth.no_pending_sign_in",
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: "auth.no_pending_sign_in",
  TOTP_ALREADY_ENABLED: "auth.two_factor_on",
  TOTP_NOT_ENABLED: "auth.two_factor_off",
  TWO_FACTOR_NOT_ENABLED: "auth.two_factor_off",
  BACKUP_CODES_NOT_ENABLED: "auth.two_factor_off",
  UNAUTHORIZED: "auth.signed_out",
};

/** better-auth's code of an error of its own; `null` for any other error. */
export const codeOf = (error: unknown): string | null =>
  error instanceof APIError && typeof error.body?.code === "string" ? error.body.code : null;

/** The problem that `error` is to the caller; what nobody foresaw stays as it is, and is answered 500. */
export function problemOfAuth(error: unknown): unknown {
  const code = CODES[codeOf(error) ?? ""];
  if (code !== undefined) return new ProblemError(code, { cause: error });
  const conflict = error instanceof APIError && error.statusCode === 409;
  return conflict ? new ProblemError("request.conflict", { cause: error }) : error;
}

export type Called<T> = { readonly response: T; readonly cookies: readonly string[] };

/**
 * Calls one of better-auth's functions.
 * @param run the call, with `returnHeaders: true`
 * @throws ProblemError for its errors
 */
export async function callAuth<T>(
  run: () => Promise<{ headers: Headers; response: T }>,
): Promise<Called<T>> {
  try {
    const { headers, response } = await run();
    return { response, cookies: headers.getSetCookie() };
  } catch (error) {
    throw problemOfAuth(error);
  }
}
