/** The weather over core: what becomes of each call to a binding, by a seeded plan. */
import { Chance } from "../chance.ts";

/**
 * - `refuse`: it fails and nothing was done
 * - `lose_answer`: it was done, and fails
 * - `die_before`, `die_after`: whoever called it is gone
 * - `late`: it fails, and is done a while later (D1 only)
 */
export type Fate = "well" | "refuse" | "lose_answer" | "die_before" | "die_after" | "late";
export type Channel = "d1" | "object_d1" | "object" | "queue" | "kv" | "record" | "answer";

/** Probabilities of a call. */
const RATES: Readonly<Record<Channel, readonly (readonly [Fate, number])[]>> = {
  d1: [
    ["refuse", 0.003],
    ["lose_answer", 0.003],
    ["die_before", 0.002],
    ["die_after", 0.002],
    ["late", 0.003],
  ],
  /** Of a counter, which writes seldom. */
  object_d1: [
    ["refuse", 0.05],
    ["lose_answer", 0.05],
    ["die_before", 0.02],
    ["die_after", 0.02],
    ["late", 0.2],
  ],
  object: [
    ["refuse", 0.01],
    ["lose_answer", 0.01],
    ["die_before", 0.005],
    ["die_after", 0.005],
  ],
  queue: [
    ["refuse", 0.03],
    ["lose_answer", 0.02],
    ["die_before", 0.005],
    ["die_after", 0.005],
  ],
  kv: [["refuse", 0.02]],
  /** What a counter itself does when it is called: it is evicted. */
  record: [
    ["die_before", 0.01],
    ["die_after", 0.01],
  ],
  /** An answer on its way to the caller. */
  answer: [["lose_answer", 0.03]],
};

const SERIES: Readonly<Record<Channel, number>> = {
  d1: 11,
  object_d1: 17,
  object: 12,
  queue: 13,
  kv: 14,
  record: 15,
  answer: 16,
};

class Storm {
  calm = true;
  d1RefusesUntil = 0;
  /** How often each fate struck. */
  readonly struck: Record<string, number> = {};
  #chances = new Map<Channel, Chance>();

  begin(seed: number): void {
    this.calm = false;
    this.#chances = new Map(
      (Object.keys(SERIES) as Channel[]).map((channel) => [
        channel,
        Chance.of(seed, SERIES[channel], 0),
      ]),
    );
  }

  fate(channel: Channel): Fate {
    if (this.calm) return "well";
    if (channel.endsWith("d1") && Date.now() < this.d1RefusesUntil)
      return this.#note(channel, "refuse");
    let drawn = this.#chances.get(channel)?.next() ?? 1;
    for (const [fate, probability] of RATES[channel]) {
      drawn -= probability;
      if (drawn < 0) return this.#note(channel, fate);
    }
    return "well";
  }

  #note(channel: Channel, fate: Fate): Fate {
    const name = `${channel}.${fate}`;
    this.struck[name] = (this.struck[name] ?? 0) + 1;
    return fate;
  }
}

export const storm = new Storm();
