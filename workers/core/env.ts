/** Variables and secrets, parsed once at the boundary. What each is for stands in .dev.vars.example. */
import * as z from "zod";
import { fromBase64Url } from "../domain/base64url.ts";
import { type IpNetwork, parseIpNetwork } from "../domain/ip-address.ts";
import { type EmailSettings, emailSettingsSchema } from "./email-settings.ts";

const SECRET_BYTES = 32;
const BASE64URL_32 = /^[A-Za-z0-9_-]{43}$/;
/** Fewer different bytes than this in 32 is no random number: placeholders and repeated letters. */
const DIFFERENT_BYTES_MIN = 10;

const isStrong = (text: string): boolean => {
  const bytes = fromBase64Url(text);
  return bytes?.length === SECRET_BYTES && new Set(bytes).size >= DIFFERENT_BYTES_MIN;
};
const secret = z
  .string({ error: "is missing" })
  .regex(BASE64URL_32, "must be 32 random bytes in base64url (43 characters)")
  .refine(isStrong, "is not random: take a generated one");

const tokenKey = /^(\d|1[0-5]):([A-Za-z0-9_-]{43})$/;
const clickTokenKeys = z
  .string({ error: "is missing" })
  .refine(
    (text) =>
      text.split(",").every((part) => isStrong(tokenKey.exec(part.trim())?.[2] ?? "")) &&
      new Set(text.split(",").map((part) => part.trim().split(":")[0])).size ===
        text.split(",").length,
    'must be "<key id 0-15>:<32 random bytes in base64url>", comma-separated, each id once',
  );

const hosts = z
  .string({ error: "is missing" })
  .transform((text) => text.split(",").map((host) => host.trim().toLowerCase()))
  .refine((list) => list.every((host) => /^[a-z0-9.[\]:-]+$/.test(host)), "must be host names")
  .transform((list): ReadonlySet<string> => new Set(list));

/** Comma-separated addresses and networks; empty means anywhere. */
const networks = z
  .string()
  .optional()
  .transform((text = "") => text.split(",").map((part) => part.trim()))
  .transform((parts) => parts.filter((part) => part !== "").map(parseIpNetwork))
  .refine((list) => !list.includes(null), "must be IP addresses or networks, such as 192.0.2.0/24")
  .transform((list) => list.filter((network): network is IpNetwork => network !== null));

/** Milliseconds, as text. */
const clickTotalsMs = z
  .string()
  .regex(/^\d+$/, "must be whole milliseconds")
  .optional()
  .transform((text = "300000") => Number(text))
  .refine((ms) => ms >= 15_000 && ms <= 3_600_000, "must be 15000 to 3600000 milliseconds");

const variablesSchema = z.object({
  ENVIRONMENT: z.enum(["development", "test", "production"], {
    error: "must be development, test or production",
  }),
  API_HOSTS: hosts,
  BASE_URL: z
    .url({ protocol: /^https?$/, error: "must be an http(s) origin, such as https://app.example" })
    .refine(
      (text) => URL.canParse(text) && new URL(text).origin === text,
      "must be an origin, without a path",
    ),
  CLICK_TOKEN_KEYS: clickTokenKeys,
  VISITOR_SECRET: secret,
  SIGNING_SECRET: secret,
  OPERATOR_TOKEN: secret,
  ADMIN_ADDRESSES: networks,
  CLICK_TOTALS_MS: clickTotalsMs,
});
export type Variables = z.infer<typeof variablesSchema>;

/** Bindings as the platform gives them, variables as the schemas read them. */
export type CoreEnv = Omit<Cloudflare.Env, keyof Variables> &
  Variables & { readonly email: EmailSettings };

const SECRETS = ["CLICK_TOKEN_KEYS", "VISITOR_SECRET", "SIGNING_SECRET", "OPERATOR_TOKEN"];
const SECRETS_OF_PROVIDERS = ["SMTP_PASSWORD", "EMAIL_HTTP_KEY"];
function wayOut(name: string): string {
  const place = "put it into .dev.vars, or set it by `wrangler secret put`";
  if (SECRETS.includes(name)) return `\`npm run secrets\` prints one; ${place}`;
  if (SECRETS_OF_PROVIDERS.includes(name)) return `it is your mail provider's; ${place}`;
  return "set it in wrangler.toml under [vars]; .dev.vars.example explains it";
}

/** A variable is missing or wrong. The message names each and how to get it, never a value. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

let parsed: { readonly from: unknown; readonly env: CoreEnv } | null = null;

/**
 * The environment with its variables parsed; the same object for the same environment.
 * @throws ConfigurationError naming every variable that is missing or wrong.
 */
export function readEnv(env: Cloudflare.Env): CoreEnv {
  if (parsed?.from === env) return parsed.env;
  const variables = variablesSchema.safeParse(env);
  const email = emailSettingsSchema.safeParse(env);
  if (!variables.success || !email.success) {
    const issues = [...(variables.error?.issues ?? []), ...(email.error?.issues ?? [])];
    const lines = issues.map(
      ({ path, message }) => `  ${String(path[0])} ${message}: ${wayOut(String(path[0]))}`,
    );
    throw new ConfigurationError(`Configuration is incomplete:\n${lines.join("\n")}`);
  }
  parsed = { from: env, env: { ...env, ...variables.data, email: email.data } };
  return parsed.env;
}
