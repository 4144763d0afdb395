/** What affiliates have earned, are owed and were paid, by currency. Amounts are minor units. */
import * as z from "zod";
import { currency, idOf, minorUnits, mode } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";

const sums = {
  currency,
  /** Earned, and not payable yet. */
  pending: minorUnits,
  /** Of `pending`: what something blocks, such as a suspension or a dispute. */
  held: minorUnits,
  /** Payable, and in no payout. */
  payable: minorUnits,
  /** Claimed by payouts that are not settled yet. */
  in_payout: minorUnits,
  /** What payouts brought, tax included. */
  paid: minorUnits,
  /** What is owed back: later payouts keep it. */
  debt: minorUnits,
};

export const balanceQuerySchema = z.strictObject({ mode: mode.optional() });
export type BalanceQuery = z.output<typeof balanceQuerySchema>;

export const balanceSchema = z.object({
  affiliate_id: idOf("aff"),
  program_id: idOf("prog"),
  mode,
  /** The program's currency, and others in which there is a balance. */
  balances: z.array(z.object(sums)),
});
export type BalanceAnswer = z.output<typeof balanceSchema>;

export const balancesQuerySchema = z.strictObject({ mode: mode.optional(), ...pageQuery });
export type BalancesQuery = z.output<typeof balancesQuerySchema>;

export const balancesPageSchema = pageOf(
  z.object({ affiliate_id: idOf("aff"), program_id: idOf("prog"), mode, ...sums }),
);
export type BalancesItem = z.output<typeof balancesPageSchema>["data"][number];
export type BalancesPage = Page<BalancesItem>;
