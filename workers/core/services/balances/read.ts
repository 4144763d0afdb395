/** Balances of affiliates, from the ledger. */
import type {
  BalanceAnswer,
  BalanceQuery,
  BalancesItem,
  BalancesPage,
  BalancesQuery,
} from "../../../contract/balances.ts";
import { readCursor, toPage } from "../../../contract/page.ts";
import {
  type BalanceRow,
  selectBalancePage,
  selectBalances,
} from "../../../db/queries/balances.ts";
import { findProgram } from "../../../db/queries/links.ts";
import { modeOf } from "../../../domain/actor.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { findScope } from "../scope.ts";

/** What is payable below zero is a debt. */
const sumsOf = ({ currency, pending, held, payable, inPayout, paid }: BalanceRow) => ({
  currency,
  pending,
  held,
  payable: Math.max(payable, 0),
  in_payout: inPayout,
  paid,
  debt: Math.max(-payable, 0),
});

/**
 * An affiliate's balances by currency, the program's among them.
 * @throws ProblemError `affiliate.not_found`; PermissionDenied
 */
export async function readBalance(
  ctx: ServiceContext,
  affiliateId: string,
  query: BalanceQuery,
): Promise<BalanceAnswer> {
  const asked = { affiliate_id: affiliateId, mode: query.mode };
  const { programId, mode } = await findScope(ctx, "balance.read", asked);
  const program = await findProgram(ctx.db, programId);
  const rows = await selectBalances(ctx.db, affiliateId, mode, program?.currency ?? "");
  return { affiliate_id: affiliateId, program_id: programId, mode, balances: rows.map(sumsOf) };
}

/**
 * Balances of all affiliates of an organization who have any, by affiliate and currency.
 * @throws ProblemError `request.invalid_cursor`; PermissionDenied
 */
export async function listBalances(
  ctx: ServiceContext,
  organizationId: string,
  query: BalancesQuery,
): Promise<BalancesPage> {
  const mode = query.mode ?? modeOf(ctx.actor);
  assertAllowed(ctx.actor, "balance.list", { noun: "organization", organizationId, mode });
  const page = {
    organizationId,
    mode,
    after: readCursor(query.cursor),
    limit: query.limit + 1,
  };
  const rows = await selectBalancePage(ctx.db, page);
  return toPage(
    rows,
    query.limit,
    ({ affiliateId, currency }) => ({ value: affiliateId, id: currency }),
    (row): BalancesItem => ({
      affiliate_id: row.affiliateId,
      program_id: row.programId,
      mode,
      ...sumsOf(row),
    }),
  );
}
