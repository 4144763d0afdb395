/** Makes the weather of a run: outages, deaths, deliveries, by loops that end with it. */
import { setTimeout as wait } from "node:timers/promises";
import { Chance } from "./chance.ts";
import type { Affiliate } from "./company.ts";
import { ask, call, OPERATOR } from "./http.ts";
import type { Stage } from "./stage.ts";

const QUEUES = ["trackdesk-clicks", "trackdesk-events"] as const;
const CONSUMERS = 3;
const IDLE_MS = 60;
const SERIES = 5;

type Delivered = { readonly delivered: number; readonly held: number };
type DoubtfulPack = {
  readonly id: string;
  readonly clicks: readonly [name: string, at: number, affiliate: string][];
};
type Arrived = { readonly queued: boolean; readonly affiliates: readonly string[] };
/** What is new in a list that only grows, from its item `from` on. */
type News<Item> = { readonly from: number; readonly items: readonly Item[] };
type Book = {
  readonly handed: News<[name: string, at: number]>;
  readonly killed: News<string>;
  readonly doubtful: News<DoubtfulPack>;
  readonly unchecked: number;
  readonly open: number;
};
export type Struck = {
  readonly struck: Readonly<Record<string, number>>;
  readonly queues: Readonly<Record<string, Readonly<Record<string, number>>>>;
};

export class Weather {
  readonly #stage: Stage;
  readonly #chance: Chance;
  readonly #affiliates: readonly Affiliate[];
  readonly #held = new Map<string, number>();
  #over = false;
  #loops: Promise<void>[] = [];
  /** Clicks that left an isolate, in packs. */
  readonly handed: [name: string, at: number][] = [];
  /** Clicks that an isolate held when it was killed. */
  readonly killed: string[] = [];
  /** Packs that an isolate had sent, and was killed before it heard that they had come. */
  readonly doubtful: DoubtfulPack[] = [];
  open = 0;
  /** Of the clicks that left: those whose affiliate was unknown to their isolate. */
  unchecked = 0;

  constructor(stage: Stage, seed: number, affiliates: readonly Affiliate[]) {
    this.#stage = stage;
    this.#chance = Chance.of(seed, SERIES, 0);
    this.#affiliates = affiliates;
  }

  async begin(seed: number): Promise<void> {
    await ask(`${this.#stage.core}/chaos/begin?seed=${seed}`);
    await ask(`${this.#stage.edge}/chaos/begin?seed=${seed}`);
    const { core, edge } = this.#stage;
    for (const queue of QUEUES) {
      for (let index = 0; index < CONSUMERS; index++) this.#loop(() => this.#deliver(queue));
    }
    const between = (min: number, max: number) => wait(this.#chance.integer(min, max));
    this.#loop(async () => {
      await between(2_500, 6_000);
      await this.#unlessOver(`${core}/chaos/outage?ms=${this.#chance.integer(100, 600)}`);
    });
    this.#loop(async () => {
      await between(1_500, 4_000);
      await this.#unlessOver(`${edge}/chaos/kill`);
    });
    this.#loop(async () => {
      await between(200, 600);
      const affiliate = this.#chance.pick(this.#affiliates);
      await this.#unlessOver(`${core}/chaos/flush?affiliate=${affiliate.id}`);
    });
    this.#loop(async () => {
      await between(500, 1_500);
      await this.sweep();
    });
    this.#loop(async () => {
      await wait(1_000);
      await this.#readBook();
    });
  }

  /** Nothing goes wrong from here on. */
  async calm(): Promise<void> {
    this.#over = true;
    await ask(`${this.#stage.core}/chaos/calm`);
    await ask(`${this.#stage.edge}/chaos/calm`);
  }

  /** Everything that was under way has arrived, or been recorded. */
  async drained(): Promise<void> {
    for (let quiet = 0; quiet < 4; ) {
      await wait(150);
      await this.#readBook();
      const held = [...this.#held.values()].reduce((sum, one) => sum + one, 0);
      quiet = held === 0 && this.open === 0 ? quiet + 1 : 0;
    }
  }

  async end(): Promise<Struck> {
    const struck = await ask<Struck>(`${this.#stage.core}/chaos/figures`);
    this.#ended = true;
    await Promise.all(this.#loops);
    await this.#readBook();
    await this.#settleDoubts();
    return struck;
  }

  /** What has come was handed over, whether its isolate lived to hear it or not. */
  async #settleDoubts(): Promise<void> {
    for (const { id, clicks } of this.doubtful) {
      const url = `${this.#stage.core}/chaos/arrived?pack=${id}`;
      const { queued, affiliates } = await ask<Arrived>(url);
      for (const [name, at, affiliate] of clicks) {
        if (queued || affiliates.includes(affiliate)) this.handed.push([name, at]);
      }
    }
  }

  #ended = false;

  /** Runs the job that a cron starts every minute. Time passes for one that died. */
  async sweep(): Promise<string> {
    const url = `${this.#stage.core}/api/v1/operator/jobs/sweep-outbox/run`;
    const { status, body } = await call("POST", url, OPERATOR);
    if (status === 409) {
      await this.#stage.d1
        .prepare("update job_runs set started_at = 0 where finished_at is null")
        .run();
    }
    return body;
  }

  #loop(turn: () => Promise<void>): void {
    const run = async () => {
      while (!this.#ended) await turn();
    };
    this.#loops.push(run());
  }

  async #unlessOver(url: string): Promise<void> {
    if (!this.#over) await ask(url);
  }

  async #deliver(queue: string): Promise<void> {
    const url = `${this.#stage.core}/chaos/deliver?queue=${queue}`;
    const { delivered, held } = await ask<Delivered>(url);
    this.#held.set(queue, held);
    if (delivered === 0) await wait(IDLE_MS);
  }

  async #readBook(): Promise<void> {
    const lengths = [this.handed.length, this.killed.length, this.doubtful.length];
    const known = `handed=${lengths[0]}&killed=${lengths[1]}&doubtful=${lengths[2]}`;
    const { handed, killed, doubtful, unchecked, open } = await ask<Book>(
      `${this.#stage.edge}/chaos/book?${known}`,
    );
    append(this.handed, handed);
    append(this.killed, killed);
    append(this.doubtful, doubtful);
    this.unchecked = unchecked;
    this.open = open;
  }
}

/** Two may have asked at once, or one twice. */
function append<Item>(list: Item[], { from, items }: News<Item>): void {
  for (const item of items.slice(list.length - from)) list.push(item);
}
