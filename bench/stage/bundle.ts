/** The Workers as `wrangler deploy` would upload them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { QUIET_WRANGLER, runCommand } from "../../scripts/command.ts";
import { writeSnippet } from "../../scripts/snippet-file.ts";

export type Module = {
  readonly type: "ESModule" | "Text";
  readonly path: string;
  readonly contents: string;
};
export type Bundle = { readonly folder: string; readonly modules: readonly Module[] };

async function bundle(config: string): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), "trackdesk-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const args = ["deploy", "--dry-run", "-c", config, "--outdir", folder];
  const { code, output } = await runCommand("wrangler", args, QUIET_WRANGLER);
  if (code !== 0) throw new Error(output);
  const files = readdirSync(folder).filter((file) => !/\.map$|^README\.md$/.test(file));
  // The entry comes first.
  files.sort((a, b) => Number(isEntry(b)) - Number(isEntry(a)));
  const modules = files.map((file) => ({
    type: isEntry(file) ? ("ESModule" as const) : ("Text" as const),
    path: file,
    contents: readFileSync(join(folder, file), "utf8"),
  }));
  return { folder, modules };
}

/** wrangler names an imported text by the hash of its content, then its own name. */
const isEntry = (file: string) => /^(?:index|core)\.js$/.test(file);

export async function bundleEdge(): Promise<Bundle> {
  await writeSnippet();
  return bundle("workers/edge/wrangler.toml");
}

/** Core with the meters of `bench/workers/core.ts` in front. */
export async function bundleMeteredCore(): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), "trackdesk-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const config = join(folder, "wrangler.toml");
  const main = `main = ${JSON.stringify(resolve("bench/workers/core.ts"))}`;
  writeFileSync(config, readFileSync("wrangler.toml", "utf8").replace(/^main = .*$/m, main));
  return bundle(config);
}
