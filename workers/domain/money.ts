/** Arithmetic on minor units (design 4.5): integers only, half to even, parts that sum to the whole. */
import { minorDigits } from "./currency.ts";

/** 100 % in basis points. */
export const BASIS_POINTS_WHOLE = 10_000;

/**
 * `numerator / denominator` rounded to the nearest integer, a half to the even neighbour.
 * Throws RangeError when the denominator is not positive.
 */
export function roundHalfEven(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError("The denominator must be positive.");
  let quotient = numerator / denominator;
  let rest = numerator % denominator;
  if (rest < 0n) {
    quotient -= 1n;
    rest += denominator;
  }
  const twice = rest * 2n;
  const up = twice > denominator || (twice === denominator && quotient % 2n !== 0n);
  return up ? quotient + 1n : quotient;
}

/** A whole number of minor units as BigInt. Throws RangeError for fractions and beyond 2^53. */
export function exact(amount: number): bigint {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is no whole minor unit.`);
  return BigInt(amount);
}

/** Back to a number. Throws RangeError beyond 2^53, where a number would lie. */
export function toMinor(amount: bigint): number {
  const number = Number(amount);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${amount} is too large an amount.`);
  return number;
}

/** `amount × part / whole`, half to even. */
export function shareOf(amount: number, part: number, whole: number): number {
  return toMinor(roundHalfEven(exact(amount) * exact(part), exact(whole)));
}

/** `basisPoints` of `amount`, half to even: `percentOf(1_990, 2_000)` is 398. */
export function percentOf(amount: number, basisPoints: number): number {
  return shareOf(amount, basisPoints, BASIS_POINTS_WHOLE);
}

/**
 * Splits `total` in proportion to `weights` (not negative); the parts sum to `total` exactly. Each
 * part is its exact share rounded down; what is left over goes, one unit each, to the largest
 * remainders, the earlier of two equal ones first. Weights that are all 0 split evenly.
 * Throws RangeError for a negative total or weight, or for no weights at all.
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  if (weights.length === 0) throw new RangeError("There is nothing to split over.");
  if (total < 0 || weights.some((weight) => weight < 0)) {
    throw new RangeError("A split needs a total and weights that are not negative.");
  }
  const given = weights.map(exact);
  const even = given.every((weight) => weight === 0n);
  const shares = even ? given.map(() => 1n) : given;
  const whole = shares.reduce((sum, weight) => sum + weight, 0n);
  const parts = shares.map((weight, index) => {
    const product = exact(total) * weight;
    return { index, part: product / whole, remainder: product % whole };
  });
  let left = exact(total) - parts.reduce((sum, { part }) => sum + part, 0n);
  const byRemainder = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1,
  );
  for (const part of byRemainder) {
    if (left === 0n) break;
    part.part += 1n;
    left -= 1n;
  }
  return parts.map(({ part }) => toMinor(part));
}

/** Minor units as a plain decimal: `1990` of EUR is `19.90`, of JPY `1990`, of KWD `1.990`. */
export function decimalOf(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  if (digits === null) throw new RangeError(`${currency} is no currency.`);
  const sign = amount < 0 ? "-" : "";
  const text = String(Math.abs(amount)).padStart(digits + 1, "0");
  if (digits === 0) return `${sign}${text}`;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

const FORMATS = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string, locale: string): Intl.NumberFormat {
  const key = `${locale}|${currency}`;
  const known = FORMATS.get(key);
  if (known) return known;
  const digits = minorDigits(currency) ?? 2;
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  FORMATS.set(key, format);
  return format;
}

/**
 * Minor units as people read them: `formatMinor(5_000, "EUR")` is `€50.00`, `formatMinor(1_990, "JPY")`
 * is `¥1,990`. The decimal goes to Intl as text, so no float is made of it.
 */
export function formatMinor(amount: number, currency: string, locale = "en"): string {
  const decimal = decimalOf(amount, currency) as `${number}`;
  return formatOf(currency, locale).format(decimal).replaceAll("\u00a0", " ");
}

/** Basis points as a percentage without needless zeros: `2_000` is `20 %`, `1_250` is `12.5 %`. */
export function formatPercent(basisPoints: number): string {
  const text = `${Math.trunc(basisPoints / 100)}.${String(basisPoints % 100).padStart(2, "0")}`;
  return `${text.replace(/\.?0+$/, "")} %`;
}
