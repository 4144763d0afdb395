import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { QUIET_WRANGLER, runCommand } from "../command.ts";
import { GENERATED_TYPES, typesArguments } from "../worker-env-types.ts";
import type { Check } from "./check.ts";

/** The types of a Worker's environment are those of its wrangler.toml. */
const environmentChecks: Check[] = GENERATED_TYPES.map((generated) => ({
  name: `generated: ${generated.file}`,
  async run() {
    const args = [...typesArguments(generated), "--check"];
    const { code, output } = await runCommand("wrangler", args, QUIET_WRANGLER);
    const wayOut = `${generated.file} is out of date: run \`npm run types\`.`;
    return { problems: code === 0 ? [] : [`${output.trim()}\n${wayOut}`] };
  },
}));

/** drizzle-kit, asked in a copy, finds nothing to add to the migrations. */
const migrations: Check = {
  name: "generated: migrations",
  async run() {
    const copy = mkdtempSync(join(tmpdir(), "migrations-"));
    try {
      cpSync("migrations", copy, { recursive: true });
      const before = readdirSync(copy);
      const { code, output } = await runCommand("drizzle-kit", [
        "generate",
        "--dialect=sqlite",
        "--schema=./workers/db/schema/*.ts",
        `--out=${copy}`,
      ]);
      const added = readdirSync(copy).filter((file) => !before.includes(file));
      if (code !== 0) return { problems: [output.trim()] };
      if (added.length === 0) return { problems: [] };
      return {
        problems: ["The schema has changed: run `npm run migrations` and commit the result."],
      };
    } finally {
      rmSync(copy, { recursive: true });
    }
  },
};

/** What a script of ours writes, and with `--check` says to be out of date. */
const written = (what: string, script: string): Check => ({
  name: `generated: ${what}`,
  async run() {
    const { code, output } = await runCommand("node", [script, "--check"]);
    return { problems: code === 0 ? [] : [output.trim()] };
  },
});

export const generatedChecks: Check[] = [
  ...environmentChecks,
  migrations,
  written("clients/typescript", "scripts/client/run.ts"),
  written("docs", "scripts/docs.ts"),
];
