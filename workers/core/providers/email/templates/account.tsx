/** Mails about a person's own account. */
import { letter } from "./letter.tsx";
import { Facts } from "./parts.tsx";
import type { Template } from "./template.ts";

export const welcome: Template<"welcome"> = (params, context) => {
  const own = context.texts.welcome;
  return letter(context, { ...own, ...params, says: [own.text] });
};

export const verifyEmail: Template<"verify_email"> = (params, context) => {
  const own = context.texts.verifyEmail;
  const note = own.note(params.validHours);
  return letter(context, { ...own, ...params, says: [own.text], note });
};

export const passwordReset: Template<"password_reset"> = (params, context) => {
  const own = context.texts.passwordReset;
  const note = own.note(params.validMinutes);
  return letter(context, { ...own, ...params, says: [own.text], note });
};

export const alreadyRegistered: Template<"already_registered"> = (params, context) => {
  const own = context.texts.alreadyRegistered;
  const note = own.note(params.validMinutes);
  return letter(context, { ...own, ...params, says: [own.text], note });
};

export const passwordChanged: Template<"password_changed"> = (params, context) => {
  const own = context.texts.passwordChanged;
  const says = [own.text(context.moment(params.at)), own.warning];
  return letter(context, { ...own, ...params, says });
};

export const newSignIn: Template<"new_sign_in"> = (params, context) => {
  const { common, newSignIn: own } = context.texts;
  const place = params.country === null ? common.unknownPlace : context.country(params.country);
  const facts = [
    [own.device, params.device],
    [own.place, place],
    [own.time, context.moment(params.at)],
  ] as const;
  const says = [own.text, <Facts key="facts" rows={facts} />, own.warning];
  return letter(context, { ...own, ...params, says });
};

export const accountLocked: Template<"account_locked"> = (params, context) => {
  const own = context.texts.accountLocked;
  const says = [own.text(params.lockedMinutes), own.warning];
  return letter(context, { ...own, ...params, says });
};

export const dataExportReady: Template<"data_export_ready"> = (params, context) => {
  const own = context.texts.dataExportReady;
  const note = own.note(params.validDays);
  return letter(context, { ...own, ...params, says: [own.text], note });
};

export const accountDeletionScheduled: Template<"account_deletion_scheduled"> = (
  params,
  context,
) => {
  const own = context.texts.accountDeletionScheduled;
  const says = [own.text(context.moment(params.deletedAt)), own.warning];
  return letter(context, { ...own, ...params, says });
};
