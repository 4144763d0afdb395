import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { secretLines } from "../secrets.ts";
import { WayOut } from "./way-out.ts";

const CORE_FILE = ".dev.vars";
const EDGE_FILE = "workers/edge/.dev.vars";
const EDGE_SECRETS = ["CLICK_TOKEN_KEYS", "VISITOR_SECRET"] as const;
const SECRETS = [...EDGE_SECRETS, "SIGNING_SECRET", "OPERATOR_TOKEN"] as const;

export type Secrets = Readonly<Record<(typeof SECRETS)[number], string>>;

/** Reads .dev.vars' text. @throws WayOut naming what is missing */
export function parseSecrets(text: string): Secrets {
  const values = parseEnv(text);
  const missing = SECRETS.filter((name) => !values[name]);
  if (missing.length > 0) {
    throw new WayOut(
      `${CORE_FILE} lacks ${missing.join(", ")}.\n\`npm run secrets\` prints strong values: copy what is missing, or delete ${CORE_FILE} to have it written anew.`,
    );
  }
  return Object.fromEntries(SECRETS.map((name) => [name, values[name]])) as Secrets;
}

/** What the edge Worker's file holds: the secrets that it shares with core, and no others. */
export const edgeLines = (secrets: Secrets): string =>
  [
    "# Written by `npm start` from the .dev.vars of core: both must have the same keys.",
    ...EDGE_SECRETS.map((name) => `${name}="${secrets[name]}"`),
    "",
  ].join("\n");

/** The secrets of this installation; fresh ones are written when there are none. @throws WayOut */
export function ensureSecrets(): Secrets {
  if (!existsSync(CORE_FILE)) writeFileSync(CORE_FILE, secretLines(), { mode: 0o600 });
  const secrets = parseSecrets(readFileSync(CORE_FILE, "utf8"));
  const lines = edgeLines(secrets);
  const same = existsSync(EDGE_FILE) && readFileSync(EDGE_FILE, "utf8") === lines;
  if (!same) writeFileSync(EDGE_FILE, lines, { mode: 0o600 });
  return secrets;
}
