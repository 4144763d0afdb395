import type { RawClick } from "../../domain/click-facts.ts";
import type { OwnedClick, Pack } from "../../domain/pack.ts";

/** Room in a row for its clicks as JSON, in UTF-16 units: below 1 MB even where all are two bytes. */
const ROW_LENGTH_MAX = 500_000;
/** Clicks are about so long as JSON; measuring each would take as long as counting it. */
const SAMPLE = 20;

const strip = ({ program: _, affiliate: __, ...click }: OwnedClick): RawClick => click;

/** An upper guess of what clicks take as JSON, from every 20th of them. */
function lengthOf(clicks: readonly RawClick[]): number {
  let longest = 0;
  for (let index = 0; index < clicks.length; index += SAMPLE) {
    longest = Math.max(longest, JSON.stringify(clicks[index]).length);
  }
  return longest * clicks.length;
}

/**
 * Packs as rows: one row, or several where they would exceed 1 MB. A click is stored without its
 * program and affiliate, which are the counter's own.
 */
export function rowsOf(
  packs: readonly Pack<OwnedClick>[],
): { readonly ids: readonly string[]; readonly clicks: readonly RawClick[] }[] {
  const rows: { ids: string[]; clicks: RawClick[] }[] = [];
  let room = 0;
  for (const { id, clicks } of packs) {
    const stripped = clicks.map(strip);
    const length = lengthOf(stripped);
    const open = rows.at(-1);
    if (open && length <= room) {
      open.ids.push(id);
      open.clicks.push(...stripped);
      room -= length;
    } else {
      rows.push({ ids: [id], clicks: stripped });
      room = ROW_LENGTH_MAX - length;
    }
  }
  return rows;
}
