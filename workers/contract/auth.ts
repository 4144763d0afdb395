/** Bodies and answers of `/api/auth`: signing up, signing in, second factors, sessions. */
import * as z from "zod";
import { MAIL_LOCALES } from "./mails.ts";

const NAME_LENGTH_MAX = 100;
/** Only a bound on the work: what a new password may be stands in domain/password.ts. */
const SECRET_LENGTH_MAX = 1_000;

/** RFC 5321 §4.5.3.1; addresses are compared in lower case. */
const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(320)
  .pipe(z.email({ error: "This is no e-mail address." }));
const password = z.string().min(1).max(SECRET_LENGTH_MAX);
/** Without control characters, which would break lines in mails. */
const name = z
  .string()
  .trim()
  .min(1)
  .max(NAME_LENGTH_MAX)
  .regex(/^[^\p{C}]*$/u, "must be without control characters");
/** Six digits of the authenticator, as people type them. */
const totpCode = z
  .string()
  .max(20)
  .transform((text) => text.replaceAll(/[\s-]/g, ""))
  .pipe(z.string().regex(/^\d{6}$/, "must be six digits"));
const backupCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9]{5}-[A-Za-z0-9]{5}$/, "must be as in a1B2c-3D4e5");
const linkToken = z.string().min(1).max(SECRET_LENGTH_MAX);

/** Nothing else is taken: a role, or a verified address, is never the caller's to choose. */
export const signUpSchema = z.strictObject({
  name,
  email,
  password,
  locale: z.enum(MAIL_LOCALES).optional(),
});
export const emailSchema = z.strictObject({ email });
export const verifyEmailQuerySchema = z.strictObject({ token: linkToken });
export const signInSchema = z.strictObject({ email, password });
export const totpSchema = z.strictObject({ code: totpCode });
export const backupCodeSchema = z.strictObject({ code: backupCode });
export const resetPasswordSchema = z.strictObject({ token: linkToken, new_password: password });
export const changePasswordSchema = z.strictObject({
  current_password: password,
  new_password: password,
});
export const passwordSchema = z.strictObject({ password });
export const revokeSessionSchema = z.strictObject({
  session_id: z.string().regex(/^ses_[0-9a-z]{26}$/),
});
/** The password of an account without a second factor, else a code of the second factor. */
export const stepUpSchema = z.union([
  passwordSchema,
  z.strictObject({ code: z.union([totpCode, backupCode]) }),
]);

export type SignUp = z.output<typeof signUpSchema>;
export type SignIn = z.output<typeof signInSchema>;
export type ResetPassword = z.output<typeof resetPasswordSchema>;
export type ChangePassword = z.output<typeof changePasswordSchema>;
export type StepUp = z.output<typeof stepUpSchema>;

export type SignedInUser = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string | null;
  readonly two_factor: boolean;
};

/** Somebody is signed in; `csrf_token` is the header `x-csrf-token` of every change. */
export type SessionAnswer = {
  readonly user: SignedInUser;
  readonly session: {
    readonly id: string;
    readonly expires_at: string;
    /** Until then nothing asks for the password or a code again. */
    readonly fresh_until: string;
  };
  readonly csrf_token: string;
};

export type SignInAnswer =
  | ({ readonly two_factor_required: false } & SessionAnswer)
  /** The password was right; the sign-in ends at `/two-factor/verify-totp` or `/verify-backup-code`. */
  | { readonly two_factor_required: true };

export type SecondFactorSetUp = {
  /** `otpauth://totp/…`, to be shown as a QR code. */
  readonly totp_uri: string;
  readonly backup_codes: readonly string[];
};

export type ListedSession = {
  readonly id: string;
  /** As in "Firefox on Windows". */
  readonly device: string;
  readonly country: string | null;
  readonly created_at: string;
  /** To the day. */
  readonly last_seen_at: string;
  readonly current: boolean;
};
