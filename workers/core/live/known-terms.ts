/** The terms that a counter counts by, read from D1 and kept for a minute. */
import { fixTimeZone } from "../services/clicks/fix-time-zone.ts";
import { type CounterTerms, loadCounterTerms } from "../services/clicks/load-counter-terms.ts";
import type { ServiceContext } from "../services/context.ts";
import type { CounterMemory } from "./counter-memory.ts";

/** Rewards, groups and terms are read again after this. */
const FRESH_MS = 60_000;

export class KnownTerms {
  #known: { readonly terms: CounterTerms; readonly loadedAt: number } | null = null;

  /** What was read last; `null` before. */
  get last(): CounterTerms | null {
    return this.#known?.terms ?? null;
  }

  /**
   * `null` when D1 knows no such affiliate. Fixes the program's zone before anything is counted: the
   * days of all clicks depend on it. When D1 does not answer, what was read last serves on.
   * @throws when nothing was read before
   */
  async load(
    ctx: ServiceContext,
    memory: CounterMemory,
    affiliateId: string,
  ): Promise<CounterTerms | null> {
    const known = this.#known;
    if (known && ctx.clock() - known.loadedAt < FRESH_MS) return known.terms;
    try {
      const terms = await loadCounterTerms(ctx, affiliateId);
      if (terms === null) return null;
      const { programId } = terms;
      if (memory.owner === null) {
        const timeZone = await fixTimeZone(ctx, programId);
        memory.setOwner({ affiliateId, programId, timeZone });
      }
      this.#known = { terms, loadedAt: ctx.clock() };
      return terms;
    } catch (error) {
      if (known === null) throw error;
      ctx.logger.warn("counter.terms_not_read", { affiliate: affiliateId, error });
      return known.terms;
    }
  }
}
