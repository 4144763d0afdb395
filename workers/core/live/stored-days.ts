/** Day totals of a counter: in memory while they change, in the checkpoint always. */
import { type DayTotals, emptyDay, readDay, writeDay } from "../../domain/click-totals.ts";
import type { Mode } from "../../domain/mode.ts";
import type { CounterStorage } from "./counter-storage.ts";

export type ModeDay = { readonly mode: Mode; readonly day: string };

/** `live:2026-11-24` */
const nameOf = ({ mode, day }: ModeDay) => `${mode}:${day}`;
const modeDayOf = (name: string): ModeDay => {
  const [mode, day = ""] = name.split(":");
  return { mode: mode === "test" ? "test" : "live", day };
};

export class StoredDays {
  readonly #storage: CounterStorage;
  readonly #days = new Map<string, DayTotals>();

  constructor(storage: CounterStorage) {
    this.#storage = storage;
  }

  /** To be counted on: it stays in memory until it is forgotten. */
  day(of: ModeDay): DayTotals {
    const name = nameOf(of);
    const known = this.#days.get(name);
    if (known) return known;
    const totals = this.peek(of) ?? emptyDay();
    this.#days.set(name, totals);
    return totals;
  }

  /** Only to be looked at; `null` for a day without clicks. */
  peek(of: ModeDay): DayTotals | null {
    const name = nameOf(of);
    const known = this.#days.get(name);
    if (known) return known;
    const stored = this.#storage.readMark(`day:${name}`);
    return stored ? readDay(stored) : null;
  }

  /** Stores the days that rows after `upTo` have changed, and names them. */
  checkpoint(upTo: number): ModeDay[] {
    const changed = [...this.#days].filter(([, { seq }]) => seq > upTo);
    for (const [name, totals] of changed) {
      this.#storage.writeMark(`day:${name}`, writeDay(totals));
    }
    return changed.map(([name]) => modeDayOf(name));
  }

  /** Lets go of days before `day` that no row after `upTo`, which is stored, has changed. */
  forget(upTo: number, day: string): void {
    for (const [name, { seq }] of this.#days) {
      if (seq <= upTo && modeDayOf(name).day < day) this.#days.delete(name);
    }
  }
}
