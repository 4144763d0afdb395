import { spawnSync } from "node:child_process";
import process from "node:process";
import { findChromium } from "../test/support/browser.ts";

/** Installs Debian's Chromium. Answers whether that worked. */
function installChromium(): boolean {
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args: string[]) =>
    spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"], env: environment })
      .status === 0;
  return apt("update") && apt("install", "--yes", "--no-install-recommends", "chromium");
}

const isRoot = () => process.getuid?.() === 0;
const hasAptGet = () => spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0;

/** Makes sure that the browser tests have a browser. @throws with the ways to get one */
export function ensureBrowser(): void {
  try {
    findChromium();
  } catch (error) {
    if (process.env.CHROMIUM_PATH || !isRoot() || !hasAptGet()) throw error;
    console.log("Installing Chromium for the browser tests…");
    if (!installChromium()) throw error;
    findChromium();
  }
}
