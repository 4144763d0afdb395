import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildSnippet, gzippedBytes, SNIPPET_BYTES_MAX } from "../build-snippet.ts";
import { QUIET_WRANGLER, runCommand } from "../command.ts";
import type { Check, CheckResult } from "./check.ts";

/** Design §5: most clicks meet a cold isolate, so the edge Worker is kept tiny. */
export const EDGE_BYTES_MAX = 20 * 1024;

/** Says how much of a budget is used, and whether that is too much. */
export function withinBudget(what: string, bytes: number, bytesMax: number): CheckResult {
  const note = `${bytes} of ${bytesMax} bytes gzipped`;
  return bytes <= bytesMax ? { problems: [], note } : { problems: [`${what}: ${note}`] };
}

/** Bytes of what is uploaded, each module gzipped by itself; source maps are not part of it. */
export function uploadBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.map$|^README\.md$/.test(entry.name))
    .map((entry) => gzipSync(readFileSync(join(entry.parentPath, entry.name)), { level: 9 }).length)
    .reduce((sum, bytes) => sum + bytes, 0);
}

const edge: Check = {
  name: "budget: edge bundle",
  async run() {
    const folder = mkdtempSync(join(tmpdir(), "edge-bundle-"));
    try {
      const { code, output } = await runCommand(
        "wrangler",
        ["deploy", "--dry-run", "-c", "workers/edge/wrangler.toml", "--outdir", folder],
        QUIET_WRANGLER,
      );
      if (code !== 0) return { problems: [output.trim()] };
      return withinBudget("The edge Worker", uploadBytes(folder), EDGE_BYTES_MAX);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

const snippet: Check = {
  name: "budget: browser snippet",
  run: async () =>
    withinBudget("The snippet", gzippedBytes(await buildSnippet()), SNIPPET_BYTES_MAX),
};

export const budgetChecks: Check[] = [edge, snippet];
