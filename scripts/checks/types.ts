import { runCommand } from "../command.ts";
import { projectFiles } from "../project-files.ts";
import type { Check } from "./check.ts";

/**
 * One check for every tsconfig.json: each part of the project has its own, since the environments of two
 * Workers collide in one TypeScript program.
 */
export function typeChecks(): Check[] {
  return projectFiles()
    .filter((file) => /(^|\/)tsconfig\.json$/.test(file))
    .map((tsconfig) => ({
      name: `types: ${tsconfig.replace(/\/?tsconfig\.json$/, "") || "scripts and tests"}`,
      async run() {
        const { code, output } = await runCommand("tsc", ["-p", tsconfig]);
        return { problems: code === 0 ? [] : [output.trim()] };
      },
    }));
}
