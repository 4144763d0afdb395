/** `/api/v1/rewards`: what a program pays, in versions (rules.md 5). */

import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import { rewardPreviewQuerySchema, rewardPreviewSchema } from "../../../contract/reward-preview.ts";
import {
  newRewardSchema,
  newRewardVersionSchema,
  rewardEditSchema,
  rewardSchema,
  rewardsPageSchema,
  rewardsQuerySchema,
} from "../../../contract/rewards.ts";
import { addRewardVersion } from "../../services/rewards/add-version.ts";
import { archiveReward, editReward } from "../../services/rewards/change.ts";
import { createReward } from "../../services/rewards/create.ts";
import { previewReward } from "../../services/rewards/preview.ts";
import { listRewards, readReward } from "../../services/rewards/read.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const params = { reward_id: EXAMPLE_IDS.reward };
const percentOfSales = (basis_points: number) => ({
  kind: "base",
  trigger: { type: "sale" },
  amount: { kind: "percent", basis_points },
  duration: { kind: "months", months: 12 },
});

export const rewardEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "createReward",
    tag: "Rewards",
    summary: "Make a reward",
    description:
      "Of base rewards exactly one is paid: of the narrowest scope that has a match (affiliate, group, program) the first by position. Bonuses and the second level come on top. Percentages are basis points, amounts minor units of the program's currency.",
    action: "reward.write",
    method: "post",
    path: "/rewards",
    body: newRewardSchema,
    status: 201,
    answer: rewardSchema,
    versioned: true,
    problems: [
      "program.not_found",
      "group.not_found",
      "affiliate.not_found",
      "reward.starts_in_past",
    ],
    example: {
      body: {
        program_id: EXAMPLE_IDS.program,
        scope: "group",
        group_id: EXAMPLE_IDS.group,
        name: "For partners",
        definition: percentOfSales(3_000),
      },
    },
    run: (ctx, { body }) => createReward(ctx, body),
  }),
  endpoint({
    id: "listRewards",
    tag: "Rewards",
    summary: "List a program's rewards, the oldest first, each with the version in force",
    description: "An affiliate sees what is for all, for his group, and for himself.",
    action: "reward.read",
    method: "get",
    path: "/rewards",
    query: rewardsQuerySchema,
    answer: rewardsPageSchema,
    csv: true,
    problems: ["program.not_found", "request.invalid_cursor"],
    example: { query: { program_id: EXAMPLE_IDS.program } },
    run: (ctx, { query }) => listRewards(ctx, query),
  }),
  endpoint({
    id: "getReward",
    tag: "Rewards",
    summary: "Get a reward with all its versions, each in words",
    action: "reward.read",
    method: "get",
    path: "/rewards/:reward_id",
    answer: rewardSchema,
    versioned: true,
    problems: ["reward.not_found"],
    example: { params },
    run: (ctx, input) => readReward(ctx, input.params.reward_id),
  }),
  endpoint({
    id: "editReward",
    tag: "Rewards",
    summary: "Rename a reward, or move it within its scope",
    action: "reward.write",
    method: "patch",
    path: "/rewards/:reward_id",
    body: rewardEditSchema,
    answer: rewardSchema,
    versioned: true,
    problems: ["reward.not_found", "reward.archived"],
    example: { params, body: { name: "Everybody's", position: 10 } },
    run: (ctx, input) => editReward(ctx, input.params.reward_id, input.body),
  }),
  endpoint({
    id: "createRewardVersion",
    tag: "Rewards",
    summary: "Change what a reward pays, from now or a later date on",
    description:
      "Versions that exist stay as they are, and customers bound by them keep them, unless `applies_to` is `renewals_too`. Kind and trigger are the reward's for good.",
    action: "reward.write",
    method: "post",
    path: "/rewards/:reward_id/versions",
    body: newRewardVersionSchema,
    status: 201,
    answer: rewardSchema,
    versioned: true,
    problems: ["reward.not_found", "reward.archived", "reward.kind_fixed", "reward.starts_in_past"],
    example: { params, body: { definition: percentOfSales(2_500) } },
    run: (ctx, input) => addRewardVersion(ctx, input.params.reward_id, input.body),
  }),
  endpoint({
    id: "archiveReward",
    tag: "Rewards",
    summary: "End a reward for customers who come from now on",
    description: "Customers bound to it keep it.",
    action: "reward.write",
    method: "post",
    path: "/rewards/:reward_id/archive",
    answer: rewardSchema,
    versioned: true,
    problems: ["reward.not_found", "reward.archived"],
    example: { params },
    run: (ctx, input) => archiveReward(ctx, input.params.reward_id),
  }),
  endpoint({
    id: "previewReward",
    tag: "Rewards",
    summary: "Preview what a new or changed reward would have paid over the last 90 days",
    description:
      "Credited conversions are computed again as if the reward had been in force all the time, for bound customers too, beside what was booked for them, both before refunds. A part holds at most 1,000 conversions: ask again with `next_cursor` and add up. Left out: rewards for clicks, and conversions for which tiers or milestones come into question. Caps are taken as not reached before.",
    action: "reward.write",
    method: "post",
    stateless: true,
    path: "/programs/:program_id/rewards/preview",
    body: rewardPreviewQuerySchema,
    answer: rewardPreviewSchema,
    problems: [
      "program.not_found",
      "reward.not_found",
      "reward.preview_of_clicks",
      "request.invalid_cursor",
    ],
    example: {
      params: { program_id: EXAMPLE_IDS.program },
      body: { reward_id: EXAMPLE_IDS.reward, definition: percentOfSales(2_500) },
    },
    run: (ctx, input) => previewReward(ctx, input.params.program_id, input.body),
  }),
];
