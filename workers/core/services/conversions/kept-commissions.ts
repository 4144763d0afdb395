/** New commissions beside those of the same conversion that an earlier decision left where they were. */
import type { Run } from "./run.ts";
import type { CommissionRow } from "./world.ts";

type Beside = {
  /** To be booked. */
  readonly booked: CommissionRow[];
  /** Still in force. */
  readonly kept: CommissionRow[];
};

/** What makes a commission one (`commissions_one`). */
const keyOf = ({ itemKey, rewardId, affiliateId, level }: CommissionRow): string =>
  JSON.stringify([itemKey, rewardId, affiliateId, level]);

/**
 * Nobody is paid twice for one conversion by one reward: what an affiliate was paid stands for what he
 * would earn now. One that was rejected or taken back makes way for the new one.
 */
export function besideKept(
  { changes, now }: Run,
  fresh: readonly CommissionRow[],
  kept: readonly CommissionRow[],
): Beside {
  const wanted = new Set(fresh.map(keyOf));
  const stays = kept.filter((row) => row.state === "paid" || !wanted.has(keyOf(row)));
  for (const { id, version } of kept.filter((row) => !stays.includes(row))) {
    changes.superseded.push({ id, fromVersion: version, at: now });
  }
  const paid = new Map(stays.map((row) => [keyOf(row), row.id]));
  const paidInstead = new Map(
    fresh.flatMap((row): [string, string][] => {
      const standing = paid.get(keyOf(row));
      return standing === undefined ? [] : [[row.id, standing]];
    }),
  );
  const booked = fresh
    .filter(({ id }) => !paidInstead.has(id))
    .map((row) => ({ ...row, parentId: paidInstead.get(row.parentId ?? "") ?? row.parentId }));
  return { booked, kept: stays };
}
