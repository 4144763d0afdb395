/** A browser for tests of whole calls: it keeps cookies, says its origin, and sends the session's token. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq, sql } from "drizzle-orm";
import type { Hono } from "hono";
import { serializeSigned } from "hono/utils/cookie";
import type { MailContent } from "../../contract/mails.ts";
import { openDb, WriteBatch } from "../../db/batch.ts";
import { findUserByEmail } from "../../db/queries/sessions.ts";
import { credentials, sessions } from "../../db/schema/auth.ts";
import { mails } from "../../db/schema/mails.ts";
import { users } from "../../db/schema/users.ts";
import { newId } from "../../lib/ids.ts";
import { cookieName } from "../auth/cookies.ts";
import { authSecret, csrfToken } from "../auth/keys.ts";
import { hashPassword } from "../auth/password-hash.ts";
import { readEnv } from "../env.ts";
import { createApp } from "../http/app.ts";
import type { AppEnv } from "../http/app-env.ts";

export const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
export const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";
export const PASSWORD = "gjW4-kq9zX-river";

const product = createApp([]);
/** Mails stay where they are queued, so that tests can read their links. */
const noQueue = { send: async () => {}, sendBatch: async () => {} } as unknown as Queue;

type BrowserOptions = {
  readonly userAgent?: string;
  readonly country?: string;
  readonly address?: string;
  readonly bindings?: Partial<Cloudflare.Env>;
  /** What answers; the product, unless a test brings its own. */
  readonly app?: Hono<AppEnv>;
};

type Call = {
  readonly method?: string;
  readonly body?: unknown;
  /** `null` takes a header away that the browser would send. */
  readonly headers?: Readonly<Record<string, string | null>>;
};

export type Browser = ReturnType<typeof openBrowser>;

export function openBrowser(options: BrowserOptions = {}) {
  const bindings = { ...env, MAILS_QUEUE: noQueue, ...options.bindings };
  const origin = String(bindings.BASE_URL);
  const cookies = new Map<string, string>();
  const state = { csrf: "" };

  function keep(answer: Response): void {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const name = pair.slice(0, pair.indexOf("="));
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, pair.slice(pair.indexOf("=") + 1));
    }
  }

  function headersOf({ body, headers = {} }: Call): Headers {
    const all: Record<string, string | null> = {
      "user-agent": options.userAgent ?? FIREFOX,
      "cf-connecting-ip": options.address ?? null,
      "content-type": body === undefined ? null : "application/json",
      cookie: [...cookies].map((pair) => pair.join("=")).join("; ") || null,
      origin,
      "x-csrf-token": state.csrf || null,
      ...headers,
    };
    const sent = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== null);
    return new Headers(sent);
  }

  async function call(path: string, options_: Call = {}): Promise<Response> {
    const execution = createExecutionContext();
    const request = new Request(new URL(path, origin), {
      method: options_.method ?? (options_.body === undefined ? "GET" : "POST"),
      headers: headersOf(options_),
      body: options_.body === undefined ? null : JSON.stringify(options_.body),
      ...(options.country ? { cf: { country: options.country } } : {}),
      redirect: "manual",
    } as RequestInit);
    const answer = await (options.app ?? product).fetch(request, bindings, execution);
    await waitOnExecutionContext(execution);
    keep(answer);
    return answer;
  }

  /** Calls below /api/auth, and keeps the token that a session's answer brings. */
  async function auth(path: string, body: unknown = {}, extra: Call = {}) {
    const answer = await call(`/api/auth${path}`, { ...(body === null ? {} : { body }), ...extra });
    const json = (await answer.json()) as Record<string, unknown>;
    if (typeof json.csrf_token === "string") state.csrf = json.csrf_token;
    return { status: answer.status, headers: answer.headers, json };
  }

  return {
    call,
    auth,
    get: (path: string) => auth(path, null, { method: "GET" }),
    cookies,
    state,
    bindings,
    userAgent: options.userAgent ?? FIREFOX,
    country: options.country ?? null,
  };
}

export const isSignedIn = async (browser: Browser) =>
  (await browser.get("/get-session")).status === 200;

/** An address that nobody has. */
export const newEmail = () => `${newId("usr")}@example.com`;

/** Mails queued to an address, the first one first. */
export async function mailsTo(email: string) {
  const rows = await openDb(env.DB)
    .select({ kind: mails.kind, params: mails.params, locale: mails.locale })
    .from(mails)
    .where(eq(mails.toAddress, email))
    .orderBy(sql`rowid`);
  return rows as (MailContent & { readonly locale: string })[];
}

/** The path in the latest mail of a kind. */
export async function linkIn(email: string, kind: MailContent["kind"]): Promise<string> {
  const mail = (await mailsTo(email)).findLast((one) => one.kind === kind);
  if (mail === undefined || !("path" in mail.params)) throw new Error(`No ${kind} to ${email}`);
  return mail.params.path;
}

let hash: string | undefined;

/** Writes a person whose address is verified and whose password is PASSWORD; no mail tells of it. */
export async function makeUser(email: string = newEmail()): Promise<string> {
  hash ??= await hashPassword(PASSWORD);
  const at = Date.now();
  const id = newId("usr");
  const times = { createdAt: at, updatedAt: at };
  const batch = new WriteBatch(openDb(env.DB));
  batch.insert(users, [{ id, name: "Ada", email, emailVerified: true, ...times }]);
  batch.insert(credentials, [
    {
      id: newId("cred"),
      userId: id,
      accountId: id,
      providerId: "credential",
      password: hash,
      ...times,
    },
  ]);
  await batch.commit();
  return email;
}

/** Signs up and follows the link. */
export async function signUpAndVerify(browser: Browser, email: string = newEmail()) {
  const answer = await browser.auth("/sign-up/email", { name: "Ada", email, password: PASSWORD });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.json));
  await browser.call(await linkIn(email, "verify_email"));
  return email;
}

const SESSION_MS = 30 * 24 * 60 * 60_000;

/**
 * Puts a session of somebody of whom nothing else is known into the browser. Written, not signed in: that
 * hashes a password, which takes long on purpose.
 */
export async function signInAsNew(browser: Browser) {
  const email = await makeUser();
  const settings = readEnv(browser.bindings as Cloudflare.Env);
  const at = Date.now();
  const user = await findUserByEmail(openDb(env.DB), email);
  if (user === null) throw new Error("The person was not written");
  const row = {
    id: newId("ses"),
    userId: user.id,
    token: newId("req"),
    userAgent: browser.userAgent,
    country: browser.country,
    freshAt: at,
    expiresAt: at + SESSION_MS,
    createdAt: at,
    updatedAt: at,
  };
  const batch = new WriteBatch(openDb(env.DB));
  batch.insert(sessions, [row]);
  await batch.commit();
  const name = cookieName(settings, "session_token");
  const cookie = await serializeSigned(name, row.token, await authSecret(settings));
  browser.cookies.set(name, cookie.slice(cookie.indexOf("=") + 1));
  browser.state.csrf = await csrfToken(settings, row.id);
  return { email, user, session: { id: row.id } };
}
