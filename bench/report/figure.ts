/** A figure of the report, what it may be at most or must be at least, and how it stands to that. */
import type { Spread } from "./statistics.ts";

export type Budget = { readonly max: number } | { readonly min: number };
export type Figure = Spread & {
  /** As in results.json: `redirect.throughput_ratio`. */
  readonly name: string;
  readonly unit: string;
  readonly budget?: Budget;
  readonly note?: string;
};
/** `beyond`: by more than twice; only that fails a run, since machines differ. */
export type Standing = "no budget" | "within" | "over" | "beyond";

export function figure(
  name: string,
  unit: string,
  measured: number | Spread,
  more: { readonly budget?: Budget; readonly note?: string } = {},
): Figure {
  const spread =
    typeof measured === "number" ? { value: measured, min: measured, max: measured } : measured;
  return { name, unit, ...spread, ...more };
}

/** How a figure stands to its budget. One that could not be measured is beyond it. */
export function standing({ value, budget }: Pick<Figure, "value" | "budget">): Standing {
  if (budget === undefined) return "no budget";
  const share = "max" in budget ? value / budget.max : budget.min / value;
  if (share <= 1) return "within";
  return share <= 2 ? "over" : "beyond";
}
