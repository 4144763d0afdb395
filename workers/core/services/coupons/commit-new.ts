import { WriteBatch } from "../../../db/batch.ts";
import type { CouponRow } from "../../../db/queries/coupons.ts";
import type { ProgramRow } from "../../../db/queries/links.ts";
import { coupons } from "../../../db/schema/links.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";

/**
 * Writes new coupons of one program, all or none, each with its audit event.
 * @throws StaleWriteError when a code was taken meanwhile
 */
export async function commitCoupons(
  ctx: ServiceContext,
  { organizationId, id: programId }: ProgramRow,
  made: readonly CouponRow[],
  status: 200 | 201,
  answer: unknown,
): Promise<void> {
  const batch = new WriteBatch(ctx.db);
  batch.insert(coupons, made);
  batch.insert(
    auditEvents,
    made.map(({ id, affiliateId, mode, code }) =>
      auditRow(ctx, {
        organizationId,
        programId,
        action: "coupon.write",
        subjectId: id,
        before: null,
        after: { affiliateId, mode, code },
      }),
    ),
  );
  batch.insert(idempotencyRecords, idempotencyRow(ctx, status, answer));
  await batch.commit();
}
