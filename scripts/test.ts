/**
 * `npm test`: every test of every project, with what they need made first. Further arguments go to
 * vitest: `npm test -- --project pure workers/domain`. The last line is the sum.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { QUIET_WRANGLER } from "./command.ts";
import { writeSnippet } from "./snippet-file.ts";
import { ensureBrowser } from "./test-browser.ts";
import { type Sum, sumLine, sumUp } from "./test-sum.ts";

const NOTHING_RAN: Sum = { passed: 0, failed: 1, skipped: 0 };

/** Runs vitest; answers its exit code and what its report says. */
async function runVitest(args: readonly string[]): Promise<{ code: number; sum: Sum }> {
  const folder = mkdtempSync(join(tmpdir(), "trackdesk-tests-"));
  const file = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  // What the product logs is worth reading only where a test failed.
  const quiet = "--silent=passed-only";
  try {
    const child = spawn("vitest", ["run", quiet, ...reporters, ...args], {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...QUIET_WRANGLER },
    });
    const [code] = (await once(child, "close")) as [number | null];
    const sum = existsSync(file) ? sumUp(JSON.parse(readFileSync(file, "utf8"))) : NOTHING_RAN;
    return { code: code ?? 1, sum };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

await writeSnippet();
ensureBrowser();
const { code, sum } = await runVitest(process.argv.slice(2));
console.log(sumLine(sum));
process.exit(code === 0 && sum.failed === 0 && sum.passed > 0 ? 0 : 1);
