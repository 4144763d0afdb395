/** Bundles the two Workers with their wrappers, and a fault where one is asked for. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { FAULTS, type FaultName, withFault } from "./faults.ts";

const COMMON = {
  bundle: true,
  target: "es2024",
  conditions: ["workerd", "worker", "browser"],
  external: ["cloudflare:*", "node:*"],
  logLevel: "silent",
} satisfies BuildOptions;

/** The snippet is text to the edge Worker (its wrangler.toml). */
const snippetAsText: Plugin = {
  name: "snippet-as-text",
  setup({ onLoad }) {
    onLoad({ filter: /snippet[\\/]dist[\\/].*\.js$/ }, async ({ path }) => ({
      contents: await readFile(path, "utf8"),
      loader: "text",
    }));
  },
};

const faulty = (name: FaultName): Plugin => ({
  name: "fault",
  setup({ onLoad }) {
    const fault = FAULTS[name];
    const path = resolve(fault.file);
    onLoad({ filter: /\.ts$/ }, async (file) => {
      if (file.path !== path) return null;
      return { contents: withFault(await readFile(path, "utf8"), fault), loader: "ts" };
    });
  },
});

async function bundleOf(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({ ...COMMON, ...options, write: false });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("esbuild made nothing.");
  return file.text;
}

/** The core Worker behind chaos/core/index.ts. */
export const bundleCore = (fault: FaultName | null): Promise<string> =>
  bundleOf({
    entryPoints: ["chaos/core/index.ts"],
    format: "esm",
    plugins: fault === null ? [] : [faulty(fault)],
  });

/** The edge Worker behind chaos/edge/index.ts, which opens it anew for every isolate. */
export async function bundleEdge(): Promise<string> {
  const product = await bundleOf({
    entryPoints: ["workers/edge/index.ts"],
    format: "iife",
    globalName: "edge",
    minify: true,
    plugins: [snippetAsText],
  });
  const productEdge: Plugin = {
    name: "product-edge",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^product-edge$/ }, () => ({ path: "product-edge", namespace: "made" }));
      onLoad({ filter: /.*/, namespace: "made" }, () => ({
        contents: `export function makeEdge() { ${product}; return edge.default; }`,
        loader: "js",
      }));
    },
  };
  return bundleOf({
    entryPoints: ["chaos/edge/index.ts"],
    format: "esm",
    plugins: [productEdge],
  });
}
