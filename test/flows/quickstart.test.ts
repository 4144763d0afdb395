/** Runs docs/guides/quickstart-api.md: its blocks in one shell, against an installation of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import process from "node:process";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  freePort,
  type Installation,
  makeHome,
  startInstallation,
} from "../support/local-installation.ts";

const GUIDE = "docs/guides/quickstart-api.md";
const START_MS = 240_000;
const home = makeHome();
let installation: Installation;

beforeAll(async () => {
  installation = await startInstallation(home, await freePort());
}, START_MS);

afterAll(async () => {
  await installation?.stop();
  rmSync(home, { recursive: true, force: true });
});

/** The guide's blocks as one script, which ends at the first command that fails. */
function scriptOf(guide: string): string {
  const blocks = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block);
  return ["set -euo pipefail", ...blocks].join("\n");
}

async function runScript(
  script: string,
): Promise<{ code: number | null; output: string; errors: string }> {
  const child = spawn("bash", ["-c", script], {
    env: { ...process.env, BASE: installation.facts.url.replace(/\/$/, "") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.on("data", (part) => {
    output += String(part);
  });
  child.stderr.on("data", (part) => {
    errors += String(part);
  });
  const [code] = await once(child, "close");
  return { code, output, errors };
}

it(
  "leads from nothing to a commission that explains itself, as it is written",
  async () => {
    const { code, output, errors } = await runScript(scriptOf(readFileSync(GUIDE, "utf8")));
    expect(code, `${output}\n${errors}`).toBe(0);
    const trace = JSON.parse(output.slice(output.lastIndexOf('{"commission":')));
    expect(trace.commission).toMatchObject({ amount: 480, currency: "EUR", state: "pending" });
    expect(trace.attribution.sentences.length).toBeGreaterThan(0);
    expect(trace.attribution.trace).toBeNull();
    expect(trace.amount.sentences.join(" ")).toContain("20 %");
  },
  START_MS,
);
