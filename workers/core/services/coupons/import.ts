import {
  COUPON_COLUMNS,
  type CouponImportQuery,
  type CouponsReport,
  couponCode,
} from "../../../contract/coupons.ts";
import type { RefusedLine } from "../../../contract/line-report.ts";
import { ProblemError } from "../../../contract/problem.ts";
import { type CouponRow, findCodesInUse } from "../../../db/queries/coupons.ts";
import { foldCouponCode } from "../../../domain/coupon.ts";
import type { CsvRow } from "../../../lib/csv-table.ts";
import type { ServiceContext } from "../context.ts";
import { type AffiliatesByName, loadAffiliates } from "../lines/load-affiliates.ts";
import { readCsv, surplusCells } from "../lines/read-csv.ts";
import { lineOfIssues, lineOfProblem } from "../lines/refused-line.ts";
import { retryLostRace } from "../lost-race.ts";
import { commitCoupons } from "./commit-new.ts";
import { type CouponScope, type CouponWish, newCoupon } from "./new-coupon.ts";
import { couponScope } from "./scope.ts";

type ReadLine = (CouponWish & { readonly line: number }) | RefusedLine;

function readLine(row: CsvRow, affiliates: AffiliatesByName): ReadLine {
  const { line, cells } = row;
  if (row.surplus > 0) return surplusCells(row);
  const affiliate = cells.affiliate === undefined ? null : affiliates(cells.affiliate);
  if (cells.affiliate !== undefined && affiliate === null) {
    return lineOfProblem(line, new ProblemError("affiliate.not_found"), "affiliate");
  }
  const code = couponCode.safeParse(cells.code ?? "");
  if (!code.success) return { ...lineOfIssues(line, code.error), field: "code" };
  return { line, code: code.data, affiliate };
}

/** Of two lines with the same code the first gets it. */
async function decide(ctx: ServiceContext, scope: CouponScope, lines: readonly ReadLine[]) {
  const codes = lines.flatMap((one) => ("status" in one ? [] : [foldCouponCode(one.code)]));
  const asked = { programId: scope.program.id, mode: scope.mode };
  const inUse = new Set(await findCodesInUse(ctx.db, asked, codes, ctx.clock()));
  return lines.map((read): RefusedLine | { line: number; coupon: CouponRow } => {
    if ("status" in read) return read;
    try {
      const coupon = newCoupon(ctx, scope, read, inUse);
      inUse.add(coupon.codeFolded);
      return { line: read.line, coupon };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return lineOfProblem(read.line, error, error.code === "coupon.code_taken" ? "code" : null);
    }
  });
}

/**
 * Makes the coupons of a CSV of at most 5,000 lines; `dry_run` says only what would become of them.
 * @throws ProblemError `program.not_found`, and what `readCsv` refuses
 */
export async function importCoupons(
  ctx: ServiceContext,
  query: CouponImportQuery,
  csv: string,
): Promise<CouponsReport> {
  const scope = await couponScope(ctx, "coupon.write", query);
  const rows = readCsv(csv, COUPON_COLUMNS);
  const affiliates = await loadAffiliates(ctx, scope.program.id, rows);
  const read = rows.map((row) => readLine(row, affiliates));
  const dryRun = query.dry_run === "true";
  return retryLostRace(async () => {
    const decided = await decide(ctx, scope, read);
    const made = decided.flatMap((one) => ("status" in one ? [] : [one.coupon]));
    const lines = decided.map((one): CouponsReport["lines"][number] => {
      if ("status" in one) return one;
      const { id, code } = one.coupon;
      return { line: one.line, status: "created", id: dryRun ? null : id, code };
    });
    const counts = { created: made.length, refused: lines.length - made.length };
    const report = { dry_run: dryRun, ...counts, lines };
    if (!dryRun) await commitCoupons(ctx, scope.program, made, 200, report);
    return report;
  });
}
