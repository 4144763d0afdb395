/** Mails of signing in. Paths are of the dashboard's pages, but for the link that verifies an address. */
import { MAIL_LOCALES, type MailContent, type MailLocale } from "../../contract/mails.ts";
import { dropVerifications, noteVerifiedEmail } from "../../db/queries/sessions.ts";
import type { ServiceContext } from "../services/context.ts";
import { queueMail } from "../services/mails/queue-mail.ts";
import { type AuthEvents, RESET_MINUTES, VERIFICATION_HOURS } from "./better-auth.ts";
import { type Client, deviceName } from "./client.ts";

export type Recipient = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly locale?: unknown;
};

const FORGOTTEN_PATH = "/forgot-password";
const SESSIONS_PATH = "/account/sessions";

function localeOf({ locale }: Recipient): { locale: MailLocale } | Record<string, never> {
  const known = MAIL_LOCALES.find((one) => one === locale);
  return known === undefined ? {} : { locale: known };
}

/** A mail that cannot be queued fails nothing: what it tells of has happened. */
async function mail(ctx: ServiceContext, to: Recipient, content: MailContent): Promise<void> {
  try {
    await queueMail(ctx, { ...content, ...localeOf(to), to: to.email, userId: to.id });
  } catch (error) {
    ctx.logger.error("auth.mail_failed", { kind: content.kind, error });
  }
}

export const mailAccountLocked = (ctx: ServiceContext, to: Recipient, lockedMinutes: number) =>
  mail(ctx, to, {
    kind: "account_locked",
    params: { name: to.name, lockedMinutes, path: FORGOTTEN_PATH },
  });

export const mailPasswordChanged = (ctx: ServiceContext, to: Recipient) =>
  mail(ctx, to, {
    kind: "password_changed",
    params: { name: to.name, at: ctx.clock(), path: FORGOTTEN_PATH },
  });

export const mailNewSignIn = (ctx: ServiceContext, to: Recipient, client: Client) =>
  mail(ctx, to, {
    kind: "new_sign_in",
    params: {
      name: to.name,
      at: ctx.clock(),
      device: deviceName(client.userAgent),
      country: client.country,
      path: SESSIONS_PATH,
    },
  });

const resetParams = (to: Recipient, token: string) => ({
  name: to.name,
  path: `/reset-password?token=${token}`,
  validMinutes: RESET_MINUTES,
});

/** To the owner of an address with which somebody signs up again. */
export const mailAlreadyRegistered = (ctx: ServiceContext, to: Recipient, token: string) =>
  mail(ctx, to, { kind: "already_registered", params: resetParams(to, token) });

const mailWelcome = (ctx: ServiceContext, to: Recipient) =>
  mail(ctx, to, { kind: "welcome", params: { name: to.name, path: "/" } });

/**
 * What happens beside better-auth's own work. A new password by mail proves the address as well: so
 * whoever signed up with somebody else's address loses it to its owner.
 */
export const authEvents = (ctx: ServiceContext): AuthEvents => ({
  onVerificationAsked: (to, token) =>
    mail(ctx, to, {
      kind: "verify_email",
      params: {
        name: to.name,
        path: `/api/auth/verify-email?token=${token}`,
        validHours: VERIFICATION_HOURS,
      },
    }),
  onResetAsked: (to, token) =>
    mail(ctx, to, { kind: "password_reset", params: resetParams(to, token) }),
  onReset: async (to) => {
    await dropVerifications(ctx.db, to.id);
    if (await noteVerifiedEmail(ctx.db, to.id, ctx.clock())) await mailWelcome(ctx, to);
    await mailPasswordChanged(ctx, to);
  },
  onVerified: (to) => mailWelcome(ctx, to),
  onKnownSignUp: async () => {},
});
