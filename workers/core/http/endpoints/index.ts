/** The management API on one screen: every endpoint below `/api/v1`, by resource. */
import type { Endpoint } from "../endpoint.ts";
import { accountDeletionEndpoints } from "./account-deletion.ts";
import { affiliateNoteEndpoints } from "./affiliate-notes.ts";
import { affiliateEndpoints } from "./affiliates.ts";
import { apiKeyEndpoints } from "./api-keys.ts";
import { applicationEndpoints } from "./applications.ts";
import { auditEndpoints } from "./audit.ts";
import { balanceEndpoints } from "./balances.ts";
import { commissionEndpoints } from "./commissions.ts";
import { conversionEndpoints } from "./conversions.ts";
import { couponEndpoints } from "./coupons.ts";
import { creativeEndpoints } from "./creatives.ts";
import { customerEndpoints } from "./customers.ts";
import { domainEndpoints } from "./domains.ts";
import { exportEndpoints } from "./exports.ts";
import { groupEndpoints } from "./groups.ts";
import { invitationEndpoints } from "./invitations.ts";
import { linkEndpoints } from "./links.ts";
import { bulkLinkEndpoints } from "./links-in-bulk.ts";
import { liveEndpoints } from "./live.ts";
import { meEndpoints } from "./me.ts";
import { memberEndpoints } from "./members.ts";
import { organizationEndpoints } from "./organizations.ts";
import { payeeEndpoints } from "./payees.ts";
import { platformEndpoints } from "./platform.ts";
import { programStateEndpoints } from "./program-states.ts";
import { programEndpoints } from "./programs.ts";
import { publicEndpoints } from "./public.ts";
import { reportEndpoints } from "./reports.ts";
import { reviewEndpoints } from "./reviews.ts";
import { rewardEndpoints } from "./rewards.ts";
import { termsEndpoints } from "./terms.ts";

export const ENDPOINTS: readonly Endpoint[] = [
  ...apiKeyEndpoints,
  ...meEndpoints,
  ...exportEndpoints,
  ...accountDeletionEndpoints,
  ...memberEndpoints,
  ...affiliateEndpoints,
  ...affiliateNoteEndpoints,
  ...applicationEndpoints,
  ...invitationEndpoints,
  ...payeeEndpoints,
  ...balanceEndpoints,
  ...platformEndpoints,
  ...commissionEndpoints,
  ...conversionEndpoints,
  ...customerEndpoints,
  ...auditEndpoints,
  ...reviewEndpoints,
  ...couponEndpoints,
  ...creativeEndpoints,
  ...linkEndpoints,
  ...bulkLinkEndpoints,
  ...liveEndpoints,
  ...reportEndpoints,
  ...organizationEndpoints,
  ...programEndpoints,
  ...programStateEndpoints,
  ...domainEndpoints,
  ...termsEndpoints,
  ...groupEndpoints,
  ...rewardEndpoints,
  ...publicEndpoints,
];
