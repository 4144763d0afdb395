import type { MailKind, MailParams } from "../../../../contract/mails.ts";

const TOKEN = "8sK2vQ0pXr7LmZt4NwYc";
/** 2026-03-14T15:09:00Z */
const AT = Date.UTC(2026, 2, 14, 15, 9);

/** Parameters as they come: every kind with all that it can say. */
export const SAMPLE_PARAMS: { readonly [Kind in MailKind]: MailParams<Kind> } = {
  welcome: { name: "Ada Lovelace", path: "/" },
  verify_email: {
    name: "Ada Lovelace",
    path: `/verify-email?token=${TOKEN}&next=%2Fprograms`,
    validHours: 24,
  },
  password_reset: {
    name: "Ada Lovelace",
    path: `/reset-password?token=${TOKEN}`,
    validMinutes: 60,
  },
  already_registered: {
    name: "Ada Lovelace",
    path: `/reset-password?token=${TOKEN}`,
    validMinutes: 60,
  },
  password_changed: { name: "Ada Lovelace", at: AT, path: "/forgot-password" },
  new_sign_in: {
    name: "Ada Lovelace",
    at: AT,
    device: "Firefox on Windows",
    country: "PT",
    path: "/account/sessions",
  },
  member_invitation: {
    organization: "Brew & Bean",
    inviter: "Grace Hopper",
    role: "manager",
    path: `/invitations/${TOKEN}`,
    validDays: 7,
  },
  affiliate_invitation: {
    organization: "Brew & Bean",
    program: "Coffee Partners",
    message: "Hi Ada,\nwe love your blog about roasting.\n\nWill you join us?",
    path: `/invitations/${TOKEN}`,
    validDays: 14,
  },
  application_received: {
    name: "Ada Lovelace",
    program: "Coffee Partners",
    path: "/programs/coffee/applications",
  },
  application_approved: { name: "Ada Lovelace", program: "Coffee Partners", path: "/links/new" },
  application_rejected: {
    name: "Ada Lovelace",
    program: "Coffee Partners",
    reason: "Your site is about tea.\nCome back when it is about coffee <3",
  },
  account_locked: { name: "Ada Lovelace", lockedMinutes: 15, path: "/forgot-password" },
  data_export_ready: { name: "Ada Lovelace", path: "/account/exports/latest", validDays: 7 },
  account_deletion_scheduled: {
    name: "Ada Lovelace",
    deletedAt: AT,
    path: "/account/keep",
  },
};
