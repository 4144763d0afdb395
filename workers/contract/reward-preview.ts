/** What a new or changed reward would have paid, beside what was booked. Amounts are minor units. */
import * as z from "zod";
import { REWARD_SCOPES } from "../domain/reward.ts";
import { currency, idOf, minorUnits, mode, timestamp } from "./fields.ts";
import { rewardDefinitionSchema } from "./reward-definition.ts";

const CURSOR_LENGTH_MAX = 300;

export const rewardPreviewQuerySchema = z
  .strictObject({
    reward_id: idOf("rew").optional().describe("The reward to change; a new one when absent."),
    scope: z.enum(REWARD_SCOPES).optional().describe("Of a new one: program when absent."),
    group_id: idOf("grp").optional().describe("Of a new one of scope group."),
    affiliate_id: idOf("aff").optional().describe("Of a new one of scope affiliate."),
    position: z.int().min(0).optional().describe("As it is, or after the others, when absent."),
    definition: rewardDefinitionSchema,
    mode: mode.optional(),
    cursor: z
      .string()
      .min(1)
      .max(CURSOR_LENGTH_MAX)
      .optional()
      .describe("next_cursor of the part before."),
  })
  .refine(
    ({ reward_id, scope, group_id, affiliate_id }) =>
      reward_id === undefined
        ? (scope === "group") === (group_id !== undefined) &&
          (scope === "affiliate") === (affiliate_id !== undefined)
        : (scope ?? group_id ?? affiliate_id) === undefined,
    {
      path: ["scope"],
      message: "A reward that exists keeps its scope; a new one names whose it is",
    },
  );
export type RewardPreviewQuery = z.output<typeof rewardPreviewQuerySchema>;

const sums = {
  /** Booked for the conversions and in force, before refunds. */
  booked: minorUnits,
  /** What the rewards with the change would have come to, before refunds. */
  would_be: minorUnits,
};

export const rewardPreviewSchema = z.object({
  currency,
  from: timestamp,
  to: timestamp,
  /** Of this part: conversions that were computed again. */
  conversions: z.int(),
  /** Of these: how many would have earned another amount. */
  changed: z.int(),
  ...sums,
  /** Of this part: affiliates whose sum differs. */
  affiliates: z.array(z.object({ affiliate_id: idOf("aff"), ...sums })),
  /** Conversions that are in no sum, and why. */
  left_out: z.object({
    /** A reward that comes into question depends on tiers or milestones. */
    tiers: z.int(),
    /** No rate of exchange was known. */
    no_rate: z.int(),
  }),
  /** Conversions whose rewards have caps: computed as if no cap had been reached before. */
  without_caps: z.int(),
  /** Ask again with it and add up, until it is `null`. */
  next_cursor: z.string().nullable(),
});
export type RewardPreview = z.output<typeof rewardPreviewSchema>;
