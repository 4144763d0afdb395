import type { CreativeAnswer } from "../../../contract/creatives.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { changeCreative } from "./change.ts";

/**
 * Takes a creative off the affiliates' list. Its file is still delivered: it stands in their pages.
 * @throws ProblemError `creative.not_found`, `request.precondition_failed`
 */
export function archiveCreative(ctx: ServiceContext, id: string): Promise<CreativeAnswer> {
  assertAllowed(ctx.actor, "creative.write");
  return changeCreative(ctx, id, ({ creative }) =>
    creative.archivedAt === null ? { archivedAt: ctx.clock() } : {},
  );
}

/** @throws ProblemError `creative.not_found`, `request.precondition_failed` */
export function restoreCreative(ctx: ServiceContext, id: string): Promise<CreativeAnswer> {
  assertAllowed(ctx.actor, "creative.write");
  return changeCreative(ctx, id, () => ({ archivedAt: null }));
}
