/**
 * `npm run chaos -- --clicks 100000 --conversions 5000 --seed 1`: drives the real Workers through a storm
 * and compares everything with the model (docs/chaos.md). Exit code 1 unless all is zero and equal.
 */
import { execFileSync } from "node:child_process";
import process from "node:process";
import { parseArgs } from "node:util";
import { runChaos } from "./chaos.ts";
import { FAULTS, isFault } from "./faults.ts";
import { isClean, reportOf } from "./report.ts";

const { values } = parseArgs({
  options: {
    clicks: { type: "string", default: "100000" },
    conversions: { type: "string", default: "5000" },
    seed: { type: "string", default: "1" },
    fault: { type: "string" },
  },
});

const whole = (name: "clicks" | "conversions" | "seed"): number => {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Error(`--${name} is a whole number above 0, not ${values[name]}.`);
};
const { fault = null } = values;
if (fault !== null && !isFault(fault)) {
  throw new Error(`--fault is one of ${Object.keys(FAULTS).join(", ")}.`);
}

execFileSync(process.execPath, ["scripts/build-snippet.ts"]);
const plan = { clicks: whole("clicks"), orders: whole("conversions"), seed: whole("seed"), fault };
const outcome = await runChaos(plan);
console.log(reportOf(plan, outcome));
process.exit(isClean(outcome) ? 0 : 1);
