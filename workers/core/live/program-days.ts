import { dayInZone } from "../../domain/calendar.ts";

/** Zones differ from UTC by multiples of this, so a quarter of an hour lies in one day. */
const QUARTER_MS = 15 * 60_000;
const QUARTERS_KEPT = 10_000;

/** Days of moments in a zone, remembered: formatting one takes longer than counting a click. */
export class ProgramDays {
  readonly #zone: string;
  readonly #byQuarter = new Map<number, string>();

  /** @param zone IANA name */
  constructor(zone: string) {
    this.#zone = zone;
  }

  /** The day, `YYYY-MM-DD`, of `at` (UTC ms). */
  dayOf(at: number): string {
    const quarter = Math.floor(at / QUARTER_MS);
    const known = this.#byQuarter.get(quarter);
    if (known !== undefined) return known;
    if (this.#byQuarter.size >= QUARTERS_KEPT) this.#byQuarter.clear();
    const day = dayInZone(at, this.#zone);
    this.#byQuarter.set(quarter, day);
    return day;
  }
}
