/** Bodies and answers of `/api/v1/rewards`: commission rules, in versions (rules.md 5). */
import * as z from "zod";
import { REWARD_SCOPES } from "../domain/reward.ts";
import { idOf, instant, line, timestamp } from "./fields.ts";
import { type Page, pageOf, pageQuery } from "./page.ts";
import { rewardDefinitionAnswerSchema, rewardDefinitionSchema } from "./reward-definition.ts";

const POSITION_MAX = 1_000_000;

const name = line(100);
const position = z
  .int()
  .min(0)
  .max(POSITION_MAX)
  .describe("Order within the scope: of several that match the lowest wins.");

/** Whom a reward is for: with `group` a group's id, with `affiliate` an affiliate's. */
const subjectFits = ({
  scope,
  group_id,
  affiliate_id,
}: {
  scope: string;
  group_id?: string | undefined;
  affiliate_id?: string | undefined;
}): boolean =>
  (scope === "group") === (group_id !== undefined) &&
  (scope === "affiliate") === (affiliate_id !== undefined);

export const newRewardSchema = z
  .strictObject({
    program_id: idOf("prog"),
    scope: z.enum(REWARD_SCOPES).default("program"),
    group_id: idOf("grp").optional().describe("Of scope group."),
    affiliate_id: idOf("aff").optional().describe("Of scope affiliate."),
    name,
    position: position.optional().describe("After the others of its scope when absent."),
    definition: rewardDefinitionSchema,
    valid_from: instant.optional().describe("Now when absent; never in the past."),
  })
  .refine(subjectFits, {
    path: ["scope"],
    message: "Scope group needs group_id, scope affiliate needs affiliate_id, and program neither",
  });
export type NewReward = z.output<typeof newRewardSchema>;

export const newRewardVersionSchema = z
  .strictObject({
    definition: rewardDefinitionSchema,
    applies_to: z
      .enum(["new", "renewals_too"])
      .default("new")
      .describe("Customers bound from then on, or renewals of earlier ones too."),
    valid_from: instant.optional().describe("Now when absent; never in the past."),
    renewals_from: instant
      .optional()
      .describe("Of renewals_too: from when renewals follow it; as valid_from when absent."),
  })
  .refine(({ applies_to, renewals_from }) => applies_to === "renewals_too" || !renewals_from, {
    path: ["renewals_from"],
    message: "Only where renewals follow too",
  });
export type NewRewardVersion = z.output<typeof newRewardVersionSchema>;

export const rewardEditSchema = z.strictObject({ name, position }).partial();
export type RewardEdit = z.output<typeof rewardEditSchema>;

export const rewardsQuerySchema = z.strictObject({
  program_id: idOf("prog"),
  group_id: idOf("grp").optional(),
  affiliate_id: idOf("aff").optional(),
  archived: z.enum(["true", "false"]).default("false").describe("true: the archived ones instead."),
  ...pageQuery,
});
export type RewardsQuery = z.output<typeof rewardsQuerySchema>;

export const rewardVersionSchema = z
  .object({
    id: idOf("rewv"),
    version: z.int(),
    valid_from: timestamp,
    applies_to: z.enum(["new", "renewals_too"]),
    renewals_from: timestamp.nullable(),
    words: z.string().describe("Such as: 20 % of each sale for 12 months."),
    definition: rewardDefinitionAnswerSchema,
    created_at: timestamp,
  })
  .meta({ id: "RewardVersion" });
export type RewardVersionAnswer = z.output<typeof rewardVersionSchema>;

const listed = {
  id: idOf("rew"),
  program_id: idOf("prog"),
  scope: z.enum(REWARD_SCOPES),
  group_id: idOf("grp").nullable(),
  affiliate_id: idOf("aff").nullable(),
  name: z.string(),
  position: z.int(),
  archived_at: timestamp.nullable(),
  created_at: timestamp,
  version: z.int(),
};

export const listedRewardSchema = z
  .object({
    ...listed,
    current: rewardVersionSchema
      .nullable()
      .describe("The version in force for new customers; null before the first begins."),
  })
  .meta({ id: "ListedReward" });
export type ListedReward = z.output<typeof listedRewardSchema>;

export const rewardSchema = z
  .object({ ...listed, versions: z.array(rewardVersionSchema).describe("The latest first.") })
  .meta({ id: "Reward" });
export type RewardAnswer = z.output<typeof rewardSchema>;

export const rewardsPageSchema = pageOf(listedRewardSchema);
export type RewardsPage = Page<ListedReward>;
