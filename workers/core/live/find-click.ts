import { type ClickDetails, detailsOf, type RawClick } from "../../domain/click-facts.ts";
import type { CounterStorage } from "./counter-storage.ts";

/**
 * The facts of the click made at `at` (UTC ms) with `nonce`; `null` when it has not arrived, or has
 * moved to R2. A prefetch tells more than the report that it was seen, so its facts are taken.
 */
export function findClick(storage: CounterStorage, at: number, nonce: string): ClickDetails | null {
  let prefetch: RawClick | null = null;
  let shown: RawClick | null = null;
  for (const clicks of storage.clicksAround(at)) {
    for (const click of clicks) {
      if (click.at !== at || click.nonce !== nonce) continue;
      if (click.shown) shown ??= click;
      else if (click.flag === "prefetch") prefetch ??= click;
      else return detailsOf(click, false);
    }
    if (prefetch && shown) break;
  }
  const found = prefetch ?? shown;
  return found && detailsOf(found, shown !== null);
}
