/** What the edge is configured with, parsed once an isolate. */
import * as z from "zod/mini";
import type { BrowserEvent } from "../contract/edge/browser-event.ts";
import type { ClickPack } from "../contract/edge/click-pack.ts";
import type { EdgeGatewayRpc } from "../contract/edge/gateway.ts";

const text = z.string("is missing").check(z.minLength(1, "is missing"));

/** Variables of wrangler.toml and secrets; what each means stands in `.dev.vars.example`. */
const settingsSchema = z.object({
  CLICK_BUFFER_MS: z.pipe(
    z.pipe(
      text.check(z.regex(/^\d{1,5}$/, "is not a number of milliseconds")),
      z.transform(Number),
    ),
    z.number().check(z.gte(20, "is below 20"), z.lte(10_000, "is above 10000")),
  ),
  APP_HOSTS: z.pipe(
    text,
    z.transform((hosts) => new Set(hosts.split(",").map((host) => host.trim().toLowerCase()))),
  ),
  CLICK_TOKEN_KEYS: text,
  VISITOR_SECRET: text.check(
    z.regex(/^[A-Za-z0-9_-]{43}$/, "is not 32 bytes in base64url (npm run secrets prints one)"),
  ),
});
export type Settings = z.infer<typeof settingsSchema>;

/** The Worker's environment: generated bindings, with the types that only we know of. */
export type EdgeEnv = Omit<Env, "CORE" | "CLICKS_QUEUE" | "EVENTS_QUEUE" | keyof Settings> & {
  readonly CORE: EdgeGatewayRpc;
  readonly CLICKS_QUEUE: Queue<ClickPack>;
  readonly EVENTS_QUEUE: Queue<BrowserEvent>;
} & { readonly [Name in keyof Settings]?: string };

/** Reads the settings. Throws one error that names every variable that is missing or wrong. */
export function parseSettings(env: Partial<Record<keyof Settings, unknown>>): Settings {
  const parsed = settingsSchema.safeParse(env);
  if (parsed.success) return parsed.data;
  const complaints = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  throw new Error(`The edge Worker is not configured: ${complaints.join("; ")}`);
}
