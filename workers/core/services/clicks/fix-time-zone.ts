import { sql } from "drizzle-orm";
import { WriteBatch } from "../../../db/batch.ts";
import { selectProgram } from "../../../db/queries/program-terms.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";

/**
 * Fixes a program's time zone, since its clicks hold the days that they were given (design §4.8), and
 * answers it. To be asked before the first click is counted; repeats change nothing.
 */
export async function fixTimeZone(ctx: ServiceContext, programId: string): Promise<string> {
  assertAllowed(ctx.actor, "click.record");
  const batch = new WriteBatch(ctx.db);
  batch.add(sql`update programs set time_zone_fixed_at = coalesce(time_zone_fixed_at, ${ctx.clock()})
    where id = ${programId}`);
  await batch.commit();
  const [program] = await selectProgram(ctx.db, programId);
  if (program === undefined) throw new Error(`Program ${programId} is gone.`);
  return program.timeZone;
}
