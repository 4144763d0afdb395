import { type Budget, type Figure, standing } from "./figure.ts";

/** Three digits that matter, and thousands apart. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 1_000) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(3)));
}

const budgetText = (budget: Budget | undefined) => {
  if (budget === undefined) return "";
  return "max" in budget ? `≤ ${numberText(budget.max)}` : `≥ ${numberText(budget.min)}`;
};

const spreadText = ({ value, min, max }: Figure) =>
  min === value && max === value ? "" : `${numberText(min)} … ${numberText(max)}`;

const HEAD = ["figure", "median", "spread", "unit", "budget", ""];

function cells(one: Figure): string[] {
  const state = standing(one);
  return [
    one.name,
    numberText(one.value),
    spreadText(one),
    one.unit,
    budgetText(one.budget),
    state === "no budget" ? "" : state,
  ];
}

/** The figures as a table of Markdown, which is also easy to read in a terminal. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [line(HEAD), rule, ...rows.slice(1).map(line)].join("\n");
}
