/** `bench/results.json`: what a run measured, on what, and when. */
import { cpus, totalmem } from "node:os";
import * as z from "zod";
import type { Figure } from "./figure.ts";

const budget = z.union([z.strictObject({ max: z.number() }), z.strictObject({ min: z.number() })]);
/** JSON has no NaN: a figure that could not be measured is `null`. */
const measured = z.number().nullable();

export const resultsSchema = z.strictObject({
  version: z.literal(1),
  mode: z.enum(["full", "short", "quick"]),
  started_at: z.iso.datetime(),
  seconds: z.number(),
  machine: z.strictObject({
    cpu: z.string(),
    cores: z.int(),
    memory_bytes: z.int(),
    node: z.string(),
    platform: z.string(),
  }),
  figures: z.record(
    z.string().regex(/^[a-z0-9_]+(?:\.[a-z0-9_]+)*$/),
    z.strictObject({
      value: measured,
      min: measured,
      max: measured,
      unit: z.string(),
      budget: budget.optional(),
      note: z.string().optional(),
    }),
  ),
});
export type Results = z.infer<typeof resultsSchema>;

const machine = () => ({
  cpu: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  memory_bytes: totalmem(),
  node: process.versions.node,
  platform: `${process.platform} ${process.arch}`,
});

const finite = (value: number) => (Number.isFinite(value) ? value : null);

/** @throws ZodError when a figure has a name or a value that nobody could read */
export function resultsOf(
  figures: readonly Figure[],
  run: { readonly mode: Results["mode"]; readonly startedAt: number; readonly endedAt: number },
): Results {
  return resultsSchema.parse({
    version: 1,
    mode: run.mode,
    started_at: new Date(run.startedAt).toISOString(),
    seconds: Math.round((run.endedAt - run.startedAt) / 1_000),
    machine: machine(),
    figures: Object.fromEntries(
      figures.map(({ name, value, min, max, ...rest }) => [
        name,
        { value: finite(value), min: finite(min), max: finite(max), ...rest },
      ]),
    ),
  });
}
