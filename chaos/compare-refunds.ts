/** Refunds against what was sent. */
import type { Books } from "./books.ts";
import { Comparison } from "./findings.ts";

/** One a refund, of its sale, whichever of the two came first and whatever it calls it. */
export function compareRefunds({ conversions, refunds }: Books): Comparison {
  const comparison = new Comparison("refunds: one each, of its sale (nothing is reversed yet)");
  const known = Map.groupBy(refunds, ({ external_id }) => external_id);
  let sent = 0;
  for (const [order, [conversion]] of conversions) {
    for (const { externalId, amount } of order.refunds) {
      sent++;
      const got = (known.get(externalId) ?? []).map((one) => [one.conversion_id, one.amount]);
      comparison.equal(externalId, got, [[conversion?.id, amount]]);
    }
  }
  return comparison.equal("refunds in all", refunds.length, sent);
}
