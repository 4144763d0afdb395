/** The base of a commission (rules.md 4). */
import type { CommissionItem } from "./commission.ts";
import { isAmount } from "./currency.ts";
import type { ExplanationStep } from "./explanation.ts";
import { allocate } from "./money.ts";
import type { ReportedItem, ReportedMoney } from "./report.ts";

/** Whether a program pays on tax and shipping too [neither]. */
export type BaseSettings = { readonly taxInBase: boolean; readonly shippingInBase: boolean };

/** A base with the items that sum to it (none if none were reported), in minor units of one currency. */
export type ItemisedBase = {
  readonly base: number;
  readonly items: readonly CommissionItem[];
  readonly notes: readonly ExplanationStep[];
};

/**
 * Base = gross − tax − shipping, at least 0; the discount is already out of gross. With `asReported`
 * only one amount is known and base = gross. Items are scaled where they do not sum to the base.
 * Throws RangeError for an amount that is negative, fractional or above `AMOUNT_MAX`.
 */
export function computeBase(money: ReportedMoney, settings: BaseSettings): ItemisedBase {
  refuseBadAmounts(money);
  const { base, notes } = money.asReported ? reported(money) : computed(money, settings);
  const { currency } = money;
  const itemsSum = sumOf(money.items);
  const scaled = money.items.length > 0 && itemsSum !== base;
  return {
    base,
    items: itemsOf(money.items, base),
    notes: scaled ? [...notes, { code: "base.items_scaled", itemsSum, base, currency }] : notes,
  };
}

type BaseWithNotes = { readonly base: number; readonly notes: readonly ExplanationStep[] };

function reported({ gross, currency }: ReportedMoney): BaseWithNotes {
  return { base: gross, notes: [{ code: "base.as_reported", base: gross, currency }] };
}

function computed(money: ReportedMoney, settings: BaseSettings): BaseWithNotes {
  const { currency, gross, tax, shipping } = money;
  const { taxInBase, shippingInBase } = settings;
  const difference = gross - (taxInBase ? 0 : tax) - (shippingInBase ? 0 : shipping);
  const base = Math.max(difference, 0);
  const step: ExplanationStep = {
    code: "base.computed",
    gross,
    tax,
    shipping,
    taxInBase,
    shippingInBase,
    base,
    currency,
  };
  if (difference >= 0) return { base, notes: [step] };
  return { base, notes: [step, { code: "base.raised_to_zero", computed: difference, currency }] };
}

/** Items whose amounts are all 0 share the base evenly: nothing says that one weighs more. */
function itemsOf(items: readonly ReportedItem[], base: number): CommissionItem[] {
  if (items.length === 0) return [];
  const amounts = allocate(
    base,
    items.map((item) => item.amount),
  );
  const keys = itemKeys(items.map((item) => item.id));
  return items.map(({ product, category, quantity }, index) => ({
    key: keys[index] ?? "",
    product,
    category,
    quantity,
    amount: amounts[index] ?? 0,
  }));
}

/**
 * Keys of items by which commissions and refunds name them: the id that the merchant gave, or `#2` for
 * the second item where there is no id, an id twice, or one that could be taken for another key.
 */
export function itemKeys(ids: readonly (string | null)[]): string[] {
  return ids.map((id, index) => {
    const usable = id !== null && id !== "" && id !== "whole" && !id.startsWith("#");
    return usable && ids.indexOf(id) === ids.lastIndexOf(id) ? id : `#${index + 1}`;
  });
}

function sumOf(items: readonly ReportedItem[]): number {
  return items.reduce((sum, item) => sum + item.amount, 0);
}

function refuseBadAmounts(money: ReportedMoney): void {
  const amounts = [money.gross, money.tax, money.shipping, money.discount];
  for (const amount of [...amounts, ...money.items.map((item) => item.amount)]) {
    if (!isAmount(amount)) throw new RangeError(`${amount} is no amount.`);
  }
}
