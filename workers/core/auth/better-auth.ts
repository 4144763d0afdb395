/**
 * better-auth as we use it: its functions are called by the use cases beside this file, and its own HTTP
 * handler is reachable by nobody. One instance for each request, so that nothing is shared between requests
 * but code.
 */

import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { betterAuth } from "better-auth/minimal";
import { twoFactor } from "better-auth/plugins/two-factor";
import { credentials, sessions, twoFactors, verifications } from "../../db/schema/auth.ts";
import { users } from "../../db/schema/users.ts";
import type { IdPrefix } from "../../lib/ids.ts";
import type { ServiceContext } from "../services/context.ts";
import type { Client } from "./client.ts";
import { cookieSettings } from "./cookies.ts";
import { authSecret } from "./keys.ts";
import { hashPassword, isPasswordOf } from "./password-hash.ts";

export const SESSION_DAYS = 30;
export const VERIFICATION_HOURS = 24;
export const RESET_MINUTES = 60;
const DAY_S = 24 * 60 * 60;

const SCHEMA = {
  user: users,
  session: sessions,
  account: credentials,
  verification: verifications,
  twoFactor: twoFactors,
};

const ID_PREFIXES: Readonly<Record<string, IdPrefix>> = {
  user: "usr",
  session: "ses",
  account: "cred",
  verification: "ver",
  twoFactor: "tfa",
};

export type AuthUser = { readonly id: string; readonly name: string; readonly email: string };

/** What better-auth tells of: each is called once it has happened. */
export type AuthEvents = {
  readonly onVerificationAsked: (user: AuthUser, token: string) => Promise<unknown>;
  /** Somebody signs up with an address that has an account. */
  readonly onKnownSignUp: (user: AuthUser) => Promise<unknown>;
  readonly onResetAsked: (user: AuthUser, token: string) => Promise<unknown>;
  readonly onReset: (user: AuthUser) => Promise<unknown>;
  readonly onVerified: (user: AuthUser) => Promise<unknown>;
};

/** A session that was opened during this request. */
export type OpenedSession = { readonly id: string; readonly userId: string };

function idOf(ctx: ServiceContext, model: string): string {
  const prefix = ID_PREFIXES[model];
  if (prefix === undefined) throw new Error(`better-auth asks for an id of ${model}`);
  return ctx.newId(prefix);
}

/** What lies at the bottom of an error: the layers above it name what was written, and with it persons. */
function rootOf(error: Error): string {
  return error.cause instanceof Error ? rootOf(error.cause) : error.message;
}

/** Lines of better-auth name addresses, so of its errors alone is logged what failed, and why. */
const loggerOf = ({ logger }: ServiceContext) => ({
  level: "error" as const,
  log: (_level: string, message: string, ...details: unknown[]) => {
    const error = details.find((detail) => detail instanceof Error);
    logger.warn("auth.failed", { message, reason: error && rootOf(error) });
  },
});

type About = { readonly user: AuthUser };
type WithToken = About & { readonly token: string };

const byPassword = (events: AuthEvents) => ({
  enabled: true,
  requireEmailVerification: true,
  autoSignIn: false,
  revokeSessionsOnPasswordReset: true,
  resetPasswordTokenExpiresIn: RESET_MINUTES * 60,
  /** What a password may be is said by domain/password.ts, which counts characters. */
  minPasswordLength: 1,
  maxPasswordLength: 1_000,
  password: {
    hash: hashPassword,
    verify: ({ hash, password }: { hash: string; password: string }) =>
      isPasswordOf(hash, password),
  },
  onExistingUserSignUp: async ({ user }: About) => void (await events.onKnownSignUp(user)),
  sendResetPassword: async ({ user, token }: WithToken) =>
    void (await events.onResetAsked(user, token)),
  onPasswordReset: async ({ user }: About) => void (await events.onReset(user)),
});

const verification = (events: AuthEvents) => ({
  expiresIn: VERIFICATION_HOURS * 60 * 60,
  sendVerificationEmail: async ({ user, token }: WithToken) =>
    void (await events.onVerificationAsked(user, token)),
  afterEmailVerification: async (user: AuthUser) => void (await events.onVerified(user)),
});

type Opened = { session: OpenedSession | null };

/** What a session holds beside better-auth's own, and which one was opened. */
const sessionHooks = (ctx: ServiceContext, client: Client, opened: Opened) => ({
  before: async (session: Record<string, unknown>) => ({
    data: {
      ...session,
      ipAddress: client.country,
      userAgent: client.userAgent,
      freshAt: ctx.clock(),
    },
  }),
  after: async ({ id, userId }: OpenedSession) => {
    opened.session = { id, userId };
  },
});

/** @param events what happens beside: mails, mostly */
export async function openAuth(ctx: ServiceContext, client: Client, events: AuthEvents) {
  const opened: Opened = { session: null };
  const auth = betterAuth({
    appName: "Trackdesk",
    baseURL: ctx.env.BASE_URL,
    secret: await authSecret(ctx.env),
    database: drizzleAdapter(ctx.db, { provider: "sqlite", schema: SCHEMA }),
    telemetry: { enabled: false },
    logger: loggerOf(ctx),
    user: { additionalFields: { locale: { type: "string", required: false, input: true } } },
    session: {
      expiresIn: SESSION_DAYS * DAY_S,
      /** What would be the address is the country: there is no column for an address. */
      fields: { ipAddress: "country" },
      additionalFields: { freshAt: { type: "number", required: false, input: false } },
    },
    verification: { disableCleanup: true, storeIdentifier: "hashed" },
    emailAndPassword: byPassword(events),
    emailVerification: verification(events),
    plugins: [twoFactor({ issuer: "Trackdesk", accountLockout: { enabled: false } })],
    databaseHooks: { session: { create: sessionHooks(ctx, client, opened) } },
    advanced: {
      ...cookieSettings(ctx.env),
      database: { generateId: ({ model }) => idOf(ctx, model), validateSchema: false },
      ipAddress: { disableIpTracking: true },
      backgroundTasks: { handler: ctx.waitUntil },
    },
  });
  return {
    api: auth.api,
    context: auth.$context,
    /** For calls in the client's name; with no cookie but those that are named. */
    headersWith: (cookie: string) =>
      new Headers({ "user-agent": client.userAgent, ...(cookie === "" ? {} : { cookie }) }),
    opened,
  };
}
export type OpenAuth = Awaited<ReturnType<typeof openAuth>>;
