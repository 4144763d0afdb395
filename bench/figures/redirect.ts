/** The redirect beside the bare Worker: how many a second, and how long one takes at a steady rate. */
import type { Load, LoadOrder } from "../load/load.ts";
import type { LinkKind } from "../load/requests.ts";
import { type Figure, figure } from "../report/figure.ts";
import { quantile, ratioSpread, spreadOf } from "../report/statistics.ts";
import type { EdgeStage } from "../stage/edge-stage.ts";
import { cpuSeconds } from "../stage/workerd.ts";

export type RedirectPlan = {
  readonly rounds: number;
  readonly roundMs: number;
  readonly steadyRounds: number;
  readonly steadyMs: number;
};

const CONNECTIONS = 32;
const RATE_PER_SECOND = 150;
/** At a steady rate: so many that each is asked for often enough to stay in memory. */
const STEADY_LINKS = 1_000;

type Round = { rate: number; p50: number; p99: number; cpuMicros: number; requests: number };

export class RedirectBench {
  readonly #stage: EdgeStage;
  readonly #load: Load;
  /** Requests that the edge has answered. */
  asked = 0;

  constructor(stage: EdgeStage, load: Load) {
    this.#stage = stage;
    this.#load = load;
  }

  async #round(worker: "edge" | "bare", order: Partial<LoadOrder>): Promise<Round> {
    const { edgePort, barePort, pid } = this.#stage;
    const before = cpuSeconds(pid);
    const { seconds, latenciesMs } = await this.#load.run({
      kind: "closed",
      port: worker === "edge" ? edgePort : barePort,
      connections: CONNECTIONS,
      linkKind: "plain",
      links: this.#stage.links,
      ms: 0,
      ratePerSecond: RATE_PER_SECOND,
      ...order,
    });
    const requests = latenciesMs.length;
    if (worker === "edge") this.asked += requests;
    return {
      rate: requests / seconds,
      p50: quantile(latenciesMs, 0.5),
      p99: quantile(latenciesMs, 0.99),
      cpuMicros: ((cpuSeconds(pid) - before) / requests) * 1e6,
      requests,
    };
  }

  /** By turns; before each of its rounds the edge is asked for every link, so that memory holds them. */
  async #alternate(rounds: number, order: Partial<LoadOrder>) {
    const edge: Round[] = [];
    const bare: Round[] = [];
    // The first pair warms the compiler up and is not kept.
    for (let round = 0; round <= rounds; round++) {
      const short = round === 0 ? { ms: Math.min(order.ms ?? 0, 2_000) } : {};
      await this.#round("edge", { ...order, kind: "sweep" });
      const [one, other] = [
        await this.#round("edge", { ...order, ...short }),
        await this.#round("bare", { ...order, ...short }),
      ];
      if (round === 0) continue;
      edge.push(one);
      bare.push(other);
    }
    return {
      edge,
      bare,
      ratio: (of: keyof Round) =>
        ratioSpread(
          edge.map((one) => one[of]),
          bare.map((one) => one[of]),
        ),
      spread: (worker: "edge" | "bare", of: keyof Round) =>
        spreadOf((worker === "edge" ? edge : bare).map((one) => one[of])),
    };
  }

  async throughput(linkKind: LinkKind, { rounds, roundMs }: RedirectPlan): Promise<Figure[]> {
    const runs = await this.#alternate(rounds, { linkKind, ms: roundMs });
    const name = linkKind === "plain" ? "redirect" : "redirect.rich";
    const cpu = runs.ratio("cpuMicros");
    return [
      figure(`${name}.throughput_ratio`, "of bare", runs.ratio("rate"), {
        budget: { min: linkKind === "plain" ? 0.55 : 0.4 },
      }),
      figure(`${name}.cpu_ratio`, "of bare", {
        value: 1 / cpu.value,
        min: 1 / cpu.max,
        max: 1 / cpu.min,
      }),
      figure(`${name}.requests_per_second`, "1/s", runs.spread("edge", "rate")),
      figure(`${name}.bare_requests_per_second`, "1/s", runs.spread("bare", "rate")),
      figure(`${name}.cpu_us`, "µs", runs.spread("edge", "cpuMicros")),
      figure(`${name}.bare_cpu_us`, "µs", runs.spread("bare", "cpuMicros")),
      figure(`${name}.saturated_p50_ms`, "ms", runs.spread("edge", "p50")),
    ];
  }

  async latency({ steadyRounds, steadyMs }: RedirectPlan): Promise<Figure[]> {
    const runs = await this.#alternate(steadyRounds, {
      kind: "steady",
      links: Math.min(STEADY_LINKS, this.#stage.links),
      ms: steadyMs,
    });
    return [
      figure("redirect.p50_ratio", "of bare", runs.ratio("p50"), { budget: { max: 1.3 } }),
      figure("redirect.p99_ratio", "of bare", runs.ratio("p99"), { budget: { max: 1.5 } }),
      figure("redirect.p50_ms", "ms", runs.spread("edge", "p50")),
      figure("redirect.bare_p50_ms", "ms", runs.spread("bare", "p50")),
      figure("redirect.p99_ms", "ms", runs.spread("edge", "p99")),
      figure("redirect.bare_p99_ms", "ms", runs.spread("bare", "p99")),
    ];
  }

  /** Every click that was answered has arrived behind the queue, and none twice. */
  async clicksLost(): Promise<Figure> {
    const deadline = Date.now() + 30_000;
    let arrived = await this.#stage.arrived();
    while (arrived !== this.asked && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      arrived = await this.#stage.arrived();
    }
    return figure("redirect.clicks_lost", "clicks", this.asked - arrived, {
      note: `of ${this.asked} answered`,
    });
  }
}
