/** Fills a local installation with the demo: rows by SQL, then the history through the product itself. */
import { parseTokenKeys } from "../../workers/lib/crypto.ts";
import { callCore } from "../local/core-api.ts";
import type { Secrets } from "../local/dev-vars.ts";
import { baseSql, type DemoSettings } from "./base-rows.ts";
import { clickHistory, clickPacks } from "./click-history.ts";
import { conversionHistory, type Line } from "./conversion-history.ts";
import { type DemoKeys, linkSql } from "./link-rows.ts";
import type { ProgramName } from "./people.ts";
import { rewardSql } from "./reward-rows.ts";

const LINES_PER_CALL = 100;
/** A call holds at most 256 KB. */
const PACKS_PER_CALL = 2;

export const demoSql = (settings: DemoSettings, keys: DemoKeys): string =>
  [baseSql(settings), rewardSql(settings), linkSql(settings, keys)].join("");

export type Seeding = {
  readonly url: string;
  readonly settings: DemoSettings;
  readonly keys: DemoKeys;
  readonly secrets: Secrets;
};

/** Every line of a bulk upload is answered by itself: one that was refused is a mistake of the seed. */
function requireAccepted(answer: Record<string, unknown>): void {
  const results = answer.results as readonly { readonly status: number }[];
  const refused = results.find(({ status }) => status >= 300);
  if (refused) throw new Error(`The seed sent a line that was refused: ${JSON.stringify(refused)}`);
}

async function sendConversions(seeding: Seeding, program: ProgramName, lines: readonly Line[]) {
  const own = lines.filter((line) => line.program === program).map(({ body }) => body);
  for (let first = 0; first < own.length; first += LINES_PER_CALL) {
    const conversions = own.slice(first, first + LINES_PER_CALL);
    requireAccepted(
      await callCore(`${seeding.url}/api/v1/track/bulk`, seeding.keys[program], { conversions }),
    );
  }
}

/**
 * Sends the history: clicks as packs, then what they led to. All of it may be repeated: packs and
 * orders have the same ids every time and count once.
 */
export async function sendHistory(seeding: Seeding): Promise<{ clicks: number; reports: number }> {
  const { url, settings, secrets } = seeding;
  const clicks = clickHistory(settings);
  const packs = clickPacks(clicks, settings);
  for (let first = 0; first < packs.length; first += PACKS_PER_CALL) {
    const body = { packs: packs.slice(first, first + PACKS_PER_CALL) };
    await callCore(`${url}/api/v1/operator/click-packs`, secrets.OPERATOR_TOKEN, body);
  }
  const lines = await conversionHistory(
    clicks,
    settings,
    await parseTokenKeys(secrets.CLICK_TOKEN_KEYS),
  );
  await sendConversions(seeding, "coffee", lines);
  await sendConversions(seeding, "academy", lines);
  return { clicks: clicks.length, reports: lines.length };
}

/** Writes what the edge looks up from the rows that the seed put into the database. */
export async function publishLinks({ url, secrets }: Seeding): Promise<void> {
  await callCore(`${url}/api/v1/operator/jobs/rebuild-links/run`, secrets.OPERATOR_TOKEN);
}
