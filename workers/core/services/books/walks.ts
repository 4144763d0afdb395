/** The walks of the proof, in the order in which an organization's books are gone over. */
import {
  selectAdjustmentsToProve,
  selectAffiliatesToProve,
  selectCapCounters,
  selectCommissionsToProve,
  selectTransactions,
} from "../../../db/queries/books.ts";
import { type AccountSum, readBothWays } from "../../../db/queries/books-balances.ts";
import { selectDocumentSeries, selectPayoutsToProve } from "../../../db/queries/books-payouts.ts";
import { walkDays } from "./days.ts";
import {
  judgeAdjustment,
  judgeCommission,
  judgeCounter,
  judgePayout,
  judgeSeries,
  judgeTransaction,
} from "./judge.ts";
import { type Difference, type Walk, walkedPage } from "./walk.ts";

/** Each row is looked up in half a dozen indexes: some tenths of a second a page. */
const ROWS_PER_PAGE = 500;
/** Of an affiliate all entries and sources are summed up. */
const AFFILIATES_PER_PAGE = 50;

const walkTransactions: Walk = {
  of: "organization",
  page: async (db, scope, after) =>
    walkedPage(
      await selectTransactions(db, { ...scope, after, limit: ROWS_PER_PAGE }),
      ROWS_PER_PAGE,
      ({ at, id }) => ({ value: at, id }),
      judgeTransaction,
    ),
};

const walkPayouts: Walk = {
  of: "organization",
  page: async (db, scope, after) =>
    walkedPage(
      await selectPayoutsToProve(db, { ...scope, after, limit: ROWS_PER_PAGE }),
      ROWS_PER_PAGE,
      ({ createdAt, id }) => ({ value: createdAt, id }),
      judgePayout,
    ),
};

const walkDocuments: Walk = {
  of: "organization",
  page: async (db, { organizationId, mode }) => {
    const series = await selectDocumentSeries(db, organizationId, mode);
    const differences = series
      .flatMap(judgeSeries)
      .map((one) => ({ ...one, subjectId: `${organizationId}:${one.subjectId}` }));
    return { examined: series.length, differences, after: null };
  },
};

const walkCommissions: Walk = {
  of: "program",
  page: async (db, scope, after) =>
    walkedPage(
      await selectCommissionsToProve(db, { ...scope, after, limit: ROWS_PER_PAGE }),
      ROWS_PER_PAGE,
      ({ eventAt, id }) => ({ value: eventAt, id }),
      judgeCommission,
    ),
};

const walkAdjustments: Walk = {
  of: "program",
  page: async (db, scope, after) =>
    walkedPage(
      await selectAdjustmentsToProve(db, { ...scope, after, limit: ROWS_PER_PAGE }),
      ROWS_PER_PAGE,
      ({ createdAt, id }) => ({ value: createdAt, id }),
      judgeAdjustment,
    ),
};

const walkCounters: Walk = {
  of: "program",
  page: async (db, scope, after) =>
    walkedPage(
      await selectCapCounters(db, { ...scope, after, limit: ROWS_PER_PAGE }),
      ROWS_PER_PAGE,
      ({ key }) => ({ value: key, id: key }),
      (row) =>
        judgeCounter(row).map((one) => ({ ...one, subjectId: `${scope.programId}:${row.key}` })),
    ),
};

const placeOf = ({ affiliateId, currency, account }: AccountSum) =>
  JSON.stringify([affiliateId, currency, account]);

/** Where ledger and rows do not come to the same. */
export function compareBalances(
  ledger: readonly AccountSum[],
  rows: readonly AccountSum[],
): Difference[] {
  const sums = new Map<string, AccountSum & { inLedger: number; inRows: number }>();
  const at = (sum: AccountSum) => {
    const key = placeOf(sum);
    const known = sums.get(key) ?? { ...sum, inLedger: 0, inRows: 0 };
    sums.set(key, known);
    return known;
  };
  for (const sum of ledger) at(sum).inLedger += sum.amount;
  for (const sum of rows) at(sum).inRows += sum.amount;
  return [...sums.values()]
    .filter(({ inLedger, inRows }) => inLedger !== inRows)
    .map(({ affiliateId, account, currency, inLedger, inRows }) => ({
      kind: `affiliate.${account}` as const,
      subjectId: affiliateId,
      facts: { currency, ledger: inLedger, rows: inRows },
    }));
}

const walkAffiliates: Walk = {
  of: "program",
  page: async (db, scope, after) => {
    const found = await selectAffiliatesToProve(db, {
      ...scope,
      after,
      limit: AFFILIATES_PER_PAGE,
    });
    const ids = found.map(({ id }) => id);
    const { ledger, rows } = await readBothWays(db, ids, scope.mode);
    const page = walkedPage(
      found,
      AFFILIATES_PER_PAGE,
      ({ createdAt, id }) => ({ value: createdAt, id }),
      () => [],
    );
    return { ...page, differences: compareBalances(ledger, rows) };
  },
};

export const WALKS: readonly Walk[] = [
  walkTransactions,
  walkPayouts,
  walkDocuments,
  walkCommissions,
  walkAdjustments,
  walkAffiliates,
  walkDays,
  walkCounters,
];
