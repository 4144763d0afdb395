/** Deliberate faults: one line of the product replaced when it is bundled, so that chaos must fail. */

export type Fault = {
  /** From the project's folder. */
  readonly file: string;
  readonly line: string;
  readonly becomes: string;
};

export const FAULTS = {
  /** A counter counts a pack as often as it is delivered. */
  "pack-dedup": {
    file: "workers/core/live/seen-packs.ts",
    line: "const isFresh = !this.#ids.has(pack.id) && !stored.has(pack.id) && !isTooOld(pack, now);",
    becomes: "const isFresh = !isTooOld(pack, now) && stored.size >= 0;",
  },
  /** A late write of day totals goes over a newer one. */
  "day-seq": {
    file: "workers/db/queries/click-days.ts",
    line: "where excluded.seq > seq`);",
    becomes: "where true`);",
  },
  /** A guarded update that changed nothing lets the rest of its batch through. */
  assertion: {
    file: "workers/db/batch.ts",
    line: "{rows} then 1 else json('{') end`,",
    becomes: "{rows} then 1 else 2 end`,",
  },
  /** A click whose edge did not know how its affiliate stands counts as an active one's. */
  standing: {
    file: "workers/core/live/affiliate-counter.ts",
    line: "if (!packs.some(({ clicks }) => hasUnchecked(clicks))) return packs;",
    becomes: "if (packs.length >= 0) return packs;",
  },
  /** A row leaves the outbox whether it was sent or not. */
  outbox: {
    file: "workers/core/services/outbox/run-due.ts",
    line: 'if (outcome === "done") {',
    becomes: "if (outcome !== null) {",
  },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;

export const isFault = (name: string): name is FaultName => Object.hasOwn(FAULTS, name);

/** The source with the fault in it. @throws when the line is not there any more */
export function withFault(source: string, { file, line, becomes }: Fault): string {
  if (!source.includes(line)) throw new Error(`${file} has no line any more that reads: ${line}`);
  return source.replaceAll(line, becomes);
}
