/**
 * `npm run check`: everything about the project that can be said without running it. One line for each
 * check with its time; exit code 1 when any of them failed.
 */
import { budgetChecks } from "./checks/budgets.ts";
import type { Check } from "./checks/check.ts";
import { forbiddenText } from "./checks/forbidden-text.ts";
import { generatedChecks } from "./checks/generated.ts";
import { lint } from "./checks/lint.ts";
import { typeChecks } from "./checks/types.ts";
import { writeSnippet } from "./snippet-file.ts";

const AT_ONCE = 3;

/** The longest first, so that none of them is left alone at the end. */
async function allChecks(): Promise<Check[]> {
  await writeSnippet();
  return [...budgetChecks, ...generatedChecks, ...typeChecks(), lint, forbiddenText];
}

/** Runs one check and prints its line. */
async function passes({ name, run }: Check): Promise<boolean> {
  const start = performance.now();
  const { problems, note } = await run().catch((error: unknown) => ({
    problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    note: undefined,
  }));
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(5);
  const failed = problems.length > 0;
  console.log(`${failed ? "FAIL" : "  ok"} ${seconds} s  ${name}${note ? `  (${note})` : ""}`);
  for (const problem of problems) console.log(problem.replace(/^/gm, "      "));
  return !failed;
}

const start = performance.now();
const waiting = await allChecks();
const total = waiting.length;
let failures = 0;
async function work(): Promise<void> {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    if (!(await passes(check))) failures += 1;
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, work));

const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(`\n${total - failures} of ${total} checks passed in ${seconds} s`);
process.exit(failures > 0 ? 1 : 0);
