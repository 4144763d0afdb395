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
import { loadWorld, type Wish } from "./load-world.ts";
import { type LinkWorld, newLink, placeKey } from "./new-link.ts";

type WishedLine = {
  readonly line: number;
  readonly input: NewLink;
  readonly affiliate: AffiliateRow;
};
export type ReadLine = WishedLine | RefusedLine;

const isRefused = (line: ReadLine): line is RefusedLine => "status" in line;

/** Of two lines with the same slug the first gets it. */
function decide(
  ctx: ServiceContext,
  wished: readonly WishedLine[],
  wishes: readonly Wish[],
  world: LinkWorld,
): readonly (LinkRow | RefusedLine)[] {
  const taken = new Set(world.taken);
  return wishes.map(({ input, affiliate, place }, index) => {
    try {
      const link = newLink(ctx, input, affiliate, place, { ...world, taken });
      taken.add(placeKey(place));
      return link;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return lineOfProblem(wished[index]?.line ?? 0, error);
    }
  });
}

function reportOf(
  ctx: ServiceContext,
  lines: readonly ReadLine[],
  decided: ReadonlyMap<number, LinkRow | RefusedLine>,
  dryRun: boolean,
): LinksReport {
  const answers = lines.map((read): LinksReport["lines"][number] => {
    const { line } = read;
    const outcome = isRefused(read) ? read : decided.get(line);
    if (outcome === undefined || "status" in outcome) return (outcome ?? read) as RefusedLine;
    const { id } = outcome;
    const made = dryRun ? { id: null, url: null } : { id, url: linkUrl(outcome, ctx.env.BASE_URL) };
    return { line, status: "created", ...made };
  });
  const created = answers.filter(({ status }) => status === "created").length;
  return { dry_run: dryRun, created, refused: answers.length - created, lines: answers };
}

/**
 * Writes the good lines in one batch and answers what became of each. When a slug is taken meanwhile,
 * everything is read and decided again, so that only its own line is refused.
 */
export function makeLines(
  ctx: ServiceContext,
  program: ProgramRow,
  lines: readonly ReadLine[],
  dryRun: boolean,
): Promise<LinksReport> {
  const wished = lines.filter((line): line is WishedLine => !isRefused(line));
  return retryLostRace(async () => {
    const { world, wishes } = await loadWorld(ctx, program, wished);
    const decided = decide(ctx, wished, wishes, world);
    const byLine = new Map(decided.map((one, index) => [wished[index]?.line ?? 0, one]));
    const report = reportOf(ctx, lines, byLine, dryRun);
    const made = decided.filter((one): one is LinkRow => !("status" in one));
    if (!dryRun) await commitLinks(ctx, program, made, 200, report);
    return report;
  });
}
