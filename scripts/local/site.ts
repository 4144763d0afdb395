import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { build } from "esbuild";
import { CATALOG, CURRENCY, formatMoney } from "../../web/demo/catalog.ts";
import { layOutApiDocs } from "../api-docs.ts";
import type { Home } from "./home.ts";

const DEMO = "web/demo";
const SCRIPTS = ["store/store.ts", "store/thank-you.ts", "live/live.ts"];

/** Values that the demo's pages name as `{{name}}`. */
export type PageValues = Readonly<Record<string, string>>;

/** Puts values in place of `{{name}}`, safe in HTML's text and attributes. @throws for an unknown name */
export function fillPage(html: string, values: PageValues): string {
  return html.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The page names {{${name}}}, which has no value`);
    return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  });
}

/** The catalog's prices as the store's page names them: `price_house_blend`. */
export const catalogPrices = (): PageValues =>
  Object.fromEntries(
    CATALOG.map(({ id, price }) => [
      `price_${id.replaceAll("-", "_")}`,
      formatMoney(price, CURRENCY),
    ]),
  );

function copyPages(target: string, values: PageValues): void {
  for (const entry of readdirSync(DEMO, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(?:html|css)$|^_headers$/.test(entry.name)) continue;
    const source = join(entry.parentPath, entry.name);
    const file = join(target, source.slice(DEMO.length + 1));
    mkdirSync(dirname(file), { recursive: true });
    const text = readFileSync(source, "utf8");
    writeFileSync(file, entry.name.endsWith(".html") ? fillPage(text, values) : text);
  }
}

const isSource = (file: string) => basename(file) !== "tsconfig.json" && !/\.test\.ts$/.test(file);

/**
 * Lays out the Pages project that the demo is served from: the Functions that ship, then the demo's own
 * pages and Functions. They meet here alone, so that no deployment can carry the demo with it.
 * @param secrets for the demo's Functions, which act as the store's server
 */
export async function buildSite(
  home: Home,
  values: PageValues,
  secrets: Readonly<Record<string, string>>,
): Promise<void> {
  rmSync(home.site, { recursive: true, force: true });
  const dist = join(home.site, "dist");
  mkdirSync(dist, { recursive: true });
  layOutApiDocs(dist);
  cpSync("web/wrangler.toml", join(home.site, "wrangler.toml"));
  cpSync("web/functions", join(home.site, "functions"), { recursive: true, filter: isSource });
  cpSync(`${DEMO}/functions`, join(home.site, "functions"), { recursive: true, filter: isSource });
  cpSync(`${DEMO}/catalog.ts`, join(home.site, "catalog.ts"));
  copyPages(dist, values);
  const lines = Object.entries(secrets).map(([name, value]) => `${name}="${value}"\n`);
  writeFileSync(join(home.site, ".dev.vars"), lines.join(""), { mode: 0o600 });
  await build({
    entryPoints: SCRIPTS.map((file) => `${DEMO}/${file}`),
    outbase: DEMO,
    outdir: dist,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    logLevel: "error",
  });
}
