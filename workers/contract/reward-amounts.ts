/** Amounts, periods, durations and caps of a reward, as domain/reward.ts has them. */
import * as z from "zod";
import { AMOUNT_MAX } from "../domain/currency.ts";
import { BASIS_POINTS_WHOLE } from "../domain/money.ts";
import { CAP_SCOPES, TIER_METRICS } from "../domain/reward.ts";

const STEPS_MAX = 50;
/** Ten years: longer than any program asks, and short enough for every day to have four digits. */
const MONTHS_MAX = 120;
const PAYMENTS_MAX = 1_000;
/** A year; longer than that the lifetime is meant. */
const ROLLING_DAYS_MAX = 366;

const amount = z.int().min(0).max(AMOUNT_MAX).describe("Minor units of the program's currency.");
export const basisPoints = z.int().min(0).max(BASIS_POINTS_WHOLE).describe("2,000 is 20 %.");
const threshold = z.int().min(0).max(AMOUNT_MAX);

const calendar = z.strictObject({
  kind: z.literal("calendar"),
  unit: z.enum(["day", "month", "quarter", "year"]),
});
const lifetime = z.strictObject({ kind: z.literal("lifetime") });
const rolling = z.strictObject({
  kind: z.literal("rolling"),
  days: z.int().min(1).max(ROLLING_DAYS_MAX),
});

const percent = z.strictObject({ kind: z.literal("percent"), basis_points: basisPoints });
const flat = z.strictObject({
  kind: z.literal("flat"),
  amount,
  per: z.enum(["conversion", "unit"]).default("conversion"),
});

const percentSteps = z
  .array(z.strictObject({ from: threshold, basis_points: basisPoints }))
  .min(1)
  .max(STEPS_MAX);
const flatSteps = z
  .array(z.strictObject({ from: threshold, amount }))
  .min(1)
  .max(STEPS_MAX);
const tiered = { kind: z.literal("tiered"), metric: z.enum(TIER_METRICS) };
const marginal = {
  ...tiered,
  mode: z.literal("marginal"),
  period: z.discriminatedUnion("kind", [calendar, rolling, lifetime]),
};
const retroactive = { ...tiered, mode: z.literal("retroactive"), period: calendar };
const byPercent = { unit: z.literal("percent"), steps: percentSteps };
const byAmount = { unit: z.literal("flat"), steps: flatSteps };
const tieredAmount = z.discriminatedUnion("mode", [
  z.discriminatedUnion("unit", [
    z.strictObject({ ...marginal, ...byPercent }),
    z.strictObject({ ...marginal, ...byAmount }),
  ]),
  z.discriminatedUnion("unit", [
    z.strictObject({ ...retroactive, ...byPercent }),
    z.strictObject({ ...retroactive, ...byAmount }),
  ]),
]);

const milestone = z.strictObject({
  kind: z.literal("milestone"),
  metric: z.enum(TIER_METRICS),
  period: z.discriminatedUnion("kind", [calendar, lifetime]),
  steps: z
    .array(z.strictObject({ at: z.int().min(1).max(AMOUNT_MAX), amount }))
    .min(1)
    .max(STEPS_MAX),
});

export const baseAmount = z.discriminatedUnion("kind", [percent, flat, tieredAmount]);
export const bonusAmount = z.discriminatedUnion("kind", [percent, flat, milestone]);

export const rewardDuration = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("one_time") }),
  z.strictObject({ kind: z.literal("months"), months: z.int().min(1).max(MONTHS_MAX) }),
  z.strictObject({ kind: z.literal("payments"), payments: z.int().min(1).max(PAYMENTS_MAX) }),
  lifetime,
]);

export const secondLevelMonths = z.int().min(1).max(MONTHS_MAX).nullable();

export const rewardCap = z.strictObject({
  scope: z.enum(CAP_SCOPES),
  measure: z.enum(["count", "amount"]),
  period: z.discriminatedUnion("kind", [calendar, lifetime]),
  limit: z.int().min(0).max(AMOUNT_MAX),
});
