/** What is read before links are made: their affiliates, the program, its domains, and slugs in use. */
import type { NewLink } from "../../../contract/links.ts";
import { findDomainsOf, findTakenPlaces } from "../../../db/queries/link-lists.ts";
import type { AffiliateRow, ProgramRow } from "../../../db/queries/links.ts";
import type { ServiceContext } from "../context.ts";
import { type LinkWorld, type Place, placeKey, placeOf } from "./new-link.ts";

/** A link to be made, and where; made-up slugs are made up anew each time. */
export type Wish = {
  readonly input: NewLink;
  readonly affiliate: AffiliateRow;
  readonly place: Place;
};

type Asked = { readonly input: NewLink; readonly affiliate: AffiliateRow };

export async function loadWorld(
  ctx: ServiceContext,
  program: ProgramRow,
  asked: readonly Asked[],
): Promise<{ readonly world: LinkWorld; readonly wishes: readonly Wish[] }> {
  const wishes = asked.map(({ input, affiliate }) => ({
    input,
    affiliate,
    place: placeOf(ctx, input, affiliate),
  }));
  const [domains, taken] = await ctx.db.batch([
    findDomainsOf(ctx.db, program.id),
    findTakenPlaces(
      ctx.db,
      wishes.map(({ place }) => place),
    ),
  ]);
  const world = {
    program,
    domains: new Set(domains.map(({ domain }) => domain)),
    taken: new Set(taken.map(placeKey)),
  };
  return { world, wishes };
}
