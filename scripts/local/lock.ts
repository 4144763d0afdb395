import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import process from "node:process";
import type { Home } from "./home.ts";
import { WayOut } from "./way-out.ts";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The process that runs on `home`, or `null`. What a killed process left behind does not count. */
export function runningProcess(home: Home): number | null {
  try {
    const pid = Number(readFileSync(home.lock, "utf8"));
    return Number.isSafeInteger(pid) && pid > 0 && pid !== process.pid && isAlive(pid) ? pid : null;
  } catch {
    return null;
  }
}

/** @throws WayOut when another process runs on `home` */
export function requireStopped(home: Home): void {
  const pid = runningProcess(home);
  if (pid === null) return;
  throw new WayOut(
    `Trackdesk is already running from this folder (process ${pid}).\nStop it first: Ctrl-C in its terminal, or\n\n  kill ${pid}\n\nIf process ${pid} is another program, delete ${home.lock}.`,
  );
}

/** Takes `home` for this process, until it ends. @throws WayOut when another process has it */
export function lockHome(home: Home): void {
  requireStopped(home);
  mkdirSync(home.folder, { recursive: true });
  writeFileSync(home.lock, String(process.pid));
  process.once("exit", () => rmSync(home.lock, { force: true }));
}
