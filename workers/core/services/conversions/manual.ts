/** Decisions by hand that stand: they go before whatever is reported later (rules.md 2). */
import { manualOf, type TracedManual } from "../../../domain/trace.ts";
import type { KnownConversion, World } from "./world.ts";

/** What a person had decided about the conversion; a binding that others made since is left alone. */
export function standingManual(world: World, { row, trace }: KnownConversion): TracedManual | null {
  const manual = trace === null ? null : manualOf(trace);
  if (manual === null) return null;
  const bound = world.bindings.get(row.customerId ?? "");
  const isOthers = bound !== undefined && bound.row.conversionId !== row.id;
  return { ...manual, moveBinding: manual.moveBinding && !isOthers };
}
