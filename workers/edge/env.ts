/** What the edge is configured with, parsed once an isolate. */
import * as v from "valibot";
import type { BrowserEvent } from "../contract/edge/browser-event.ts";
import type { ClickPack } from "../contract/edge/click-pack.ts";
import type { EdgeGatewayRpc } from "../contract/edge/gateway.ts";

/** `pattern` is what a value must look like, `complaint` what is said of one that does not. */
const variable = (pattern: RegExp, complaint: string) =>
  v.custom<string>(
    (value) => typeof value === "string" && pattern.test(value),
    ({ input }) => (input === undefined || input === "" ? "is missing" : complaint),
  );

/** Variables of wrangler.toml and secrets; what each means stands in `.dev.vars.example`. */
const variablesSchema = v.object({
  CLICK_BUFFER_MS: variable(/^(?:[2-9]\d|[1-9]\d{2,3}|10000)$/, "is not 20 to 10000 milliseconds"),
  APP_HOSTS: variable(/^[^,]+(?:,[^,]+)*$/, "is not a list of hosts, comma-separated"),
  CLICK_TOKEN_KEYS: variable(/:/, 'is not "<id 0-15>:<32 bytes in base64url>"'),
  VISITOR_SECRET: variable(
    // The last of the 43 characters holds four bits.
    /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/,
    "is not 32 bytes in base64url; `npm run secrets` prints one",
  ),
});
type Variables = v.InferOutput<typeof variablesSchema>;

/** A field that is there and empty is judged by its own rule, whose complaint names the way out. */
const UNSET = {
  CLICK_BUFFER_MS: undefined,
  APP_HOSTS: undefined,
  CLICK_TOKEN_KEYS: undefined,
  VISITOR_SECRET: undefined,
};

export type Settings = {
  /** How long a click may wait in an isolate, ms. */
  readonly clickBufferMs: number;
  /** Hosts on which a link is `/r/:slug` only. */
  readonly appHosts: ReadonlySet<string>;
  readonly clickTokenKeys: string;
  readonly visitorSecret: string;
};

/** The Worker's environment: generated bindings, with the types that only we know of. */
export type EdgeEnv = Omit<Env, "CORE" | "CLICKS_QUEUE" | "EVENTS_QUEUE" | keyof Variables> & {
  readonly CORE: EdgeGatewayRpc;
  readonly CLICKS_QUEUE: Queue<ClickPack>;
  readonly EVENTS_QUEUE: Queue<BrowserEvent>;
} & { readonly [Name in keyof Variables]?: string };

/** Reads the settings. Throws one error that names every variable that is missing or wrong. */
export function parseSettings(env: Partial<Record<keyof Variables, unknown>>): Settings {
  const parsed = v.safeParse(variablesSchema, { ...UNSET, ...env });
  if (!parsed.success) {
    const complaints = parsed.issues.map((issue) => `${v.getDotPath(issue)} ${issue.message}`);
    throw new Error(`The edge Worker is not configured: ${complaints.join("; ")}`);
  }
  const variables = parsed.output;
  return {
    clickBufferMs: Number(variables.CLICK_BUFFER_MS),
    appHosts: new Set(variables.APP_HOSTS.split(",").map((host) => host.trim().toLowerCase())),
    clickTokenKeys: variables.CLICK_TOKEN_KEYS,
    visitorSecret: variables.VISITOR_SECRET,
  };
}
