import { selectAffiliateStates, selectTermsAcceptances } from "../../../db/queries/affiliates.ts";
import {
  selectProgram,
  selectProgramStates,
  selectTerms,
} from "../../../db/queries/program-terms.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { programSettings } from "../../../domain/program-settings.ts";
import type { DatedStanding } from "../../../domain/unchecked-click.ts";
import type { ServiceContext } from "../context.ts";

/** Whose clicks are to be checked: of an affiliate that D1 knows. */
export type Checked = { readonly affiliateId: string; readonly programId: string };

/** How an affiliate and his program stood, from the first day until now. @throws what D1 throws */
export async function loadStanding(
  ctx: ServiceContext,
  { affiliateId, programId }: Checked,
): Promise<DatedStanding> {
  assertAllowed(ctx.actor, "click.record");
  const { db } = ctx;
  const [[program], programHistory, terms, history, acceptances] = await db.batch([
    selectProgram(db, programId),
    selectProgramStates(db, programId),
    selectTerms(db, programId),
    selectAffiliateStates(db, [affiliateId]),
    selectTermsAcceptances(db, [affiliateId]),
  ]);
  if (program === undefined) throw new Error(`Program ${programId} is gone.`);
  return {
    affiliate: {
      affiliateId,
      history,
      acceptances: acceptances.map(({ version, acceptedAt }) => ({
        termsId: String(version),
        acceptedAt,
      })),
    },
    program: {
      programId,
      history: programHistory,
      terms: terms.map(({ version, ...rest }) => ({ termsId: String(version), ...rest })),
      timeZone: program.timeZone,
    },
    settings: programSettings(program.settings),
  };
}
