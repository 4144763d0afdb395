/** Loads conversions with all that a further report of them is judged by. */
import type { Db } from "../../../db/batch.ts";
import {
  selectCommissions,
  selectConversions,
  selectOwners,
  selectReferences,
  selectSightings,
  selectTraces,
} from "../../../db/queries/conversions.ts";
import { selectIdentities } from "../../../db/queries/customers.ts";
import { foldCouponCode } from "../../../domain/coupon.ts";
import type { Identity } from "../../../domain/report.ts";
import type { TokenKeys } from "../../../lib/crypto.ts";
import { verifyTouches } from "./submission.ts";
import type { ConversionRow, KnownConversion, SaidInputs } from "./world.ts";

export async function loadConversions(
  db: Db,
  ids: readonly string[],
  keys: TokenKeys,
): Promise<Map<string, KnownConversion>> {
  if (ids.length === 0) return new Map();
  const [rows, owners, references, identities, sightings, commissions, traces] = await db.batch([
    selectConversions(db, ids),
    selectOwners(db, ids),
    selectReferences(db, ids),
    selectIdentities(db, ids),
    selectSightings(db, ids),
    selectCommissions(db, ids),
    selectTraces(db, ids),
  ]);
  const of = <Row extends { conversionId: string | null }>(list: readonly Row[], id: string) =>
    list.filter(({ conversionId }) => conversionId === id);
  const known = rows.map(
    async (row): Promise<[string, KnownConversion]> => [
      row.id,
      {
        row: { ...row, customerId: of(owners, row.id)[0]?.customerId ?? null },
        references: of(references, row.id),
        said: await saidInputs(
          row,
          of(identities, row.id).map(({ kind, value }) => ({ kind, value })),
          keys,
        ),
        sightings: of(sightings, row.id),
        commissions: of(commissions, row.id),
        trace: of(traces, row.id)[0]?.trace ?? null,
      },
    ],
  );
  return new Map(await Promise.all(known));
}

/** What the report that a conversion rests on said, checked as it was then. */
async function saidInputs(
  { inputs, recordedAt }: ConversionRow,
  identities: readonly Identity[],
  keys: TokenKeys,
): Promise<SaidInputs> {
  const tokens = await verifyTouches(inputs.touches, keys, recordedAt);
  return { tokens, codes: inputs.coupons.map(({ code }) => foldCouponCode(code)), identities };
}
