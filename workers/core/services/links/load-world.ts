import { findDomainsOf, findTakenPlaces } from "../../../db/queries/link-lists.ts";
import type { ProgramRow } from "../../../db/queries/links.ts";
import type { ServiceContext } from "../context.ts";
import { type LinkWorld, type Place, placeKey } from "./new-link.ts";

/** What is read before links are made: the program's domains, and which of the places are in use. */
export async function loadWorld(
  { db }: ServiceContext,
  program: ProgramRow,
  places: readonly Place[],
): Promise<LinkWorld> {
  const [domains, taken] = await db.batch([
    findDomainsOf(db, program.id),
    findTakenPlaces(db, places),
  ]);
  return {
    program,
    domains: new Set(domains.map(({ domain }) => domain)),
    taken: new Set(taken.map(placeKey)),
  };
}
