/**
 * Currencies in use, with the number of digits of their minor unit.
 * Source: ISO 4217, list one, as of January 2026 (SIX, maintenance agency). Metals, test codes and
 * units of account of institutions (XAU, XDR, XTS, XXX, ...) are no money that a sale is paid in.
 */
const CODES_BY_DIGITS: Readonly<Record<number, string>> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  2: `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF
    CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
    GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL
    MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR
    PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
    TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG`,
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
};

/** Made when first asked for: an isolate of the edge seldom is. */
let digitsByCode: ReadonlyMap<string, number> | null = null;

function table(): ReadonlyMap<string, number> {
  digitsByCode ??= new Map(
    Object.entries(CODES_BY_DIGITS).flatMap(([digits, codes]) =>
      codes.split(/\s+/).map((code): [string, number] => [code, Number(digits)]),
    ),
  );
  return digitsByCode;
}

/**
 * Largest amount accepted in one report or rule, in minor units of any currency. Nine thousand such
 * amounts still add up below 2^53, so sums stay exact; products with basis points go through BigInt.
 */
export const AMOUNT_MAX = 1_000_000_000_000;

/** Digits of the minor unit (`EUR` 2, `JPY` 0, `KWD` 3); `null` for an unknown code. Upper case only. */
export function minorDigits(code: string): number | null {
  return table().get(code) ?? null;
}

/** Whether `code` is a currency that a sale, a program or a payout may have. */
export function isCurrency(code: string): boolean {
  return table().has(code);
}

/** Whether `amount` is a whole number of minor units from 0 to `AMOUNT_MAX`. */
export function isAmount(amount: unknown): amount is number {
  return (
    typeof amount === "number" &&
    Number.isSafeInteger(amount) &&
    amount >= 0 &&
    amount <= AMOUNT_MAX
  );
}
