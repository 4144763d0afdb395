import { eq } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { programs } from "../schema/programs.ts";

/** Whose a program is, for permission. */
export async function findProgramOwner(db: Db, programId: string) {
  const [row] = await db
    .select({ programId: programs.id, organizationId: programs.organizationId })
    .from(programs)
    .where(eq(programs.id, programId));
  return row ?? null;
}
