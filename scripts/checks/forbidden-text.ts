import { readFileSync } from "node:fs";
import { projectFiles } from "../project-files.ts";
import type { Check } from "./check.ts";

type Rule = {
  readonly pattern: RegExp;
  readonly reason: string;
  /** Only in files whose path matches. */
  readonly within?: RegExp;
};

const TYPESCRIPT = /\.tsx?$/;

export const FORBIDDEN: readonly Rule[] = [
  {
    pattern: /(?<![\w.\-/])\/(?:work|root|tmp|home\/\w+|Users\/\w+)\//,
    reason: "a machine's path",
  },
  { pattern: /\b(?:TODO|FIXME)\b/, reason: "a promise of later" },
  { pattern: /coming soon|not (?:yet )?implemented/i, reason: "a promise of later" },
  {
    pattern:
      /\b(?:it|test|describe)\b.*\.(?:skip|only|todo|fixme|skipIf|runIf)\(|\bx(?:it|describe)\(/,
    reason: "a test that does not run",
    within: TYPESCRIPT,
  },
  {
    pattern: /biome-ignore|@ts-(?:ignore|expect-error|nocheck)|\bas any\b(?! [a-z])/,
    reason: "a rule that is switched off",
    within: TYPESCRIPT,
  },
  {
    pattern: /import (?:type )?\{[^}]*\bz\b[^}]*\} from "zod/,
    reason: 'zod with every locale: write import * as z from "zod"',
    within: TYPESCRIPT,
  },
  {
    pattern: /Date\.now\(|new Date\(\)|Math\.random\(|randomUUID\(|getRandomValues\(/,
    reason: "the clock or chance inside the pure domain",
    within: /^workers\/domain\/(?!.*\.test\.ts$)/,
  },
  { pattern: /"resolved": /, reason: "a registry's host", within: /^package-lock\.json$/ },
];

/** Not text of ours, or the place where the rules themselves stand. */
const LEFT_OUT =
  /^(?:LICENSE|migrations\/meta\/.*|scripts\/checks\/forbidden-text(?:\.test)?\.ts)$/;
const BINARY = /\.(?:png|jpe?g|gif|webp|ico|woff2?|pdf|gz|zip)$/;

/** Lines of `text` that a rule refuses, as `file:line: reason`. */
export function findForbidden(file: string, text: string): string[] {
  const rules = FORBIDDEN.filter(({ within }) => within === undefined || within.test(file));
  return text
    .split("\n")
    .flatMap((line, index) =>
      rules
        .filter(({ pattern }) => pattern.test(line))
        .map(({ reason }) => `${file}:${index + 1}: ${reason}`),
    );
}

export const forbiddenText: Check = {
  name: "forbidden text",
  async run() {
    const files = projectFiles().filter((file) => !LEFT_OUT.test(file) && !BINARY.test(file));
    return { problems: files.flatMap((file) => findForbidden(file, readFileSync(file, "utf8"))) };
  },
};
