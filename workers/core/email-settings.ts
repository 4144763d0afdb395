/** How mails leave: EMAIL_TRANSPORT, EMAIL_FROM, and what the transport needs. */
import * as z from "zod";
import { mailAddressSchema } from "../contract/mails.ts";
import type { HttpProvider } from "./providers/email/http-transport.ts";
import type { Endpoint } from "./providers/email/smtp/connection.ts";
import type { Credentials } from "./providers/email/smtp/session.ts";
import type { Mailbox } from "./providers/email/transport.ts";

export type EmailSettings = { readonly from: Mailbox } & (
  | { readonly transport: "inbox" }
  | { readonly transport: "cloudflare"; readonly binding: SendEmail }
  | { readonly transport: "http"; readonly provider: HttpProvider }
  | {
      readonly transport: "smtp";
      readonly endpoint: Endpoint;
      readonly credentials: Credentials | null;
    }
);

/** Of submission with TLS from the start (RFC 8314 §3.3). */
const TLS_PORT = 465;
/** Closed to Workers, and no port for clients (RFC 6409). */
const RELAY_PORT = 25;
const PORT_MAX = 65_535;
const LOOPBACK = ["localhost", "127.0.0.1", "::1", "[::1]"];
const isLoopback = (host: string) => LOOPBACK.includes(host);
const DEFAULT_HTTP_URL = "https://api.resend.com/emails";
const NAME_AND_ADDRESS = /^(.*?)\s*<([^<>]+)>$/;

const mailbox = z
  .string({ error: 'is missing: "Name <address>", or an address' })
  .transform((text, ctx): Mailbox => {
    const [, name = "", address = text] = NAME_AND_ADDRESS.exec(text.trim()) ?? [];
    if (!mailAddressSchema.safeParse(address).success) {
      const message = 'must be "Name <address>", or an address';
      ctx.issues.push({ code: "custom", message, input: text });
      return z.NEVER;
    }
    return { name: name.replace(/^"(.*)"$/, "$1"), address };
  });

const optionalText = z
  .string()
  .optional()
  .transform((text) => (text === "" ? undefined : text));

const variables = z.object({
  ENVIRONMENT: z.string().optional(),
  EMAIL_TRANSPORT: z.enum(["inbox", "smtp", "cloudflare", "http"], {
    error: "must be inbox, smtp, cloudflare or http",
  }),
  EMAIL_FROM: mailbox,
  SMTP_HOST: optionalText,
  SMTP_PORT: optionalText,
  SMTP_SECURE: z
    .enum(["", "tls", "starttls", "none"], { error: "must be tls, starttls or none" })
    .optional(),
  SMTP_USER: optionalText,
  SMTP_PASSWORD: optionalText,
  EMAIL_HTTP_URL: optionalText,
  EMAIL_HTTP_KEY: optionalText,
  EMAIL: z.custom<SendEmail>().optional(),
});
type EmailVariables = z.infer<typeof variables>;
type Fault = { readonly name: keyof EmailVariables; readonly message: string };

function endpointOf({ SMTP_HOST = "", SMTP_PORT, SMTP_SECURE }: EmailVariables): Endpoint {
  const port = Number(SMTP_PORT);
  const security = SMTP_SECURE || (port === TLS_PORT ? "tls" : "starttls");
  return { host: SMTP_HOST, port, security };
}

function smtpFaults(from: EmailVariables): Fault[] {
  const { host, port, security } = endpointOf(from);
  const faults: Fault[] = [];
  const refuse = (name: Fault["name"], message: string) => faults.push({ name, message });
  if (host === "") refuse("SMTP_HOST", "is missing, which EMAIL_TRANSPORT=smtp needs");
  if (!Number.isInteger(port) || port < 1 || port > PORT_MAX) {
    refuse("SMTP_PORT", "must be a port, such as 465 or 587");
  }
  if (port === RELAY_PORT) refuse("SMTP_PORT", "must not be 25, which is closed to Workers");
  if (security === "none" && !isLoopback(host)) {
    refuse("SMTP_SECURE", "may be none on this machine only: mails hold secrets");
  }
  if ((from.SMTP_USER === undefined) !== (from.SMTP_PASSWORD === undefined)) {
    refuse(from.SMTP_USER === undefined ? "SMTP_USER" : "SMTP_PASSWORD", "is missing: set both");
  }
  return faults;
}

function httpFaults({
  EMAIL_HTTP_URL = DEFAULT_HTTP_URL,
  EMAIL_HTTP_KEY,
}: EmailVariables): Fault[] {
  const url = URL.canParse(EMAIL_HTTP_URL) ? new URL(EMAIL_HTTP_URL) : null;
  const safe = url?.protocol === "https:" || (url !== null && isLoopback(url.hostname));
  const faults: Fault[] = [];
  if (!safe) faults.push({ name: "EMAIL_HTTP_URL", message: "must be an https address" });
  if (EMAIL_HTTP_KEY === undefined) {
    faults.push({
      name: "EMAIL_HTTP_KEY",
      message: "is missing, which EMAIL_TRANSPORT=http needs",
    });
  }
  return faults;
}

function faultsOf(from: EmailVariables): Fault[] {
  if (from.EMAIL_TRANSPORT === "smtp") return smtpFaults(from);
  if (from.EMAIL_TRANSPORT === "http") return httpFaults(from);
  if (from.EMAIL_TRANSPORT === "cloudflare") {
    const message = "is cloudflare, but wrangler.toml has no binding EMAIL under [[send_email]]";
    return from.EMAIL === undefined ? [{ name: "EMAIL_TRANSPORT", message }] : [];
  }
  const message = "must be smtp, cloudflare or http in production: inbox sends nothing";
  return from.ENVIRONMENT === "production" ? [{ name: "EMAIL_TRANSPORT", message }] : [];
}

function settingsOf(from: EmailVariables): EmailSettings {
  const { EMAIL_FROM, EMAIL_TRANSPORT, EMAIL, SMTP_USER, SMTP_PASSWORD } = from;
  const { EMAIL_HTTP_URL, EMAIL_HTTP_KEY } = from;
  if (EMAIL_TRANSPORT === "smtp") {
    const signsIn = SMTP_USER !== undefined && SMTP_PASSWORD !== undefined;
    const credentials = signsIn ? { user: SMTP_USER, password: SMTP_PASSWORD } : null;
    return { from: EMAIL_FROM, transport: "smtp", endpoint: endpointOf(from), credentials };
  }
  if (EMAIL_TRANSPORT === "cloudflare" && EMAIL !== undefined) {
    return { from: EMAIL_FROM, transport: "cloudflare", binding: EMAIL };
  }
  if (EMAIL_TRANSPORT === "http" && EMAIL_HTTP_KEY !== undefined) {
    const provider = { url: EMAIL_HTTP_URL ?? DEFAULT_HTTP_URL, key: EMAIL_HTTP_KEY };
    return { from: EMAIL_FROM, transport: "http", provider };
  }
  return { from: EMAIL_FROM, transport: "inbox" };
}

/** Reads the variables; every fault names the variable that is wrong. */
export const emailSettingsSchema = variables.transform((from, ctx): EmailSettings => {
  const faults = faultsOf(from);
  for (const { name, message } of faults) {
    ctx.issues.push({ code: "custom", path: [name], message, input: undefined });
  }
  return faults.length > 0 ? z.NEVER : settingsOf(from);
});
