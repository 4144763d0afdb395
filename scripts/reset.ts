/** `npm run reset`: deletes the local state, so that the next start begins anew. Secrets stay. */
import { rmSync } from "node:fs";
import process from "node:process";
import { homeFolder } from "./local/home.ts";
import { requireStopped } from "./local/lock.ts";
import { explain } from "./local/way-out.ts";

try {
  const home = homeFolder();
  requireStopped(home);
  for (const path of [home.state, home.site, home.seed, home.log, home.demoFile]) {
    rmSync(path, { recursive: true, force: true });
  }
  console.log("The local state is gone. `npm start` begins anew.");
} catch (error) {
  console.error(`\n${explain(error)}\n`);
  process.exit(1);
}
