/**
 * `npm run bench`: measures every budget of the product beside a bare Worker, prints a table and writes
 * bench/results.json. `--short` and `--quick` take less time; `--only lists` measures lists and reports alone. Ends with 1 when a figure is beyond twice its budget.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { measureColdStart } from "./figures/cold-start.ts";
import { measureConversions } from "./figures/conversions.ts";
import { costFigures, growthFigures, operationsOf } from "./figures/cost.ts";
import { edgeHeapMegabytes, measureCounterGrowth } from "./figures/growth.ts";
import { measureIngest } from "./figures/ingest.ts";
import { measureLists } from "./figures/lists.ts";
import { RedirectBench } from "./figures/redirect.ts";
import { measureReports } from "./figures/report.ts";
import { measureSizes } from "./figures/sizes.ts";
import { Load } from "./load/load.ts";
import { PLANS, type Plan } from "./plans.ts";
import { type Figure, figure, standing } from "./report/figure.ts";
import { resultsOf } from "./report/results.ts";
import { tableOf } from "./report/table.ts";
import { type Bundle, bundleEdge } from "./stage/bundle.ts";
import { openCoreStage } from "./stage/core-stage.ts";
import { openEdgeStage } from "./stage/edge-stage.ts";

const say = (text: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`);

async function measureEdge(bundle: Bundle, plan: Plan): Promise<Figure[]> {
  say("edge: links are written");
  const stage = await openEdgeStage({ bundle, links: plan.links });
  const load = new Load();
  try {
    const bench = new RedirectBench(stage, load);
    say("edge: throughput");
    const plain = await bench.throughput("plain", plan.redirect);
    const early = await edgeHeapMegabytes(stage, load, plan.heapMs);
    const clicksEarly = bench.asked;
    const rich = await bench.throughput("rich", plan.redirect);
    say("edge: latency at a steady rate");
    const latency = await bench.latency(plan.redirect);
    const late = await edgeHeapMegabytes(stage, load, plan.heapMs);
    const between = bench.asked - clicksEarly + early.clicks;
    bench.asked += early.clicks + late.clicks;
    return [
      ...plain,
      ...rich,
      ...latency,
      await bench.clicksLost(),
      figure("edge.heap_mb", "MB", late.heap, {
        note: `${early.heap.toFixed(1)} MB ${between} clicks before`,
      }),
    ];
  } finally {
    await load.close();
    await stage.close();
  }
}

async function measureCore(plan: Plan, edgeCpuMicros: number): Promise<Figure[]> {
  say("core: conversions");
  const stage = await openCoreStage();
  try {
    const conversions = await measureConversions(stage, plan.conversions);
    say("core: ingestion");
    const ingest = await measureIngest(stage, plan.ingest);
    say("core: counters that grow");
    const growth = await measureCounterGrowth(stage, plan.growth);
    say("core: reports");
    const { figures: reports, bytesPerRow } = await measureReports(stage, plan.reports);
    const ops = operationsOf(ingest.first, ingest.rounds, plan.ingest.affiliates, edgeCpuMicros);
    return [
      ...ingest.figures,
      ...reports,
      ...conversions,
      ...costFigures(ops),
      ...growth,
      ...growthFigures(ops, bytesPerRow),
    ];
  } finally {
    await stage.close();
  }
}

/** On a stage of its own, since it fills a database that nothing else is measured with. */
async function measureLarge(plan: Plan): Promise<Figure[]> {
  if (plan.lists === null) return [];
  say("core: lists and reports of a large program");
  const stage = await openCoreStage();
  try {
    return await measureLists(stage, plan.lists, say);
  } finally {
    await stage.close();
  }
}

async function measure(plan: Plan): Promise<Figure[]> {
  say("bundles");
  const bundle = await bundleEdge();
  const sizes = await measureSizes(bundle);
  say("edge: cold starts");
  const cold = await measureColdStart(bundle, plan.coldStartRounds);
  const edge = await measureEdge(bundle, plan);
  const cpu = edge.find(({ name }) => name === "redirect.cpu_us")?.value ?? Number.NaN;
  const core = await measureCore(plan, cpu);
  const large = await measureLarge(plan);
  return [...edge.slice(0, -2), ...cold, ...sizes, ...edge.slice(-2), ...core, ...large];
}

const flag = { type: "boolean", default: false } as const;
const { values } = parseArgs({ options: { quick: flag, short: flag, only: { type: "string" } } });
if (values.only !== undefined && values.only !== "lists") throw new Error("--only knows: lists");
const mode = values.quick ? "quick" : values.short ? "short" : "full";
const startedAt = Date.now();
const isWhole = values.only === undefined;
const figures = await (isWhole ? measure : measureLarge)(PLANS[mode]);
const results = resultsOf(figures, { mode, startedAt, endedAt: Date.now() });
const file = new URL("results.json", import.meta.url);
if (isWhole) writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
console.log(`\n${tableOf(figures)}\n`);
say(`${mode}: ${results.seconds} s${isWhole ? "; written to bench/results.json" : ""}`);
const beyond = figures.filter((one) => standing(one) === "beyond");
for (const { name } of beyond) console.error(`${name} is beyond twice its budget.`);
process.exit(beyond.length === 0 ? 0 : 1);
