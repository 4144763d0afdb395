/** Patterns by which coupon codes are made up: `{affiliate}-####`, `SPRING-****`. */

/** Without I, O, 0 and 1, which people take for each other. */
const SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const DIGITS = "0123456789";
const AFFILIATE = "{affiliate}";
/** So that hardly any code has to be made up twice. */
const SPARE_FACTOR = 4;

/** A whole number from 0 up to `below`, `below` left out. */
export type RandomBelow = (below: number) => number;

const count = (pattern: string, sign: string): number => pattern.split(sign).length - 1;

/** How many different codes a pattern has for one affiliate. */
export const codesOfPattern = (pattern: string): number =>
  DIGITS.length ** count(pattern, "#") * SIGNS.length ** count(pattern, "*");

/**
 * Whether a pattern has codes enough: four times as many as are wanted, or exactly the one when it has
 * no random part. The affiliate's code in it makes the codes of each a range of their own.
 */
export function isEnough(pattern: string, affiliates: number, perAffiliate: number): boolean {
  const wanted = pattern.includes(AFFILIATE) ? perAffiliate : affiliates * perAffiliate;
  const codes = codesOfPattern(pattern);
  return codes === 1 ? wanted === 1 : codes >= wanted * SPARE_FACTOR;
}

/** A code by the pattern. @param affiliateCode put in as capitals, after the random signs */
export function fillPattern(pattern: string, affiliateCode: string, random: RandomBelow): string {
  const pick = (signs: string) => signs[random(signs.length)] ?? "";
  return pattern
    .replace(/[#*]/g, (sign) => pick(sign === "#" ? DIGITS : SIGNS))
    .replaceAll(AFFILIATE, () => affiliateCode.toUpperCase());
}
