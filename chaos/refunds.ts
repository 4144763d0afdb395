/** Refunds by a seed. */
import { Chance } from "./chance.ts";
import type { Order } from "./orders.ts";

const SERIES = 6;

/** Reported beside the sale, before it and after it. */
export type Refund = {
  readonly externalId: string;
  /** How it names its sale. */
  readonly sale:
    | { readonly external_id: string }
    | { readonly reference: { readonly kind: string; readonly value: string } };
  /** Minor units. */
  readonly amount: number;
  /** How often it is sent, at once. */
  readonly times: 1 | 2;
};

type Sold = Pick<Order, "index" | "type" | "money" | "reports">;

/** Some sales come back in part, some in more parts than one, which may be more than the whole. */
export function refundsOf({ index, type, money, reports }: Sold, seed: number): Refund[] {
  const chance = Chance.of(seed, SERIES, index);
  if (type === "lead" || money === null || money.gross === 0 || !chance.is(0.1)) return [];
  const number = `o${seed}-${index}`;
  const references = reports.flatMap((report) => Object.entries(report.references));
  const names = [
    { external_id: number },
    ...references.map(([kind, value]) => ({ reference: { kind, value } })),
  ];
  return Array.from({ length: chance.integer(1, 2) }, (_, part) => ({
    externalId: `r${number}-${part}`,
    sale: chance.pick(names),
    amount: chance.integer(1, money.gross),
    times: chance.is(0.3) ? 2 : 1,
  }));
}
