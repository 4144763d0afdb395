import type { WeightedDestination } from "./destination.ts";

const HASH_RANGE = 2 ** 32;

/**
 * The destination that a visitor's hash (0 up to 2³² − 1) falls on: the same hash always falls on the
 * same one as long as the list and its weights stay. Weights are shares of their sum; those that are
 * not above zero have none. `null` when nothing has a share.
 */
export function chooseWeighted(split: readonly WeightedDestination[], hash: number): string | null {
  let total = 0;
  for (const { weight } of split) if (weight > 0) total += weight;
  let point = (hash / HASH_RANGE) * total;
  let chosen: string | null = null;
  for (const { destination, weight } of split) {
    if (weight <= 0) continue;
    chosen = destination;
    if (point < weight) break;
    point -= weight;
  }
  return chosen;
}
