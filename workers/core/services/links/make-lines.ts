/** Makes many links of one program: each line is decided by itself, and all that are good are one write. */
import type { RefusedLine } from "../../../contract/line-report.ts";
import type { LinksReport, NewLink } from "../../../contract/links.ts";
import { ProblemError } from "../../../contract/problem.ts";
import type { AffiliateRow, LinkRow, ProgramRow } from "../../../db/queries/links.ts";
import type { ServiceContext } from "../context.ts";
import { lineOfProblem } from "../lines/refused-line.ts";
import { retryLostRace } from "../lost-race.ts";
import { linkUrl } from "./answer.ts";
import { commitLinks } from "./commit-new.ts";
import { loadWorld } from "./load-world.ts";
import { newLink, placeKey, placeOf } from "./new-link.ts";

type WishedLine = {
  readonly line: number;
  readonly input: NewLink;
  readonly affiliate: AffiliateRow;
};
export type ReadLine = WishedLine | RefusedLine;
type MadeLine = { readonly line: number; readonly link: LinkRow };

const isRefused = (line: object): line is RefusedLine => "status" in line;

/** Of two lines with the same slug the first gets it. */
async function decide(
  ctx: ServiceContext,
  program: ProgramRow,
  lines: readonly ReadLine[],
): Promise<readonly (MadeLine | RefusedLine)[]> {
  const placed = lines.map((read) =>
    isRefused(read) ? read : { ...read, place: placeOf(ctx, read.input, read.affiliate) },
  );
  const places = placed.flatMap((one) => (isRefused(one) ? [] : [one.place]));
  const world = await loadWorld(ctx, program, places);
  const taken = new Set(world.taken);
  return placed.map((one) => {
    if (isRefused(one)) return one;
    const { line, input, affiliate, place } = one;
    try {
      const link = newLink(ctx, input, affiliate, place, { ...world, taken });
      taken.add(placeKey(place));
      return { line, link };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return lineOfProblem(line, error);
    }
  });
}

/**
 * Writes the good lines in one batch and answers what became of each. When a slug is taken meanwhile,
 * everything is read and decided again, so that only its own line is refused.
 */
export function makeLines(
  ctx: ServiceContext,
  program: ProgramRow,
  read: readonly ReadLine[],
  dryRun: boolean,
): Promise<LinksReport> {
  return retryLostRace(async () => {
    const decided = await decide(ctx, program, read);
    const made = decided.flatMap((one) => (isRefused(one) ? [] : [one.link]));
    const lines = decided.map((one): LinksReport["lines"][number] => {
      if (isRefused(one)) return one;
      const { line, link } = one;
      const answer = dryRun
        ? { id: null, url: null }
        : { id: link.id, url: linkUrl(link, ctx.env.BASE_URL) };
      return { line, status: "created", ...answer };
    });
    const counts = { created: made.length, refused: lines.length - made.length };
    const report = { dry_run: dryRun, ...counts, lines };
    if (!dryRun) await commitLinks(ctx, program, made, 200, report);
    return report;
  });
}
