/** The secret with which a merchant's server signs conversions for browsers to hand over. */
import { problem } from "../../../contract/problem.ts";
import { findProgram } from "../../../db/queries/links.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { conversionSecret, recordingKeys } from "./keys.ts";
import { programOf } from "./track.ts";

const programNotFound = problem("program.not_found");
const missingKey = problem("auth.missing_key");

/** @throws PermissionDenied; ProblemError `program.required`, `program.not_found` */
export async function readConversionSecret(
  ctx: ServiceContext,
  named: string | undefined,
): Promise<{ readonly program_id: string; readonly secret: string }> {
  assertAllowed(ctx.actor, "conversion.record");
  if (ctx.actor.kind !== "api_key") throw missingKey();
  const { mode } = ctx.actor;
  const programId = programOf(ctx.actor, named);
  const program = await findProgram(ctx.db, programId);
  if (program === null) throw programNotFound();
  const { organizationId } = program;
  assertAllowed(ctx.actor, "conversion.record", {
    noun: "program",
    organizationId,
    programId,
    mode,
  });
  const keys = await recordingKeys(ctx.env);
  return { program_id: programId, secret: await conversionSecret(keys, programId, mode) };
}
