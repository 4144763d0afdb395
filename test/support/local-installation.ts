/** A whole local installation, started as `npm start` does, with a state folder and a port of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";

/** What `.demo.json` says. */
export type DemoFacts = {
  readonly url: string;
  readonly affiliate_link: string;
  readonly store_url: string;
  readonly live_url: string;
  readonly inbox_url: string;
  readonly api_key: string;
  readonly program_id: string;
  readonly affiliate_id: string;
};

export type Installation = {
  readonly facts: DemoFacts;
  readonly output: () => string;
  /** Ctrl-C. Answers the exit code. */
  readonly stop: () => Promise<number | null>;
};

const POLL_MS = 100;

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || address === null) throw new Error("No free port");
  return address.port;
}

export const makeHome = (): string => mkdtempSync(join(tmpdir(), "trackdesk-"));

/** Runs `npm start`'s script. */
export function runStart(
  home: string,
  port: number,
): { child: ChildProcess; output: () => string } {
  const parts: string[] = [];
  const child = spawn("node", ["scripts/preflight.mjs", "scripts/start.ts"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TRACKDESK_HOME: home, PORT: String(port) },
  });
  child.stdout?.on("data", (part) => parts.push(String(part)));
  child.stderr?.on("data", (part) => parts.push(String(part)));
  return { child, output: () => parts.join("") };
}

/** Starts, and resolves when it says what to try. @throws with its output when it ends instead */
export async function startInstallation(home: string, port: number): Promise<Installation> {
  const file = join(home, ".demo.json");
  rmSync(file, { force: true });
  const { child, output } = runStart(home, port);
  while (!existsSync(file) || !output().includes("Ctrl-C")) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(output());
    await wait(POLL_MS);
  }
  return {
    facts: JSON.parse(readFileSync(file, "utf8")) as DemoFacts,
    output,
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      child.kill("SIGINT");
      await once(child, "exit");
      return child.exitCode;
    },
  };
}
