/** What is known of whoever makes a request, as far as signing in cares. */
import { parseUserAgent } from "../../domain/user-agent.ts";

export type Client = {
  /** The request's Cookie header; empty without one. */
  readonly cookie: string;
  readonly userAgent: string;
  /** ISO 3166-1 alpha-2; `null` when unknown. */
  readonly country: string | null;
  /** From cf-connecting-ip alone, which nobody but the platform sets. Never stored. */
  readonly address: string | null;
};

const USER_AGENT_LENGTH_MAX = 400;
const COUNTRY = /^[A-Z]{2}$/;

export function clientOf(request: Request): Client {
  const { country } = request.cf ?? {};
  return {
    cookie: request.headers.get("cookie") ?? "",
    userAgent: (request.headers.get("user-agent") ?? "").slice(0, USER_AGENT_LENGTH_MAX),
    country: typeof country === "string" && COUNTRY.test(country) ? country : null,
    address: request.headers.get("cf-connecting-ip"),
  };
}

/** The program that calls itself by a name, as in `curl/8.5.0`; every browser calls itself Mozilla. */
const PROGRAM = /^(?!Mozilla)([A-Za-z][\w.-]{0,30})\//;

/** A user agent as people call it: "Firefox on Windows". */
export function deviceName(userAgent: string): string {
  const { browser, os } = parseUserAgent(userAgent);
  const program = PROGRAM.exec(userAgent)?.[1] ?? "Unknown browser";
  const name = browser === "other" ? program : browser;
  return os === "other" ? name : `${name} on ${os}`;
}
