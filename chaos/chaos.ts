/** One run: a company, its clicks and orders in a storm, and what they came to. */

import type { OrderSums } from "./books.ts";
import { ClickModel } from "./click-model.ts";
import { affiliatesOf } from "./company.ts";
import { compareClicks, sumClicks } from "./compare-clicks.ts";
import { compareOrders } from "./compare-orders.ts";
import { ClickLog, driveClicks } from "./drive-clicks.ts";
import { OrderDriver, OrderLog } from "./drive-orders.ts";
import type { FaultName } from "./faults.ts";
import { Comparison, type Finding } from "./findings.ts";
import { foundCompanies } from "./found-companies.ts";
import { type Order, planOrders } from "./orders.ts";
import { compareLeftovers, settleCounters, settleOutbox, settleRest } from "./settle.ts";
import { openStage } from "./stage.ts";
import { makeTurns } from "./turns.ts";
import { nameOf, SEEN, Visits } from "./visits.ts";
import { type Struck, Weather } from "./weather.ts";

export type Plan = {
  readonly clicks: number;
  readonly orders: number;
  readonly seed: number;
  readonly fault: FaultName | null;
};

export type Outcome = {
  readonly clicks: {
    /** Answered: redirects, prefetches reported as seen, and historic clicks. */
    readonly sent: number;
    readonly handed: number;
    /** Of those handed over, by the model. */
    readonly expected: number;
    readonly counted: number;
    readonly double: number;
    readonly lost: number;
    readonly bufferLoss: number;
  };
  readonly orders: OrderSums & {
    readonly sent: number;
    readonly reports: number;
    readonly refunds: number;
  };
  readonly deferred: number;
  readonly unchecked: number;
  readonly unanswered: number;
  readonly findings: readonly Finding[];
  readonly weather: Struck;
  readonly seconds: Readonly<Record<string, number>>;
};

export async function runChaos(plan: Plan): Promise<Outcome> {
  const stage = await openStage(plan.fault);
  try {
    return await runOn(stage, plan);
  } finally {
    await stage.close();
  }
}

type Stage = Awaited<ReturnType<typeof openStage>>;

async function runOn(stage: Stage, { clicks, orders, seed }: Plan): Promise<Outcome> {
  const clock = new Clock();
  const world = await foundCompanies(stage, clicks);
  const visits = new Visits(world, seed, clicks);
  const planned = planOrders({ world, visits, seed, clicks, orders });
  const wanted = new Set(planned.flatMap(({ visit }) => (visit === null ? [] : [visit.index])));
  const clickLog = new ClickLog(clicks, wanted);
  const orderLog = new OrderLog();
  const driver = new OrderDriver(stage, clickLog, orderLog, seed);
  const weather = new Weather(stage, seed, affiliatesOf(world));
  clock.lap("prepare");

  await weather.begin(seed);
  const middle = Math.floor(clicks / 2);
  const halves = [
    { from: 0, to: middle },
    { from: middle, to: clicks },
  ];
  for (const [phase, half] of halves.entries()) {
    const ofPhase = planned.filter((order) => order.phase === phase);
    await Promise.all([
      driveClicks(stage, visits, clickLog, half),
      driver.drive(ofPhase),
      makeTurns(stage, { world, clickLog, driver, half }),
    ]);
    await weather.drained();
  }
  clock.lap("storm");

  await weather.calm();
  await weather.drained();
  await settleOutbox(stage, weather);
  const struck = await weather.end();
  const model = new ClickModel(visits).count([...weather.handed, ...clickLog.imported]);
  await settleCounters(async () => {
    const { double, lost } = await sumClicks(stage, model);
    return double + lost;
  });
  await settleRest(stage);
  clock.lap("settle");

  const handed = new Set([...weather.handed, ...clickLog.imported].map(([name]) => name));
  noteClickTimes(orderLog.at.keys(), clickLog, weather);
  const reported = { world, orders: orderLog.at, handed };
  const ofOrders = await compareOrders(stage, reported);
  const findings = [
    compareHandOver(clickLog, weather, handed),
    ...(await compareClicks(stage, world, model)),
    ...ofOrders.findings,
    await compareLeftovers(stage),
    compareAnswers(clickLog, orderLog),
  ];
  const sums = await sumClicks(stage, model);
  const totals = [...model.totals.values()];
  const expected = totals.reduce((sum, one) => sum + one.clicks + one.bots, 0);
  clock.lap("compare");
  const sent = clickLog.sent.reduce((sum, one) => sum + one, 0);
  return {
    clicks: { sent, handed: handed.size, expected, ...sums, bufferLoss: sent - handed.size },
    orders: {
      sent: orderLog.sent,
      reports: orderLog.reports,
      refunds: orderLog.refunds,
      ...ofOrders.sums,
    },
    deferred: orderLog.accepted,
    unchecked: weather.unchecked,
    unanswered: orderLog.unanswered,
    findings,
    weather: struck,
    seconds: clock.laps,
  };
}

/** When the visits of orders were; of one that was lost with its isolate, when its token was there. */
function noteClickTimes(
  orders: Iterable<Order>,
  { tokenTimes }: ClickLog,
  { handed }: Weather,
): void {
  const at = new Map(handed);
  for (const { visit, times } of orders) {
    if (visit === null) continue;
    const { name, index } = visit;
    times.click = at.get(name) ?? at.get(`${name}${SEEN}`) ?? tokenTimes.get(index) ?? 0;
  }
}

/** Only what an isolate held when it was killed may be missing. */
function compareHandOver(
  { sent }: ClickLog,
  weather: Weather,
  handed: ReadonlySet<string>,
): Finding {
  const killed = new Set(weather.killed);
  const comparison = new Comparison("clicks that left a living isolate");
  for (const [index, times] of sent.entries()) {
    const name = nameOf(index);
    const names = times === 2 ? [name, `${name}${SEEN}`] : times === 1 ? [name] : [];
    for (const one of names) {
      comparison.holds(
        `${one} was neither handed over nor held by a dead isolate`,
        handed.has(one) || killed.has(one),
      );
    }
  }
  return comparison.finding;
}

function compareAnswers(clicks: ClickLog, orders: OrderLog): Finding {
  const comparison = new Comparison("answers that nobody expects");
  comparison.equal("clicks", clicks.problems.slice(0, 5), []);
  comparison.equal("orders", orders.problems.slice(0, 5), []);
  return comparison.finding;
}

class Clock {
  readonly laps: Record<string, number> = {};
  #since = performance.now();

  lap(name: string): void {
    const now = performance.now();
    this.laps[name] = Math.round((now - this.#since) / 100) / 10;
    this.#since = now;
  }
}
