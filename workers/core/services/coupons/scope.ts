import { problem } from "../../../contract/problem.ts";
import { findProgram } from "../../../db/queries/links.ts";
import { modeOf } from "../../../domain/actor.ts";
import type { Mode } from "../../../domain/mode.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import type { CouponScope } from "./new-coupon.ts";

const programNotFound = problem("program.not_found");

/**
 * The program and the mode in which coupons are asked about, once the actor may.
 * @throws ProblemError `program.not_found`; PermissionDenied
 */
export async function couponScope(
  ctx: ServiceContext,
  action: "coupon.validate" | "coupon.write",
  asked: { readonly program_id: string; readonly mode?: Mode | undefined },
): Promise<CouponScope> {
  assertAllowed(ctx.actor, action);
  const program = await findProgram(ctx.db, asked.program_id);
  if (program === null) throw programNotFound();
  const mode = asked.mode ?? modeOf(ctx.actor);
  const { organizationId, id: programId } = program;
  assertAllowed(ctx.actor, action, { noun: "program", organizationId, programId, mode });
  return { program, mode };
}
