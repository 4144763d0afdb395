/** Raw clicks leave the counter for R2 when no attribution can ask for them any more. */
import { DAY_MS } from "../../domain/day.ts";
import { PACK_ID_KEPT_MS } from "../../domain/pack.ts";
import { archiveClicks } from "../services/clicks/archive-clicks.ts";
import type { ServiceContext } from "../services/context.ts";
import type { Owner } from "./counter-memory.ts";
import { type CounterStorage, storedAt } from "./counter-storage.ts";

/** Raw clicks stay at least so long; longer where a program's attribution window is. */
export const RAW_CLICKS_KEPT_DAYS = 180;
/** Rows an object of R2; a row holds at most 1 MB. */
const ROWS_AN_OBJECT = 20;

const utcDay = (at: number) => new Date(at).toISOString().slice(0, 10);

/** How long raw clicks are kept, in milliseconds. */
export const rawClicksKeptMs = (clickWindowDays: number) =>
  (Math.max(RAW_CLICKS_KEPT_DAYS, clickWindowDays) + 1) * DAY_MS;

/**
 * Moves the clicks of UTC days that ended `keptMs` ago, and forgets the ids of packs that nobody can
 * deliver again. An object is named by its first row and holds rows of one day that is over, so that a
 * repeat after a crash writes the same object.
 */
export async function moveOldClicks(
  ctx: ServiceContext,
  storage: CounterStorage,
  owner: Owner,
  keptMs: number,
): Promise<void> {
  const now = ctx.clock();
  const before = Math.floor((now - keptMs) / DAY_MS) * DAY_MS;
  for (;;) {
    const rows = storage.oldestClicks(before, ROWS_AN_OBJECT);
    const [first] = rows;
    if (first === undefined) break;
    const day = utcDay(storedAt(first.n));
    const ofDay = rows.filter(({ n }) => utcDay(storedAt(n)) === day);
    const clicks = ofDay.flatMap((row) => row.clicks);
    await archiveClicks(ctx, owner, `${day}-${first.n}`, clicks);
    storage.dropClicks(first.n, ofDay.at(-1)?.n ?? first.n);
  }
  storage.dropPackIds(now - PACK_ID_KEPT_MS);
}
