import type { MailKind } from "../../../../contract/mails.ts";
import {
  accountDeletionScheduled,
  accountLocked,
  alreadyRegistered,
  dataExportReady,
  newSignIn,
  passwordChanged,
  passwordReset,
  verifyEmail,
  welcome,
} from "./account.tsx";
import { applicationApproved, applicationReceived, applicationRejected } from "./applications.tsx";
import { affiliateInvitation, memberInvitation } from "./invitations.tsx";
import type { Template } from "./template.ts";

/** The template of each kind of mail. */
export const TEMPLATES: { readonly [Kind in MailKind]: Template<Kind> } = {
  welcome,
  verify_email: verifyEmail,
  password_reset: passwordReset,
  already_registered: alreadyRegistered,
  password_changed: passwordChanged,
  new_sign_in: newSignIn,
  member_invitation: memberInvitation,
  affiliate_invitation: affiliateInvitation,
  application_received: applicationReceived,
  application_approved: applicationApproved,
  application_rejected: applicationRejected,
  account_locked: accountLocked,
  data_export_ready: dataExportReady,
  account_deletion_scheduled: accountDeletionScheduled,
};
