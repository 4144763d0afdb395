/** A real browser for tests: Chromium, driven by playwright-core. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const SYSTEM_PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** No sandbox, so that it runs as root in CI; nothing that calls home. */
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Where Chromium is: `CHROMIUM_PATH`, else playwright's own download, else the system's.
 * Throws with the ways to get one when there is none.
 */
export function findChromium(
  named = process.env.CHROMIUM_PATH,
  candidates = [chromium.executablePath(), ...SYSTEM_PATHS],
) {
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}`);
  const found = named || candidates.find((path) => existsSync(path));
  if (found) return found;
  throw new Error(
    "No Chromium for the browser tests. Install one (`apt-get install chromium`, or " +
      "`npx playwright-core install chromium`), or set CHROMIUM_PATH to its executable.",
  );
}

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: findChromium(), args: FLAGS });
