import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { type DeadLetter, type KeptQueue, letterOf, PREFIX } from "./dead-letter.ts";

const PAGE = 100;

export type DeadLetterPage = {
  readonly letters: readonly DeadLetter[];
  /** Give it to get the next page; `null` on the last. */
  readonly cursor: string | null;
};

/** Dead letters of one queue or of all, by queue and day, oldest first, 100 a page. */
export async function listDeadLetters(
  ctx: ServiceContext,
  page: { readonly queue?: KeptQueue; readonly cursor?: string } = {},
): Promise<DeadLetterPage> {
  assertAllowed(ctx.actor, "dead_letter.list");
  const found = await ctx.env.ARCHIVE.list({
    prefix: page.queue ? `${PREFIX}${page.queue}/` : PREFIX,
    limit: PAGE,
    include: ["customMetadata"],
    ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
  });
  return {
    letters: found.objects.map(letterOf),
    cursor: found.truncated ? found.cursor : null,
  };
}
