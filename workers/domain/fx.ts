/** One conversion of a base at a stored rate (rules.md 10): exact decimals, no floats. */
import type { ItemisedBase } from "./base.ts";
import { minorDigits } from "./currency.ts";
import { allocate, exact, roundHalfEven, toMinor } from "./money.ts";

const DECIMAL = /^\d{1,12}(\.\d{1,18})?$/;

/** Whether `rate` is a positive decimal such as `1.0843`: at most 12 digits before the point, 18 after. */
export function isRate(rate: string): boolean {
  return DECIMAL.test(rate) && /[1-9]/.test(rate);
}

/**
 * `amount` minor units of a currency with `fromDigits`, in minor units of one with `toDigits`, at
 * `rate` units of the second for one of the first; half to even.
 * Throws RangeError when the rate is no positive decimal.
 */
export function convert(
  amount: number,
  fromDigits: number,
  toDigits: number,
  rate: string,
): number {
  if (!isRate(rate)) throw new RangeError(`${rate} is no rate.`);
  const [whole = "", fraction = ""] = rate.split(".");
  const numerator = exact(amount) * BigInt(whole + fraction) * 10n ** BigInt(toDigits);
  return toMinor(roundHalfEven(numerator, 10n ** BigInt(fraction.length + fromDigits)));
}

export type Rate = {
  readonly from: string;
  readonly to: string;
  /** Exact decimal: units of `to` for one of `from`. */
  readonly rate: string;
  readonly source: string;
  /** `YYYY-MM-DD`: the event day. */
  readonly day: string;
};

/**
 * A base and its items in the program's currency: the base is converted once, the items share the
 * result. Throws RangeError for an unknown currency.
 */
export function convertBase(input: ItemisedBase, fx: Rate): ItemisedBase {
  const fromDigits = minorDigits(fx.from);
  const toDigits = minorDigits(fx.to);
  if (fromDigits === null || toDigits === null) throw new RangeError("Unknown currency.");
  const base = convert(input.base, fromDigits, toDigits, fx.rate);
  const amounts =
    input.items.length === 0
      ? []
      : allocate(
          base,
          input.items.map((item) => item.amount),
        );
  return {
    base,
    items: input.items.map((item, index) => ({ ...item, amount: amounts[index] ?? 0 })),
    notes: [
      ...input.notes,
      {
        code: "base.converted",
        amount: input.base,
        currency: fx.from,
        converted: base,
        into: fx.to,
        rate: fx.rate,
        source: fx.source,
        day: fx.day,
      },
    ],
  };
}
