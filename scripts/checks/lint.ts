import { runCommand } from "../command.ts";
import type { Check } from "./check.ts";

/** Formatting, lint rules, the direction of imports and cycles: biome.json says all of it. */
export const lint: Check = {
  name: "format and lint",
  async run() {
    const { code, output } = await runCommand("biome", ["check", "--colors=off", "."]);
    return { problems: code === 0 ? [] : [output.trim()] };
  },
};
