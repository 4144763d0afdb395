/** States of an affiliate and of a program, and their dated histories (rules.md 3). */

export const AFFILIATE_STATES = ["applied", "active", "suspended", "left", "banned"] as const;
export type AffiliateState = (typeof AFFILIATE_STATES)[number];

export const PROGRAM_STATES = ["active", "paused", "ended"] as const;
export type ProgramState = (typeof PROGRAM_STATES)[number];

/** One step of a dated history: `state` holds from `fromAt` (UTC ms, inclusive) until the next step. */
export type Dated<State> = { readonly state: State; readonly fromAt: number };

/**
 * The step in force at `at` (UTC ms); `null` before the first. Of several steps that start at the same
 * moment the one listed last holds. The history may come in any order.
 */
export function stepAt<State>(history: readonly Dated<State>[], at: number): Dated<State> | null {
  let current: Dated<State> | null = null;
  for (const step of history) {
    if (step.fromAt <= at && (current === null || step.fromAt >= current.fromAt)) current = step;
  }
  return current;
}

/** The state in force at `at` (UTC ms); `null` before the first step. */
export function stateAt<State>(history: readonly Dated<State>[], at: number): State | null {
  return stepAt(history, at)?.state ?? null;
}
