/** Mails that the product sends: their kinds, and what each kind says. */
import * as z from "zod";

export const MAIL_LOCALES = ["en", "de"] as const;
export type MailLocale = (typeof MAIL_LOCALES)[number];
export const DEFAULT_MAIL_LOCALE: MailLocale = "en";

/** RFC 5321 §4.5.3.1: 64 octets of local part, 255 of domain. */
const ADDRESS_LENGTH_MAX = 320;
const WORDS_LENGTH_MAX = 1_000;
const PATH_LENGTH_MAX = 2_000;

export const mailAddressSchema = z.email().max(ADDRESS_LENGTH_MAX);

/** What a person has written; a template may shorten it, and takes away what could mislead. */
const words = z.string().max(WORDS_LENGTH_MAX);
/**
 * Where a link leads: a path on the installation's own origin (BASE_URL), with its query. So no mail can
 * carry a link to anywhere else.
 */
const path = z
  .string()
  .max(PATH_LENGTH_MAX)
  .regex(/^\/(?![/\\])[\x21-\x7e]*$/, "must be a path on the installation's own origin");
/** UTC ms. */
const at = z.int().nonnegative();
const count = z.int().positive();

/**
 * What each kind of mail is filled with. `name` is of the person written to, `path` of the page behind the
 * mail's button.
 */
export const mailParamSchemas = {
  welcome: z.strictObject({ name: words, path }),
  verify_email: z.strictObject({ name: words, path, validHours: count }),
  password_reset: z.strictObject({ name: words, path, validMinutes: count }),
  /** Somebody signed up with an address that has an account; `path`: where its password is reset. */
  already_registered: z.strictObject({ name: words, path, validMinutes: count }),
  /** `path`: where a password is reset, for whoever did not change it. */
  password_changed: z.strictObject({ name: words, at, path }),
  /** `device` as in "Firefox on Windows"; `country` ISO 3166-1 alpha-2; `path`: the list of sessions. */
  new_sign_in: z.strictObject({
    name: words,
    at,
    device: words,
    country: z.string().length(2).nullable(),
    path,
  }),
  member_invitation: z.strictObject({
    organization: words,
    inviter: words,
    role: z.enum(["owner", "admin", "manager", "viewer"]),
    path,
    validDays: count,
  }),
  affiliate_invitation: z.strictObject({
    organization: words,
    program: words,
    /** In the merchant's words. */
    message: words.nullable(),
    path,
    validDays: count,
  }),
  /** To those who decide; `name` is the applicant's. */
  application_received: z.strictObject({ name: words, program: words, path }),
  application_approved: z.strictObject({ name: words, program: words, path }),
  application_rejected: z.strictObject({
    name: words,
    program: words,
    /** In the merchant's words. */
    reason: words.nullable(),
  }),
  /** `path`: where a password is reset. */
  account_locked: z.strictObject({ name: words, lockedMinutes: count, path }),
  data_export_ready: z.strictObject({ name: words, path, validDays: count }),
  /** `path`: where the deletion is called off. */
  account_deletion_scheduled: z.strictObject({ name: words, deletedAt: at, path }),
} as const;

export type MailKind = keyof typeof mailParamSchemas;
export const MAIL_KINDS = Object.keys(mailParamSchemas) as MailKind[];
export type MailParams<Kind extends MailKind> = z.infer<(typeof mailParamSchemas)[Kind]>;

/** A kind with what it is filled with. */
export type MailContent<Kind extends MailKind = MailKind> = {
  [Each in Kind]: { readonly kind: Each; readonly params: MailParams<Each> };
}[Kind];

/** A mail as a use case asks for it: `queueMail(ctx, { kind: "welcome", to, params: { name, path } })`. */
export type NewMail = MailContent & {
  readonly to: string;
  /** English when absent. */
  readonly locale?: MailLocale;
  /** Whom and what it is about, so that it can be found, and erased with the person. */
  readonly userId?: string;
  readonly organizationId?: string;
  readonly programId?: string;
};

/** A message of the queue `trackdesk-mails`: nothing in it but where to find the mail. */
export const mailMessageSchema = z.object({ mail_id: z.string() });
export type MailMessage = z.infer<typeof mailMessageSchema>;
