import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { QUIET_WRANGLER } from "../command.ts";
import { writeCoreConfiguration } from "./core-configuration.ts";
import type { Home } from "./home.ts";
import { misconfigurationIn } from "./misconfiguration.ts";
import { WayOut } from "./way-out.ts";

const START_MS_MAX = 90_000;
const STOP_MS_MAX = 5_000;
const POLL_MS = 150;

const EDGE_CONFIGURATION = "workers/edge/wrangler.toml";

/**
 * Serves the site of `home`, core and edge on one port by `wrangler pages dev`. It takes the first
 * configuration from its working folder and serves only that one (docs/decisions/001).
 */
export function spawnServer(home: Home, port: number): ChildProcess {
  const log = openSync(home.log, "w");
  const core = writeCoreConfiguration(home, port);
  const configurations = ["wrangler.toml", core, resolve(EDGE_CONFIGURATION)];
  const child = spawn(
    resolve("node_modules/.bin/wrangler"),
    [
      "pages",
      "dev",
      "dist",
      ...configurations.flatMap((file) => ["-c", file]),
      ...["--port", String(port), "--inspector-port", "0", "--persist-to", home.state],
      ...["--show-interactive-dev-session", "false"],
    ],
    {
      cwd: home.site,
      // Links in mails, and the check of where a change comes from, go by the port that is served.
      env: { ...process.env, ...QUIET_WRANGLER, BASE_URL: `http://localhost:${port}` },
      stdio: ["ignore", log, log],
      // Of its own group, so that it and the runtime below it can be ended together.
      detached: true,
    },
  );
  closeSync(log);
  // Whatever ends this process: nothing may go on holding the port.
  process.once("exit", () => signal(child, "SIGKILL"));
  return child;
}

/** What core says about itself, or `null` while nobody answers. */
async function health(url: string): Promise<{ ok: boolean; text: string } | null> {
  try {
    const answer = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(10_000) });
    return { ok: answer.ok, text: (await answer.text()).slice(0, 2_000) };
  } catch {
    return null;
  }
}

const readLog = (home: Home) => readFileSync(home.log, "utf8");

const endOfLog = (home: Home) => readLog(home).trimEnd().split("\n").slice(-25).join("\n");

/**
 * Waits until core says that it is well. Answers the URL.
 * @throws WayOut with what is wrong in the configuration, else with the end of the log
 */
export async function untilHealthy(
  home: Home,
  server: ChildProcess,
  port: number,
): Promise<string> {
  const url = `http://localhost:${port}`;
  const deadline = Date.now() + START_MS_MAX;
  let last = "";
  while (server.exitCode === null && server.signalCode === null && Date.now() < deadline) {
    const answer = await health(url);
    if (answer?.ok) return url;
    const wrong = answer === null ? null : misconfigurationIn(readLog(home));
    if (wrong !== null) throw new WayOut(wrong);
    last = answer?.text ?? last;
    await wait(POLL_MS);
  }
  throw new WayOut(
    `The server did not start. The end of ${home.log}:\n\n${endOfLog(home)}\n` +
      (last ? `\nWhat /api/health answered last:\n\n${last}\n` : "") +
      "\nIf its state is damaged, start over, which deletes the demo's data:\n\n  npm run reset && npm start",
  );
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, name);
  } catch {
    // It has ended already.
  }
}

/** Ends the server and everything that it started. */
export async function stopServer(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("close", resolve));
  const running = child.exitCode === null && child.signalCode === null;
  signal(child, "SIGTERM");
  if (running) await Promise.race([ended, wait(STOP_MS_MAX, undefined, { ref: false })]);
  signal(child, "SIGKILL");
}
