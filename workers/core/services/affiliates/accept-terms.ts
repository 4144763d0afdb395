import { sql } from "drizzle-orm";
import type { AffiliateAnswer } from "../../../contract/affiliates.ts";
import { problem } from "../../../contract/problem.ts";
import type { WriteBatch } from "../../../db/batch.ts";
import { findTerms, findTermsInEffect } from "../../../db/queries/terms.ts";
import { termsAcceptances } from "../../../db/schema/affiliates.ts";
import type { ServiceContext } from "../context.ts";
import { changeMembership } from "./change.ts";

const termsNotFound = problem("terms.not_found");
const notAccepted = problem("affiliate.terms_not_accepted");

/**
 * Accepts a version of the program's terms, in force or announced; accepting it again changes nothing.
 * @throws ProblemError `affiliate.not_found`, `terms.not_found`
 */
export const acceptTerms = (
  ctx: ServiceContext,
  affiliateId: string,
  version: number,
): Promise<AffiliateAnswer> =>
  changeMembership(ctx, "affiliate.accept_terms", affiliateId, async (found) => {
    const terms = await findTerms(ctx.db, found.affiliate.programId, version);
    if (terms === null) throw termsNotFound();
    const { termsVersion } = found;
    if (termsVersion !== null && termsVersion >= version) return null;
    return {
      row: {},
      more: { termsVersion: version },
      before: { termsVersion },
      after: { termsVersion: version },
      addRows: (batch) => {
        batch.insert(termsAcceptances, [{ affiliateId, version, acceptedAt: ctx.clock() }]);
        return [];
      },
    };
  });

/** Terms that were accepted before stay accepted since then. */
const KEEP_FIRST = sql`on conflict do nothing`;

/** Puts into a batch that whoever joins has accepted terms in the same call; `null`: there are none. */
export function addAcceptance(
  batch: WriteBatch,
  ctx: ServiceContext,
  affiliateId: string,
  version: number | null,
): void {
  if (version === null) return;
  const accepted = { affiliateId, version, acceptedAt: ctx.clock() };
  batch.insert(termsAcceptances, [accepted], KEEP_FIRST);
}

/**
 * The version of the terms that whoever joins has accepted: the one in force, where there is one.
 * @param accepted as the person says
 * @throws ProblemError `affiliate.terms_not_accepted`
 */
export async function assertTermsRead(
  ctx: ServiceContext,
  programId: string,
  accepted: number | undefined,
): Promise<number | null> {
  const inForce = await findTermsInEffect(ctx.db, programId, ctx.clock());
  if (inForce === null) return null;
  const { version } = inForce;
  if (accepted !== version) throw notAccepted({ detail: `The version in force is ${version}.` });
  return version;
}
