import type { LinkAnswer, NewLink } from "../../../contract/links.ts";
import { problem } from "../../../contract/problem.ts";
import { findMembership } from "../../../db/queries/links.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { retryLostRace } from "../lost-race.ts";
import { linkAnswer } from "./answer.ts";
import { commitLinks } from "./commit-new.ts";
import { loadWorld } from "./load-world.ts";
import { newLink, placeOf } from "./new-link.ts";

const affiliateNotFound = problem("affiliate.not_found");

/**
 * Makes a tracking link for an affiliate.
 * @throws ProblemError `affiliate.not_found`, and what `newLink` refuses
 */
export async function createLink(ctx: ServiceContext, input: NewLink): Promise<LinkAnswer> {
  assertAllowed(ctx.actor, "link.create");
  const membership = await findMembership(ctx.db, input.affiliate_id);
  if (membership === null) throw affiliateNotFound();
  const { affiliate, program } = membership;
  assertAllowed(ctx.actor, "link.create", {
    noun: "affiliate",
    organizationId: program.organizationId,
    programId: program.id,
    affiliateId: affiliate.id,
  });
  return retryLostRace(async () => {
    const place = placeOf(ctx, input, affiliate);
    const world = await loadWorld(ctx, program, [place]);
    const link = newLink(ctx, input, affiliate, place, world);
    const answer = linkAnswer(link, ctx.env.BASE_URL);
    await commitLinks(ctx, program, [link], 201, answer);
    return answer;
  });
}
