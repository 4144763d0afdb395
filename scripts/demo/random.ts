/** Chance that always falls the same way: the demo's history is made by it. */
export type Random = {
  /** 0 ≤ n < 1. */
  readonly next: () => number;
  /** An integer, both limits inclusive. */
  readonly integer: (min: number, max: number) => number;
  readonly chance: (probability: number) => boolean;
  /** @throws for an empty list */
  readonly pick: <T>(list: readonly T[]) => T;
  /** One of `[value, weight]`. */
  readonly weighted: <T>(list: readonly (readonly [T, number])[]) => T;
  readonly bytes: (length: number) => Uint8Array<ArrayBuffer>;
};

function orThrow<T>(picked: T | undefined): T {
  if (picked === undefined) throw new Error("Nothing to pick from");
  return picked;
}

/**
 * mulberry32 by Tommy Ettinger (public domain): 32 bits of state, good enough for a demo's history and
 * for nothing that has to be secret.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (list) => orThrow(list[integer(0, list.length - 1)]),
    weighted: (list) => {
      let left = next() * list.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of list) {
        left -= weight;
        if (left < 0) return value;
      }
      return orThrow(list.at(-1))[0];
    },
    bytes: (length) => Uint8Array.from({ length }, () => integer(0, 255)),
  };
}
