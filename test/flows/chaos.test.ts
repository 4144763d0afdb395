import { expect, it } from "vitest";
import { runChaos } from "../../chaos/chaos.ts";
import { reportOf } from "../../chaos/report.ts";

/** Small enough for every run of the tests; `npm run chaos` takes the sizes that prove something. */
const PLAN = { clicks: 1_500, orders: 120, seed: 3, fault: null };

it("a storm over clicks and orders leaves nothing lost, nothing counted twice, and every figure as the model has it", async () => {
  const outcome = await runChaos(PLAN);
  const wrong = outcome.findings.filter((finding) => finding.wrong > 0);
  expect(wrong, reportOf(PLAN, outcome)).toEqual([]);
  const { clicks, orders } = outcome;
  expect(clicks).toMatchObject({ double: 0, lost: 0 });
  expect(orders).toMatchObject({ sent: PLAN.orders, counted: PLAN.orders, double: 0, lost: 0 });
  expect(clicks.handed).toBeGreaterThan(PLAN.clicks / 2);
  expect(outcome.findings.every(({ compared }) => compared > 0)).toBe(true);
});
