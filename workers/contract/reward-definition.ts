/** What a reward says, as domain/reward.ts has it, with the names of the API and the same bounds. */
import * as z from "zod";
import type { RewardDefinition } from "../domain/reward.ts";
import { rewardProblems } from "../domain/reward-problems.ts";
import { camelKeys, snakeKeys, snakeName } from "./key-case.ts";
import {
  baseAmount,
  basisPoints,
  bonusAmount,
  rewardCap,
  rewardDuration,
  secondLevelMonths,
} from "./reward-amounts.ts";
import { rewardCondition } from "./reward-conditions.ts";

const CONDITIONS_MAX = 20;
const CAPS_MAX = 10;

const sale = z.strictObject({ type: z.literal("sale") });
const trigger = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("click"),
    repeats: z.boolean().default(false).describe("Also a visitor's further clicks of a day."),
  }),
  z.strictObject({ type: z.literal("lead") }),
  sale,
  z.strictObject({
    type: z.literal("event"),
    event_name: z.string().regex(/^[a-z0-9_.-]{1,64}$/, "As the event is reported"),
  }),
]);

const common = {
  conditions: z.array(rewardCondition).max(CONDITIONS_MAX).default([]),
  caps: z.array(rewardCap).max(CAPS_MAX).default([]),
};
const duration = rewardDuration
  .default({ kind: "lifetime" })
  .describe("How long one customer earns.");

const shape = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("base"),
    trigger,
    amount: baseAmount,
    duration,
    ...common,
    follows_refunds: z.boolean().default(true),
    requires_sale: z.boolean().default(false).describe("Of leads: paid once the customer bought."),
  }),
  z.strictObject({ kind: z.literal("bonus"), trigger, amount: bonusAmount, duration, ...common }),
  z.strictObject({
    kind: z.literal("second_level"),
    trigger: sale.default({ type: "sale" }),
    basis_points: basisPoints,
    of: z.enum(["commission", "base"]).default("commission"),
    months: secondLevelMonths.default(null).describe("From recruitment; null: for ever."),
    ...common,
  }),
]);
export type RewardDefinitionBody = z.output<typeof shape>;

/** That this compiles says that the schema is all that the domain knows, and no more. */
export const definitionOf = (body: RewardDefinitionBody): RewardDefinition => camelKeys(body);

/** `conditions.0` of the domain as the path of a field. */
const pathOf = (path: string): (string | number)[] =>
  path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : snakeName(part)));

export const rewardDefinitionSchema = shape.superRefine((body, context) => {
  for (const { path, message } of rewardProblems(definitionOf(body))) {
    context.addIssue({ code: "custom", path: pathOf(path), message });
  }
});

/** As it is answered: any definition that was ever stored. */
export const rewardDefinitionAnswerSchema = shape;

/** A stored definition in the names of the API, with what it leaves to the default. */
export function definitionAnswer(definition: RewardDefinition): RewardDefinitionBody {
  const body = snakeKeys(definition) as RewardDefinitionBody;
  if (body.kind === "second_level") return body;
  const { trigger: given, amount } = body;
  return {
    ...body,
    trigger: given.type === "click" ? { ...given, repeats: given.repeats ?? false } : given,
    amount: amount.kind === "flat" ? { ...amount, per: amount.per ?? "conversion" } : amount,
  } as RewardDefinitionBody;
}
