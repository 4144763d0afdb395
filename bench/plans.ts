/** Everything with its spread. */
const FULL = {
  links: 10_000,
  redirect: { rounds: 7, roundMs: 4_000, steadyRounds: 7, steadyMs: 20_000 },
  heapMs: 4_000,
  coldStartRounds: 7,
  ingest: { affiliates: 200, packs: 300, rounds: 5, messages: 10_000, flushesLast: true },
  reports: { affiliates: 1_000, days: 90, rounds: 11 },
  conversions: { lists: 16 },
  growth: { rows: 20_000, starts: 7 },
  lists: { conversions: 1_000_000, links: 100_000, affiliates: 10_000, selling: 1_000, rounds: 5 },
} as const;

/** How much is measured. */
export const PLANS = {
  full: FULL,
  /** The same in half the time. */
  short: {
    ...FULL,
    redirect: { rounds: 5, roundMs: 2_000, steadyRounds: 7, steadyMs: 5_000 },
    heapMs: 2_000,
    ingest: { ...FULL.ingest, rounds: 3, messages: 5_000 },
    reports: { ...FULL.reports, rounds: 7 },
    conversions: { lists: 12 },
    growth: { ...FULL.growth, rows: 10_000 },
  },
  /** In a minute and a half what a change has done. */
  quick: {
    links: 2_000,
    redirect: { rounds: 2, roundMs: 1_000, steadyRounds: 2, steadyMs: 2_000 },
    heapMs: 1_000,
    coldStartRounds: 3,
    ingest: { affiliates: 50, packs: 100, rounds: 2, messages: 1_000, flushesLast: false },
    reports: { affiliates: 200, days: 90, rounds: 3 },
    conversions: { lists: 4 },
    growth: { rows: 1_000, starts: 3 },
    lists: null,
  },
} as const;
export type Plan = (typeof PLANS)[keyof typeof PLANS];
