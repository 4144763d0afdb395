/**
 * How customers came, as the reports said that stand so far: one of higher trust that is silent about it
 * keeps that (docs/decisions/003), so its links, coupons and customers have to be known too.
 */
import type { Db } from "../../../db/batch.ts";
import { selectCustomersByIdentity } from "../../../db/queries/customers.ts";
import { selectCoupons, selectLinks } from "../../../db/queries/matches.ts";
import type { Mode } from "../../../domain/mode.ts";
import { encodeTypeId } from "../../../lib/ids.ts";
import type { KnownConversion } from "./world.ts";

type Scope = { readonly programId: string; readonly mode: Mode };

/** The links, coupons and customers that the conversions' own inputs name; customers by who they are now. */
export async function loadKept(
  db: Db,
  scope: Scope,
  conversions: ReadonlyMap<string, KnownConversion>,
) {
  const all = [...conversions.values()];
  const linkIds = all.flatMap(({ said }) =>
    said.tokens.flatMap((token) => (token.ok ? encodeTypeId("link", token.linkId) : [])),
  );
  const codes = all.flatMap(({ said }) => said.codes);
  const identities = all.flatMap(({ row: { origin }, said }) =>
    said.identities.map((identity) => ({ origin, ...identity })),
  );
  if (linkIds.length + codes.length + identities.length === 0) {
    return { links: [], coupons: [], named: [] };
  }
  const [links, coupons, named] = await db.batch([
    selectLinks(db, linkIds),
    selectCoupons(db, scope, codes),
    selectCustomersByIdentity(db, scope, identities),
  ]);
  return { links, coupons, named };
}
