import { spawn } from "node:child_process";

export type CommandResult = { readonly code: number; readonly output: string };

/** Keeps wrangler from asking, reporting, and looking anything up outside. */
export const QUIET_WRANGLER = {
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_LOG_SANITIZE: "true",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  NO_COLOR: "1",
} as const;

/** Runs a command in the project's folder to its end, with nothing on its standard input. */
export function runCommand(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...environment },
    });
    const parts: string[] = [];
    child.stdout.on("data", (part) => parts.push(String(part)));
    child.stderr.on("data", (part) => parts.push(String(part)));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output: parts.join("") }));
  });
}
