/** Everything that can be reached under `/api/auth`, and who may; the rest is 404. The permission test walks it. */
export const AUTH_PATHS = [
  { method: "POST", path: "/sign-up/email", who: "anyone" },
  { method: "POST", path: "/send-verification-email", who: "anyone" },
  { method: "GET", path: "/verify-email", who: "anyone" },
  { method: "POST", path: "/sign-in/email", who: "anyone" },
  { method: "POST", path: "/two-factor/verify-totp", who: "anyone" },
  { method: "POST", path: "/two-factor/verify-backup-code", who: "anyone" },
  { method: "POST", path: "/request-password-reset", who: "anyone" },
  { method: "POST", path: "/reset-password", who: "anyone" },
  { method: "POST", path: "/sign-out", who: "anyone" },
  { method: "GET", path: "/get-session", who: "signed_in" },
  { method: "POST", path: "/step-up", who: "signed_in" },
  { method: "POST", path: "/change-password", who: "signed_in" },
  { method: "POST", path: "/two-factor/enable", who: "signed_in" },
  { method: "POST", path: "/two-factor/confirm", who: "signed_in" },
  { method: "POST", path: "/two-factor/disable", who: "signed_in_of_late" },
  { method: "POST", path: "/two-factor/generate-backup-codes", who: "signed_in_of_late" },
  { method: "GET", path: "/list-sessions", who: "signed_in" },
  { method: "POST", path: "/revoke-session", who: "signed_in" },
  { method: "POST", path: "/revoke-other-sessions", who: "signed_in" },
  { method: "POST", path: "/revoke-sessions", who: "signed_in" },
] as const satisfies readonly AuthPathEntry[];

export type AuthPathEntry = {
  readonly method: "GET" | "POST";
  /** Below `/api/auth`. */
  readonly path: `/${string}`;
  /** `signed_in_of_late`: signed in, or confirmed by `/step-up`, within 15 minutes. */
  readonly who: "anyone" | "signed_in" | "signed_in_of_late";
};
export type AuthPath = (typeof AUTH_PATHS)[number]["path"];
