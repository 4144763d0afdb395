/** Everything that a run's orders came to, against the model. */
import { type OrderSums, type Reported, readBooks } from "./books.ts";
import {
  compareConversions,
  compareDays,
  compareEnrichment,
  compareTurns,
} from "./compare-conversions.ts";
import {
  compareApi,
  compareCaps,
  compareCommissions,
  compareLedger,
  compareSums,
} from "./compare-money.ts";
import { compareRefunds } from "./compare-refunds.ts";
import type { Finding } from "./findings.ts";
import type { Stage } from "./stage.ts";

export async function compareOrders(
  stage: Stage,
  reported: Reported,
): Promise<{ sums: OrderSums; findings: Finding[] }> {
  const books = await readBooks(stage, reported.orders.keys());
  const comparisons = [
    compareConversions(books),
    compareTurns(reported, books),
    compareRefunds(books),
    compareEnrichment(reported, books),
    compareCommissions(books),
    compareSums(reported, books),
    await compareDays(stage, reported),
    await compareCaps(stage, reported, books),
    ...(await compareLedger(stage, reported, books)),
    await compareApi(stage, reported),
  ];
  return { sums: books.sums, findings: comparisons.map(({ finding }) => finding) };
}
