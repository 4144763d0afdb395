import type { MailKind } from "../../../../contract/mails.ts";
import { accountDeletionScheduled } from "./account-deletion-scheduled.tsx";
import { accountLocked } from "./account-locked.tsx";
import { affiliateInvitation } from "./affiliate-invitation.tsx";
import { alreadyRegistered } from "./already-registered.tsx";
import { applicationApproved } from "./application-approved.tsx";
import { applicationReceived } from "./application-received.tsx";
import { applicationRejected } from "./application-rejected.tsx";
import { dataExportReady } from "./data-export-ready.tsx";
import { memberInvitation } from "./member-invitation.tsx";
import { newSignIn } from "./new-sign-in.tsx";
import { passwordChanged } from "./password-changed.tsx";
import { passwordReset } from "./password-reset.tsx";
import type { Template } from "./template.ts";
import { verifyEmail } from "./verify-email.tsx";
import { welcome } from "./welcome.tsx";

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
