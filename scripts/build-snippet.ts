/**
 * Builds the browser snippet to workers/edge/snippet/dist/snippet.js, which the edge serves at `/t.js`
 * with its configuration in place of `__TD_CONFIG__`. Fails over the budget.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** Design §5: the snippet as a browser loads it, gzipped. */
export const SNIPPET_BYTES_MAX = 2048;
export const SNIPPET_PATH = new URL("../workers/edge/snippet/dist/snippet.js", import.meta.url);

const ENTRY = new URL("../workers/edge/snippet/main.ts", import.meta.url);
const PLACEHOLDER = "__TD_CONFIG__";

export type SnippetConfig = { p: string; w: number; n: string; u: string };

/** As the edge serves it: with the program's configuration, or `null` for one read from the script tag. */
export const configure = (snippet: string, config: SnippetConfig | null) =>
  snippet.replace(PLACEHOLDER, () => JSON.stringify(config));

/** A configuration as long as real ones are. */
const REALISTIC: SnippetConfig = {
  p: "prog_01jd8v7k3mf2xq5r9w4t6y8z0b",
  w: 30,
  n: "td_click",
  u: "https://track.some-company.example",
};

/** Bytes that a browser loads, at gzip's best. */
export const gzippedBytes = (snippet: string) =>
  gzipSync(configure(snippet, REALISTIC), { level: 9 }).length;

/** The minified snippet, one immediately invoked function, with its placeholder in one place. */
export async function buildSnippet() {
  const { outputFiles } = await build({
    entryPoints: [ENTRY.pathname],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    tsconfigRaw: {},
    charset: "utf8",
    legalComments: "none",
    write: false,
  });
  const snippet = outputFiles[0]?.text.trim() ?? "";
  const places = snippet.split(PLACEHOLDER).length - 1;
  if (places !== 1) throw new Error(`${PLACEHOLDER} is in ${places} places of the snippet, not 1`);
  return snippet;
}

/** Writes the snippet where the edge takes it from, and gives it back. */
export async function writeSnippet() {
  const snippet = await buildSnippet();
  mkdirSync(new URL(".", SNIPPET_PATH), { recursive: true });
  writeFileSync(SNIPPET_PATH, snippet);
  return snippet;
}

if (import.meta.main) {
  const snippet = await writeSnippet();
  const bytes = gzippedBytes(snippet);
  console.log(`snippet: ${bytes} of ${SNIPPET_BYTES_MAX} bytes gzipped`);
  if (bytes > SNIPPET_BYTES_MAX) {
    console.error("The snippet is over its budget: make it smaller.");
    process.exit(1);
  }
}
