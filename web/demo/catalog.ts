/** What the demo store sells. Prices are minor units of `CURRENCY`; the store's server is who names them. */
export const CURRENCY = "EUR";

export type Product = {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly price: number;
};

export const CATALOG: readonly Product[] = [
  { id: "house-blend", name: "House blend, 1 kg", category: "coffee", price: 2_400 },
  { id: "hand-grinder", name: "Hand grinder", category: "equipment", price: 8_900 },
  { id: "coffee-box", name: "Coffee box, every month", category: "subscription", price: 3_250 },
];

export const findProduct = (id: string | null): Product | undefined =>
  CATALOG.find((product) => product.id === id);

/** Minor units as people read them. */
export function formatMoney(amount: number, currency: string): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
