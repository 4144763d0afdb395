import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { QUIET_WRANGLER, runCommand } from "../command.ts";
import type { Home } from "./home.ts";
import { WayOut } from "./way-out.ts";

const DATABASE = "trackdesk";

async function d1(home: Home, ...args: string[]): Promise<void> {
  const { code, output } = await runCommand(
    "wrangler",
    ["d1", ...args, "--local", "--persist-to", home.state],
    { ...QUIET_WRANGLER, CI: "true" },
  );
  if (code === 0) return;
  throw new WayOut(
    `The local database in ${home.state} does not take this:\n\n${lastLines(output)}\n\n` +
      "If you have changed nothing, its files are damaged. Start over, which deletes the demo's data:\n\n" +
      "  npm run reset && npm start",
  );
}

const lastLines = (output: string) =>
  output
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(-8)
    .join("\n");

/** Applies the migrations that the local database does not have yet. @throws WayOut */
export const migrate = (home: Home) => d1(home, "migrations", "apply", DATABASE);

/** Runs SQL in the local database, all of it or nothing. @throws WayOut */
export async function execute(home: Home, sql: string): Promise<void> {
  const file = join(home.folder, "seed.sql");
  writeFileSync(file, sql);
  try {
    await d1(home, "execute", DATABASE, "--yes", "--file", file);
  } finally {
    rmSync(file);
  }
}
