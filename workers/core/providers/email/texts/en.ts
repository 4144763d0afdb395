/** The words of every mail in English. Another language has the type of these, so that none lacks a text. */

const days = (count: number) => (count === 1 ? "1 day" : `${count} days`);
const hours = (count: number) => (count === 1 ? "1 hour" : `${count} hours`);
const minutes = (count: number) => (count === 1 ? "1 minute" : `${count} minutes`);

export const en = {
  common: {
    hello: (name: string) => (name === "" ? "Hello," : `Hello ${name},`),
    fallback: "If the button does not work, copy this address into your browser:",
    footer: (origin: string) =>
      `Sent automatically by Trackdesk at ${origin}. Nobody reads replies to this address.`,
    unknownPlace: "unknown",
  },
  welcome: {
    subject: "Welcome to Trackdesk",
    preheader: "Your account is ready. Here is where to begin.",
    title: "Welcome to Trackdesk",
    text: "Your account is ready. In Trackdesk you run affiliate programs, or earn with them: every click is counted, every sale is credited to whoever brought it, and every commission says why.",
    action: "Open Trackdesk",
  },
  verifyEmail: {
    subject: "Confirm your e-mail address",
    preheader: "One click, and your account is ready.",
    title: "Is this your address?",
    text: "Please confirm that this e-mail address is yours. Until then you cannot sign in.",
    action: "Confirm address",
    note: (validHours: number) =>
      `The link works for ${hours(validHours)}. If you did not sign up at Trackdesk, you need not do anything.`,
  },
  passwordReset: {
    subject: "Choose a new password",
    preheader: "You asked for a new password. The link works for a short time.",
    title: "Choose a new password",
    text: "Somebody, most likely you, asked for a new password for your account. Press the button to choose one.",
    action: "Choose a new password",
    note: (validMinutes: number) =>
      `The link works once, for ${minutes(validMinutes)}. If you did not ask for it, leave this mail alone: your password stays as it is.`,
  },
  alreadyRegistered: {
    subject: "You have an account already",
    preheader: "Somebody signed up with your address. There is an account for it.",
    title: "You have an account already",
    text: "Somebody, perhaps you, has just signed up at Trackdesk with your e-mail address. It has an account already, so nothing was changed. If it was you, sign in as before, or choose a new password:",
    action: "Choose a new password",
    note: (validMinutes: number) =>
      `The link works once, for ${minutes(validMinutes)}. If it was not you, you need not do anything: nobody gets into your account by this.`,
  },
  passwordChanged: {
    subject: "Your password was changed",
    preheader: "If this was you, all is well. If not, act now.",
    title: "Your password was changed",
    text: (moment: string) =>
      `The password of your account was changed on ${moment}. All other devices were signed out.`,
    warning: "If this was not you, somebody may know your password. Choose a new one at once:",
    action: "Choose a new password",
  },
  newSignIn: {
    subject: "New sign-in to your account",
    preheader: "Your account was opened on a device that we do not know yet.",
    title: "A new device signed in",
    text: "Your account was opened on a device that we had not seen before.",
    device: "Device",
    place: "Country",
    time: "Time",
    warning: "If this was you, all is well. If not, sign the device out and change your password:",
    action: "See my devices",
  },
  memberInvitation: {
    subject: (organization: string) => `Join ${organization} on Trackdesk`,
    preheader: (inviter: string) => `${inviter} invites you to the team.`,
    title: (organization: string) => `Join the team of ${organization}`,
    text: (inviter: string, organization: string, role: string) =>
      `${inviter} invites you to work for ${organization} on Trackdesk, as ${role}.`,
    roles: { owner: "an owner", admin: "an admin", manager: "a manager", viewer: "a viewer" },
    action: "Accept invitation",
    note: (validDays: number) =>
      `The invitation is good for ${days(validDays)}. If you do not know who sent it, you need not do anything.`,
  },
  affiliateInvitation: {
    subject: (program: string) => `Become a partner of ${program}`,
    preheader: (organization: string) => `${organization} invites you to its affiliate program.`,
    title: (program: string) => `Become a partner of ${program}`,
    text: (organization: string, program: string) =>
      `${organization} invites you to its affiliate program ${program}: you recommend, and earn a commission for what you bring.`,
    quoted: (organization: string) => `${organization} writes:`,
    action: "See the program",
    note: (validDays: number) =>
      `The invitation is good for ${days(validDays)}. If it is not for you, you need not do anything.`,
  },
  applicationReceived: {
    subject: (name: string, program: string) => `${name} applies to ${program}`,
    preheader: "A new application waits for your decision.",
    title: "A new application",
    text: (name: string, program: string) =>
      `${name} wants to become an affiliate of ${program}. Look at the application and decide.`,
    action: "See the application",
    note: "You get this mail because you manage this program.",
  },
  applicationApproved: {
    subject: (program: string) => `You are in: ${program}`,
    preheader: "Your application was approved. Your first link is a click away.",
    title: "Your application was approved",
    text: (program: string) =>
      `You are now an affiliate of ${program}. Make your first link and start recommending; you see clicks, sales and commissions as they come in.`,
    action: "Make my first link",
  },
  applicationRejected: {
    subject: (program: string) => `Your application to ${program}`,
    preheader: "An answer to your application.",
    title: "Your application was not accepted",
    text: (program: string) =>
      `Thank you for your interest in ${program}. This time your application was not accepted.`,
    quoted: "The reason, in the merchant's words:",
    close: "Your account, and your other programs if you have any, stay as they are.",
  },
  accountLocked: {
    subject: "Your account is locked for a while",
    preheader: "Too many wrong passwords. It opens again by itself.",
    title: "Too many wrong passwords",
    text: (lockedMinutes: number) =>
      `Somebody tried to sign in to your account with wrong passwords. To keep it safe, it is locked for ${minutes(lockedMinutes)}, and then opens by itself.`,
    warning:
      "If this was you and the password has slipped your mind, choose a new one. If it was not you, a new password is a good idea all the same:",
    action: "Choose a new password",
  },
  dataExportReady: {
    subject: "Your data is ready",
    preheader: "The copy of your data that you asked for can be downloaded.",
    title: "Your data is ready",
    text: "The copy of your data that you asked for is ready. Sign in to download it.",
    action: "Download my data",
    note: (validDays: number) =>
      `It is kept for ${days(validDays)}, then deleted. If you did not ask for it, change your password.`,
  },
  accountDeletionScheduled: {
    subject: "Your account will be deleted",
    preheader: "You can still call it off.",
    title: "Your account will be deleted",
    text: (moment: string) =>
      `You asked us to delete your account. It will be deleted on ${moment}: your profile, your sign-in and your personal data. Records of money are kept as the law asks, without your name.`,
    warning: "If you have changed your mind, or did not ask for this, keep your account:",
    action: "Keep my account",
  },
};

export type MailTexts = typeof en;
