import { WriteBatch } from "../../../db/batch.ts";
import { pageLinksWithoutUtm } from "../../../db/queries/links.ts";
import { outbox } from "../../../db/schema/operations.ts";
import type { OutboxHandler } from "../outbox/handler.ts";
import { outboxRow } from "../outbox/outbox-row.ts";

/** Links a step: their rows travel as one JSON text of about 150 bytes each; D1 takes 2 MB. */
const LINKS_PER_STEP = 500;

/**
 * `program.write_links`: asks for a write of each link that carries its program's UTM template, step by
 * step. A step that is repeated asks again, which costs writes and harms nothing.
 */
export const writeProgramLinks: OutboxHandler = async (ctx, row) => {
  const after = String(row.payload.after ?? "");
  const ids = await pageLinksWithoutUtm(ctx.db, row.subjectId, after, LINKS_PER_STEP);
  const rows = ids.map((id) => outboxRow(ctx, "link.write", id));
  const last = ids.at(-1);
  if (ids.length === LINKS_PER_STEP && last !== undefined) {
    rows.push(outboxRow(ctx, "program.write_links", row.subjectId, { after: last }));
  }
  const batch = new WriteBatch(ctx.db);
  batch.insert(outbox, rows);
  await batch.commit();
  return "done";
};
