/** Affiliates as the API shows them. */
import type { AffiliateAnswer, AffiliateProfile } from "../../../contract/affiliates.ts";
import { isoTime, isoTimeOrNull } from "../../../contract/fields.ts";
import type { MembershipRow } from "../../../db/queries/memberships.ts";
import { type Actor, isHimself, isOfMerchant } from "../../../domain/actor.ts";

/** What an answer is made of, whether it was read or is about to be written. */
export type Membership = Pick<
  MembershipRow,
  "affiliate" | "organizationId" | "groupId" | "tags" | "termsVersion" | "decision"
>;

/** Without name and address, for answers that are kept. */
export function affiliateAnswer(actor: Actor, membership: Membership): AffiliateAnswer {
  const { affiliate, organizationId, groupId, tags, termsVersion, decision } = membership;
  const hidesTags = isHimself(actor, affiliate.id) && !isOfMerchant(actor, organizationId);
  return {
    id: affiliate.id,
    organization_id: organizationId,
    program_id: affiliate.programId,
    user_id: affiliate.userId,
    payee_id: affiliate.payeeId,
    group_id: groupId,
    code: affiliate.code,
    state: affiliate.state,
    application: decision,
    tags: hidesTags ? null : tags,
    recruiter_id: affiliate.recruiterId,
    recruited_at: isoTimeOrNull(affiliate.recruitedAt),
    accepted_terms_version: termsVersion,
    created_at: isoTime(affiliate.createdAt),
    version: affiliate.version,
  };
}

/** With name and address; an erased person has none. */
export const affiliateProfile = (actor: Actor, row: MembershipRow): AffiliateProfile => ({
  ...affiliateAnswer(actor, row),
  name: row.name || null,
  email: row.email || null,
});
