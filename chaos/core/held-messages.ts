/**
 * Between the real queue and the real consumer: messages are held, delivered twice, late, out of order
 * and in batches cut anywhere, until the consumer has acknowledged them.
 */
import { Chance } from "../chance.ts";
import { storm } from "./storm.ts";

type Held = {
  readonly id: string;
  readonly timestamp: Date;
  /** JSON: every delivery gets a body of its own. */
  readonly body: string;
  attempts: number;
  dueAt: number;
};

const BATCH_MAX = 100;
const TWICE = 0.15;
const LATE = 0.05;
const LATE_MS_MAX = 6_000;
const SOON_MS_MAX = 400;
/** What the product asks to wait is cut to this: chaos has no hour. */
const RETRY_MS_MAX = 500;

export class HeldMessages {
  readonly #queue: string;
  #held: Held[] = [];
  #underWay = 0;
  #chance = new Chance(0);
  readonly figures = { received: 0, delivered: 0, batches: 0, died: 0, attemptsMax: 0 };

  constructor(queue: string) {
    this.#queue = queue;
  }

  begin(seed: number, series: number): void {
    this.#chance = Chance.of(seed, series, 0);
  }

  /** Everything that is not acknowledged yet. */
  get size(): number {
    return this.#held.length + this.#underWay;
  }

  /** Takes over what the real queue delivered. */
  take({ id, timestamp, body }: Message<unknown>): void {
    this.figures.received++;
    const text = JSON.stringify(body);
    const copies = !storm.calm && this.#chance.is(TWICE) ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      this.#held.push({ id, timestamp, body: text, attempts: 0, dueAt: this.#dueAt() });
    }
  }

  #dueAt(): number {
    if (storm.calm) return Date.now();
    const late = this.#chance.is(LATE);
    return Date.now() + this.#chance.integer(0, late ? LATE_MS_MAX : SOON_MS_MAX);
  }

  /** Delivers one batch of what is due. Answers how many messages it held. */
  async deliver(consume: (batch: MessageBatch<unknown>) => Promise<void>): Promise<number> {
    const messages = this.#drawBatch();
    if (messages.length === 0) return 0;
    this.#underWay += messages.length;
    const settled = new Map<Held, "acked" | "retried">();
    const settle = (as: "acked" | "retried") => {
      for (const held of messages) settled.set(held, as);
    };
    const batch = {
      queue: this.#queue,
      messages: messages.map((held) => messageOf(held, settled)),
      metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } },
      ackAll: () => settle("acked"),
      retryAll: () => settle("retried"),
    };
    let died = false;
    try {
      await consume(batch as unknown as MessageBatch<unknown>);
    } catch {
      died = true;
      this.figures.died++;
    }
    this.#underWay -= messages.length;
    this.figures.batches++;
    this.figures.delivered += messages.length;
    for (const held of messages) {
      const acked = settled.get(held) === "acked" || (!died && !settled.has(held));
      // Of a consumer that died the queue may not have heard any more what it acknowledged.
      if (acked && !(died && this.#chance.is(0.5))) continue;
      this.#held.push(held);
    }
    return messages.length;
  }

  #drawBatch(): Held[] {
    const now = Date.now();
    const due = this.#held.filter(({ dueAt }) => storm.calm || dueAt <= now);
    if (due.length === 0) return [];
    if (!storm.calm) shuffle(due, this.#chance);
    const chosen = new Set(
      due.slice(0, storm.calm ? BATCH_MAX : this.#chance.integer(1, BATCH_MAX)),
    );
    this.#held = this.#held.filter((held) => !chosen.has(held));
    for (const held of chosen) {
      held.attempts++;
      this.figures.attemptsMax = Math.max(this.figures.attemptsMax, held.attempts);
    }
    return [...chosen];
  }
}

function messageOf(held: Held, settled: Map<Held, "acked" | "retried">): Message<unknown> {
  return {
    id: held.id,
    timestamp: held.timestamp,
    body: JSON.parse(held.body),
    attempts: held.attempts,
    metadata: {},
    ack: () => settled.set(held, "acked"),
    retry: ({ delaySeconds = 0 } = {}) => {
      settled.set(held, "retried");
      held.dueAt = Date.now() + Math.min(delaySeconds * 50, RETRY_MS_MAX);
    },
  } as unknown as Message<unknown>;
}

function shuffle<T>(list: T[], chance: Chance): void {
  for (let last = list.length - 1; last > 0; last--) {
    const other = chance.integer(0, last);
    const [a, b] = [list[last], list[other]];
    if (a === undefined || b === undefined) continue;
    list[last] = b;
    list[other] = a;
  }
}
