import { problem } from "../../../contract/problem.ts";
import { definitionOf } from "../../../contract/reward-definition.ts";
import type { NewRewardVersion, RewardAnswer } from "../../../contract/rewards.ts";
import type { RewardVersionRow } from "../../../db/queries/rewards.ts";
import type { RewardDefinition } from "../../../domain/reward.ts";
import type { ServiceContext } from "../context.ts";
import { changeReward } from "./change.ts";
import { startOf } from "./rows.ts";

const kindFixed = problem("reward.kind_fixed");

/** What all versions of a reward share (domain/reward.ts). */
const natureOf = ({ kind, trigger }: RewardDefinition): string =>
  JSON.stringify([kind, trigger.type, "eventName" in trigger ? trigger.eventName : null]);

function checkNature(versions: readonly RewardVersionRow[], definition: RewardDefinition): void {
  const [latest] = versions;
  if (latest !== undefined && natureOf(latest.definition) !== natureOf(definition)) {
    throw kindFixed();
  }
}

/**
 * Adds a version to a reward: for customers bound from its start on, or for renewals of earlier ones too,
 * from a date (rules.md 5). Versions that exist stay as they are.
 * @throws ProblemError `reward.not_found`, `reward.archived`, `reward.kind_fixed`,
 *   `reward.starts_in_past`, `request.precondition_failed`; PermissionDenied
 */
export const addRewardVersion = (
  ctx: ServiceContext,
  rewardId: string,
  input: NewRewardVersion,
): Promise<RewardAnswer> =>
  changeReward(ctx, rewardId, (_, versions) => {
    const definition = definitionOf(input.definition);
    checkNature(versions, definition);
    const validFrom = startOf(ctx, input.valid_from, "valid_from");
    const { renewals_from } = input;
    const renewalsFrom =
      renewals_from === undefined ? validFrom : startOf(ctx, renewals_from, "renewals_from");
    return {
      changes: {},
      version: {
        id: ctx.newId("rewv"),
        rewardId,
        version: (versions[0]?.version ?? 0) + 1,
        validFrom,
        appliesTo: input.applies_to,
        renewalsFrom: input.applies_to === "renewals_too" ? renewalsFrom : null,
        definition,
        createdAt: ctx.clock(),
      },
    };
  });
