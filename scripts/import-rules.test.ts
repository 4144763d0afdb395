import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const BIOME = join(ROOT, "node_modules/.bin/biome");

/** Folder of the importing file, and what it may not import (design §2). */
const REFUSED: [folder: string, specifier: string][] = [
  ["workers/domain", "hono"],
  ["workers/domain", "node:crypto"],
  ["workers/domain", "drizzle-orm"],
  ["workers/domain", "../lib/clock.ts"],
  ["workers/domain", "../db/batch.ts"],
  ["workers/domain", "../contract/edge/entries.ts"],
  ["workers/domain", "../core/services/links/write.ts"],
  ["workers/lib", "../db/batch.ts"],
  ["workers/lib", "../contract/edge/entries.ts"],
  ["workers/lib", "../core/env.ts"],
  ["workers/lib", "hono"],
  ["workers/contract", "../db/batch.ts"],
  ["workers/contract", "../lib/clock.ts"],
  ["workers/contract", "../core/env.ts"],
  ["workers/contract", "hono"],
  ["workers/contract", "drizzle-orm"],
  ["workers/contract/edge", "zod"],
  ["workers/contract/edge", "zod/mini"],
  ["workers/contract/edge", "../../db/batch.ts"],
  ["workers/contract/edge", "../../core/env.ts"],
  ["workers/db", "../core/env.ts"],
  ["workers/db", "../contract/track.ts"],
  ["workers/db", "../lib/clock.ts"],
  ["workers/db", "hono"],
  ["workers/core/services/links", "hono"],
  ["workers/core/services/links", "hono/factory"],
  ["workers/core/services/links", "../../http/app.ts"],
  ["workers/core/services/links", "../../queues/clicks.ts"],
  ["workers/core/services/links", "../../auth/session.ts"],
  ["workers/core/services/links", "../../live/affiliate-counter.ts"],
  ["workers/core/services/links", "../../../edge/redirect.ts"],
  ["workers/core/http/routes", "drizzle-orm"],
  ["workers/core/http/routes", "drizzle-orm/d1"],
  ["workers/core/http/routes", "../../../db/queries/links.ts"],
  ["workers/core/queues", "../../db/queries/links.ts"],
  ["workers/core/cron", "../../db/queries/links.ts"],
  ["workers/core/live", "../../db/queries/links.ts"],
  ["workers/core/integrations/stripe", "../../../db/queries/links.ts"],
  ["workers/core/queues", "../../edge/redirect.ts"],
  ["workers/core/providers/email", "../../../db/queries/links.ts"],
  ["workers/core/providers/email", "../../services/links/write.ts"],
  ["workers/core/providers/email", "hono"],
  ["workers/edge", "../core/services/links/write.ts"],
  ["workers/edge", "../db/batch.ts"],
  ["workers/edge", "drizzle-orm"],
  ["workers/edge", "hono"],
  ["workers/edge", "zod"],
  ["workers/edge", "zod/mini"],
  ["workers/edge", "../contract/track.ts"],
  ["web/functions/api", "../../../workers/core/env.ts"],
  ["web/src/features/links", "../../../../workers/domain/money.ts"],
  ["web/demo/store", "../../../workers/lib/ids.ts"],
];

const ALLOWED: [folder: string, specifier: string][] = [
  ["workers/domain", "./money.ts"],
  ["workers/domain/rewards", "../money.ts"],
  ["workers/lib", "../domain/click-token.ts"],
  ["workers/contract", "../domain/mode.ts"],
  ["workers/contract", "./edge/browser-event.ts"],
  ["workers/contract/edge", "valibot"],
  ["workers/contract/edge", "../../domain/mode.ts"],
  ["workers/db", "../domain/mode.ts"],
  ["workers/db", "drizzle-orm/d1"],
  ["workers/core/services/links", "../../../db/queries/links.ts"],
  ["workers/core/services/links", "../../../domain/money.ts"],
  ["workers/core/services/links", "../../../contract/edge/entries.ts"],
  ["workers/core/services/links", "../../../lib/clock.ts"],
  ["workers/core/providers/email", "hono/jsx"],
  ["workers/core/services/links", "drizzle-orm"],
  ["workers/core/http/routes", "hono"],
  ["workers/core/http/routes", "../../services/links/write.ts"],
  ["workers/core/queues", "../../contract/edge/click-pack.ts"],
  ["workers/edge", "../domain/click-token.ts"],
  ["workers/edge", "../lib/crypto.ts"],
  ["workers/edge", "../contract/edge/entries.ts"],
  ["workers/edge", "valibot"],
  ["web/src/features/links", "../../../../workers/contract/track.ts"],
];

const fileOf = (index: number, [folder]: [string, string]) => `${folder}/fixture-${index}.ts`;
const sourceOf = ([, specifier]: [string, string]) =>
  `import { thing } from "${specifier}";\nexport const used = thing;\n`;

/** The cases with the names of their fixtures, which are numbered through both lists. */
const numbered = (cases: [string, string][], first: number) =>
  cases.map((entry, index) => ({
    folder: entry[0],
    specifier: entry[1],
    file: fileOf(first + index, entry),
  }));

/** Files in which the rules of biome.json refuse an import. */
function refusedFiles(folder: string): Set<string> {
  const { stdout } = spawnSync(
    BIOME,
    ["lint", "--only=style/noRestrictedImports", "--reporter=json", "--max-diagnostics=none", "."],
    { cwd: folder, encoding: "utf8" },
  );
  const report = JSON.parse(stdout) as {
    diagnostics: { category: string; location: { path: string | { file: string } } }[];
  };
  return new Set(
    report.diagnostics
      .filter(({ category }) => category === "lint/style/noRestrictedImports")
      .map(({ location: { path } }) => (typeof path === "string" ? path : path.file))
      .map((path) => path.replace(/^\.\//, "")),
  );
}

describe("the linter holds the direction of imports", () => {
  const cases = [...REFUSED, ...ALLOWED];
  const folder = mkdtempSync(join(tmpdir(), "import-rules-"));
  let refused = new Set<string>();

  beforeAll(() => {
    const { vcs: _, ...config } = JSON.parse(readFileSync(join(ROOT, "biome.json"), "utf8"));
    writeFileSync(join(folder, "biome.json"), JSON.stringify({ ...config, $schema: undefined }));
    for (const [index, entry] of cases.entries()) {
      const file = join(folder, fileOf(index, entry));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, sourceOf(entry));
    }
    refused = refusedFiles(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(numbered(REFUSED, 0))("$folder may not import $specifier", ({ file }) => {
    expect(refused).toContain(file);
  });

  it.each(numbered(ALLOWED, REFUSED.length))("$folder may import $specifier", ({ file }) => {
    expect(refused).not.toContain(file);
  });

  it("refuses a cycle between two files", () => {
    const cycle = mkdtempSync(join(tmpdir(), "import-cycle-"));
    writeFileSync(join(cycle, "biome.json"), readFileSync(join(folder, "biome.json")));
    writeFileSync(join(cycle, "a.ts"), 'import { b } from "./b.ts";\nexport const a = () => b;\n');
    writeFileSync(join(cycle, "b.ts"), 'import { a } from "./a.ts";\nexport const b = () => a;\n');
    expect(() => execFileSync(BIOME, ["lint", "."], { cwd: cycle, stdio: "pipe" })).toThrow(
      /noImportCycles/,
    );
    rmSync(cycle, { recursive: true });
  });
});
