import { WriteBatch } from "../../../db/batch.ts";
import { pageAffiliateIds } from "../../../db/queries/terms.ts";
import { outbox } from "../../../db/schema/operations.ts";
import type { OutboxHandler } from "../outbox/handler.ts";
import { outboxRow } from "../outbox/outbox-row.ts";

/** Affiliates a step: their rows travel as one JSON text of about 150 bytes each; D1 takes 2 MB. */
export const AFFILIATES_PER_STEP = 500;

/**
 * `program.write_affiliates`: asks for a write of each affiliate's entry, step by step in the order in
 * which they joined. A step that is repeated asks again, which costs writes and harms nothing.
 */
export const writeProgramAffiliates: OutboxHandler = async (ctx, { subjectId, payload }) => {
  const { after_at, after_id } = payload;
  const after =
    after_at === undefined ? null : { value: Number(after_at), id: String(after_id ?? "") };
  const found = await pageAffiliateIds(ctx.db, subjectId, after, AFFILIATES_PER_STEP);
  const rows = found.map(({ id }) => outboxRow(ctx, "affiliate.write", id));
  const last = found.at(-1);
  if (found.length === AFFILIATES_PER_STEP && last !== undefined) {
    const next = { after_at: last.createdAt, after_id: last.id };
    rows.push(outboxRow(ctx, "program.write_affiliates", subjectId, next));
  }
  const batch = new WriteBatch(ctx.db);
  batch.insert(outbox, rows);
  await batch.commit();
  return "done";
};
