/** Coupons as they are listed, and which codes are in use. */
import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import type { Mode } from "../../domain/mode.ts";
import type { Db } from "../batch.ts";
import { jsonRows } from "../json-list.ts";
import { isAfter, type Position } from "../page.ts";
import { rawRows } from "../raw-rows.ts";
import { COUPON_ENDED, coupons } from "../schema/links.ts";
import { programs } from "../schema/programs.ts";

export type CouponRow = typeof coupons.$inferSelect;

export type CouponList = {
  readonly owner: { readonly affiliateId: string } | { readonly programId: string };
  readonly mode: Mode;
  readonly state?: "active" | "ended" | undefined;
  readonly limit: number;
  readonly after: Position | null;
};

/** A page of coupons, the newest first. */
export const selectCouponPage = (db: Db, { owner, mode, state, limit, after }: CouponList) =>
  db
    .select()
    .from(coupons)
    .where(
      and(
        "affiliateId" in owner
          ? eq(coupons.affiliateId, owner.affiliateId)
          : eq(coupons.programId, owner.programId),
        eq(coupons.mode, mode),
        state === undefined ? undefined : sql`${COUPON_ENDED} = ${state === "ended" ? 1 : 0}`,
        isAfter(coupons.createdAt, coupons.id, after, "desc"),
      ),
    )
    .orderBy(desc(coupons.createdAt), desc(coupons.id))
    .limit(limit);

/** A coupon with the organization that it belongs to. */
export async function findCoupon(db: Db, id: string) {
  const [row] = await db
    .select({ coupon: coupons, organizationId: programs.organizationId })
    .from(coupons)
    .innerJoin(programs, eq(programs.id, coupons.programId))
    .where(eq(coupons.id, id));
  return row ?? null;
}

type Scope = { readonly programId: string; readonly mode: Mode };

/** The coupon that has a code at present, or else had it last. */
export async function findCouponByCode(db: Db, { programId, mode }: Scope, folded: string) {
  const [row] = await db
    .select()
    .from(coupons)
    .where(
      and(eq(coupons.programId, programId), eq(coupons.mode, mode), eq(coupons.codeFolded, folded)),
    )
    .orderBy(desc(coupons.activeFrom), asc(coupons.id))
    .limit(1);
  return row ?? null;
}

/** Which of the folded codes a coupon has that is active at `at` (UTC ms), or later. */
export async function findCodesInUse(
  db: Db,
  { programId, mode }: Scope,
  folded: readonly string[],
  at: number,
): Promise<ReadonlySet<string>> {
  const rows = await rawRows<{ code: string }>(
    db,
    sql`select c.code_folded as "code" from ${jsonRows(folded.map((code) => [code]))} wanted
      cross join coupons c on c.program_id = ${programId} and c.mode = ${mode}
        and c.code_folded = wanted.value ->> 0
      where c.active_until is null or c.active_until > ${at}`,
  );
  return new Set(rows.map(({ code }) => code));
}

/** Ends a coupon that is active; to be guarded. */
export const endActiveCoupon = (db: Db, id: string, activeUntil: number) =>
  db
    .update(coupons)
    .set({ activeUntil })
    .where(and(eq(coupons.id, id), isNull(coupons.activeUntil)))
    .getSQL();
