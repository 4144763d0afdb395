/**
 * `npm start`: builds, migrates, seeds the demo once, serves everything on one port, and prints what to
 * try. PORT chooses another port, TRACKDESK_HOME another folder for its state.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import process from "node:process";
import { demoIds } from "./demo/base-rows.ts";
import { SHOWN_AFFILIATE } from "./demo/people.ts";
import { demoSql, publishLinks, type Seeding, sendHistory } from "./demo/seed.ts";
import { execute, migrate } from "./local/database.ts";
import { ensureSecrets } from "./local/dev-vars.ts";
import { type Home, homeFolder } from "./local/home.ts";
import { runDueJobs } from "./local/jobs.ts";
import { lockHome } from "./local/lock.ts";
import { readPort, requireFreePort } from "./local/port.ts";
import { readSeedState, type SeedState, writeSeedState } from "./local/seed-state.ts";
import { spawnServer, stopServer, untilHealthy } from "./local/server.ts";
import { buildSite, catalogPrices } from "./local/site.ts";
import { explain } from "./local/way-out.ts";
import { writeSnippet } from "./snippet-file.ts";

/** What `.demo.json` holds, for scripts. */
function demoFacts({ settings, keys }: SeedState) {
  const ids = demoIds(settings);
  return {
    url: settings.origin,
    affiliate_link: `${settings.origin}/r/${SHOWN_AFFILIATE}`,
    store_url: `${settings.origin}/store/`,
    live_url: `${settings.origin}/live/`,
    inbox_url: `${settings.origin}/dev/inbox`,
    api_key: keys.coffee,
    program_id: ids.program("coffee"),
    affiliate_id: ids.affiliate(SHOWN_AFFILIATE),
  };
}

/** Everything that can be made before the server runs. */
async function prepare(home: Home, state: SeedState): Promise<void> {
  const facts = demoFacts(state);
  mkdirSync(home.folder, { recursive: true });
  await Promise.all([
    writeSnippet(),
    buildSite(home, { ...facts, ...catalogPrices() }, { DEMO_API_KEY: facts.api_key }),
    migrate(home),
  ]);
  if (state.done) return;
  writeSeedState(home, state);
  await execute(home, demoSql(state.settings, state.keys));
}

async function seed(home: Home, seeding: Seeding, state: SeedState): Promise<void> {
  if (state.done) return;
  const start = performance.now();
  await publishLinks(seeding);
  const { clicks, reports } = await sendHistory(seeding);
  writeSeedState(home, { ...state, done: true });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`  90 days of history: ${clicks} clicks, ${reports} reports (${seconds} s)`);
}

function whatToTry(facts: ReturnType<typeof demoFacts>, home: Home): string {
  return `
Trackdesk runs on ${facts.url}

  1. Follow an affiliate's link:    ${facts.affiliate_link}
     It leads to the demo store. Press "Buy".
  2. See the affiliate's numbers:   ${facts.live_url}
     The counters move while you click and buy; each commission says why.
  3. Report a sale from a server:

     curl ${facts.url}/api/v1/track/sale \\
       -H "Authorization: Bearer ${facts.api_key}" \\
       -H "Content-Type: application/json" \\
       -d '{"external_id":"order-1","coupon":"MARA10","amount":2400,"currency":"EUR"}'

  4. Read the mails that it sends:  ${facts.inbox_url}

These values are also in ${home.demoFile}. The server's log is ${home.log}.
Ctrl-C stops it, \`npm start\` goes on with the same data, \`npm run reset\` starts over.
`;
}

/** Serves until the terminal asks to stop. A server that ends by itself takes this process with it. */
async function serve(home: Home, port: number): Promise<string> {
  const server = spawnServer(home, port);
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    await stopServer(server);
    process.exit(code);
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => void stop(0));
  }
  const url = await untilHealthy(home, server, port);
  server.once("exit", () => {
    if (!stopping) console.error(`The server has ended by itself. See ${home.log}`);
    void stop(1);
  });
  return url;
}

async function start(): Promise<void> {
  const home = homeFolder();
  const port = readPort(process.env.PORT);
  lockHome(home);
  const state = readSeedState(home, `http://localhost:${port}`, Date.now());
  await requireFreePort(port);
  const secrets = ensureSecrets();
  rmSync(home.demoFile, { force: true });
  console.log(state.done ? "Starting…" : "Starting for the first time: building the demo…");
  await prepare(home, state);
  const url = await serve(home, port);
  await seed(home, { url, settings: state.settings, keys: state.keys, secrets }, state);
  runDueJobs(url, secrets.OPERATOR_TOKEN);
  const facts = demoFacts(state);
  writeFileSync(home.demoFile, `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 });
  console.log(whatToTry(facts, home));
}

start().catch((error: unknown) => {
  console.error(`\n${explain(error)}\n`);
  process.exit(1);
});
