import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runChaos } from "../../chaos/chaos.ts";
import { FAULTS, withFault } from "../../chaos/faults.ts";
import { reportOf } from "../../chaos/report.ts";

/** Small enough for every run of the tests; `npm run chaos` takes the sizes that prove something. */
const PLAN = { clicks: 1_000, orders: 80, seed: 3, fault: null };
const TIMEOUT = 180_000;

describe("a storm over clicks and orders", () => {
  it("loses nothing, counts nothing twice, and leaves every figure as the model has it", {
    timeout: TIMEOUT,
  }, async () => {
    const outcome = await runChaos(PLAN);
    const wrong = outcome.findings.filter((finding) => finding.wrong > 0);
    expect(wrong, reportOf(PLAN, outcome)).toEqual([]);
    const { clicks, orders } = outcome;
    expect(clicks).toMatchObject({ double: 0, lost: 0, counted: clicks.expected });
    expect(orders).toMatchObject({ sent: PLAN.orders, counted: PLAN.orders, double: 0, lost: 0 });
    expect(clicks.handed).toBeGreaterThan(PLAN.clicks / 2);
    expect(outcome.findings.filter(({ compared }) => compared === 0)).toEqual([]);
  });
});

describe("a deliberate fault", () => {
  it.each(Object.entries(FAULTS))("in %s changes a line that the product has", (_, fault) => {
    const source = readFileSync(fault.file, "utf8");
    const faulty = withFault(source, fault);
    expect(faulty).not.toBe(source);
    expect(faulty.split("\n")).toHaveLength(source.split("\n").length);
  });

  it("is refused when its line is gone, since chaos would then be clean for no reason", () => {
    expect(() => withFault("const nothing = 1;\n", FAULTS["day-seq"])).toThrow(/no line any more/);
  });
});
