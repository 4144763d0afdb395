/** Caps (rules.md 5): limits whose use lives in counter rows, changed with a guard on the value read. */
import { periodKey } from "./calendar.ts";
import type { CounterChange } from "./commission.ts";
import type { ExplanationStep } from "./explanation.ts";
import type { CapScope, RewardCap } from "./reward.ts";

/** Whom a commission concerns, as far as caps ask. */
export type CapSubject = {
  readonly rewardId: string;
  readonly affiliateId: string;
  /** `null`: no customer is known, so a cap per customer limits this commission alone. */
  readonly customerId: string | null;
  /** `YYYY-MM-DD`: event day in the program's zone. */
  readonly day: string;
};

/**
 * Key of the counter that a cap looks at, the same for every version of the reward; `null` for a cap
 * per customer without a customer. Program and mode are columns beside it.
 */
export function capKey(cap: RewardCap, subject: CapSubject): string | null {
  const owner = capOwner(cap.scope, subject);
  if (owner === null) return null;
  return ["cap", cap.scope, owner, cap.measure, periodKey(cap.period, subject.day)].join(":");
}

function capOwner(scope: CapScope, subject: CapSubject): string | null {
  switch (scope) {
    case "program":
      return "all";
    case "reward":
      return subject.rewardId;
    case "affiliate":
      return `${subject.rewardId}:${subject.affiliateId}`;
    case "customer":
      return subject.customerId === null ? null : `${subject.rewardId}:${subject.customerId}`;
  }
}

/** Counters while one conversion is decided: what was read, and what its commissions add. */
export type Tally = {
  readonly used: (key: string) => number;
  readonly add: (key: string, amount: number) => void;
  readonly changes: () => CounterChange[];
};

/** A tally over the values read; a counter that has no row yet counts as 0. */
export function createTally(read: Readonly<Record<string, number>>): Tally {
  const added = new Map<string, number>();
  const readOf = (key: string) => (Object.hasOwn(read, key) ? (read[key] ?? 0) : 0);
  return {
    used: (key) => readOf(key) + (added.get(key) ?? 0),
    add: (key, amount) => {
      if (amount > 0) added.set(key, (added.get(key) ?? 0) + amount);
    },
    changes: () => [...added].map(([key, add]) => ({ key, read: readOf(key), add })),
  };
}

export type Capped = {
  readonly amount: number;
  readonly steps: readonly ExplanationStep[];
  /** The cap that left nothing. */
  readonly reached: CapScope | null;
};

/**
 * Cuts `amount` to what the caps leave and adds what remains to the tally. A count cap that is used up
 * leaves nothing. What one cap cuts is not counted against another.
 */
export function applyCaps(
  amount: number,
  caps: readonly RewardCap[],
  subject: CapSubject,
  currency: string,
  tally: Tally,
): Capped {
  let left = amount;
  let reached: CapScope | null = null;
  const steps: ExplanationStep[] = [];
  for (const cap of caps) {
    const key = capKey(cap, subject);
    const used = key === null ? 0 : tally.used(key);
    const after = capLeft(cap, used, left);
    if (after === left) continue;
    const { scope, measure, limit } = cap;
    const period = periodKey(cap.period, subject.day);
    const facts = { scope, measure, period, limit, used, currency };
    steps.push({ code: "cap.cut", ...facts, before: left, after });
    left = after;
    if (left === 0) reached = scope;
  }
  if (left > 0) countUse(left, caps, subject, tally);
  return { amount: left, steps, reached };
}

function capLeft(cap: RewardCap, used: number, amount: number): number {
  const free = Math.max(cap.limit - used, 0);
  if (cap.measure === "count") return free > 0 ? amount : 0;
  return Math.min(amount, free);
}

/** Two caps may share a counter (same scope and period, other limit): it counts once. */
function countUse(
  amount: number,
  caps: readonly RewardCap[],
  subject: CapSubject,
  tally: Tally,
): void {
  const uses = new Map<string, number>();
  for (const cap of caps) {
    const key = capKey(cap, subject);
    if (key !== null) uses.set(key, cap.measure === "count" ? 1 : amount);
  }
  for (const [key, use] of uses) tally.add(key, use);
}
