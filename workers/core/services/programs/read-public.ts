import { isoTime } from "../../../contract/fields.ts";
import { problem } from "../../../contract/problem.ts";
import type { PublicProgram } from "../../../contract/public-programs.ts";
import { findProgramBySlug } from "../../../db/queries/programs.ts";
import { findVersionsOf, selectProgramRewards } from "../../../db/queries/rewards.ts";
import { findTermsInEffect } from "../../../db/queries/terms.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { rewardInWords } from "../../../domain/reward-in-words.ts";
import type { ServiceContext } from "../context.ts";
import { versionNow } from "../rewards/answer.ts";
import { programAnswer } from "./answer.ts";

const programNotFound = problem("program.not_found");

/** What is for every affiliate, in words, in the order in which rewards are tried. */
async function rewardsInWords(ctx: ServiceContext, programId: string, currency: string) {
  const rows = await selectProgramRewards(ctx.db, programId);
  const versions = await findVersionsOf(
    ctx.db,
    rows.map(({ id }) => id),
  );
  return rows.flatMap((row) => {
    const own = versions.filter(({ rewardId }) => rewardId === row.id);
    const current = versionNow(own, ctx.clock());
    return current === null ? [] : [rewardInWords(current.definition, currency)];
  });
}

/**
 * A program's public page. Everything in it is meant for strangers; an ended program has none.
 * @throws ProblemError `program.not_found`
 */
export async function readPublicProgram(ctx: ServiceContext, slug: string): Promise<PublicProgram> {
  assertAllowed(ctx.actor, "program.read_public");
  const row = await findProgramBySlug(ctx.db, slug);
  if (row === null || row.state === "ended") throw programNotFound();
  const terms = await findTermsInEffect(ctx.db, row.id, ctx.clock());
  const program = programAnswer(row, false);
  return {
    program_id: program.id,
    slug,
    name: program.name,
    description: program.description,
    currency: program.currency,
    join_policy: program.join_policy,
    accepts_applications: program.state === "active" && program.join_policy !== "invitation",
    application_form: program.application_form,
    rewards: await rewardsInWords(ctx, row.id, row.currency),
    click_window_days: program.click_window_days,
    terms: terms && {
      version: terms.version,
      text: terms.text,
      effective_at: isoTime(terms.effectiveAt),
    },
  };
}
