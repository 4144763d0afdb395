/** Mails that invite. Who is invited may have no account, so they greet nobody by name. */
import { letter, quoted } from "./letter.tsx";
import type { Template } from "./template.ts";

export const memberInvitation: Template<"member_invitation"> = (params, context) => {
  const own = context.texts.memberInvitation;
  const { organization, inviter, role, path, validDays } = params;
  return letter(context, {
    subject: own.subject(organization),
    preheader: own.preheader(inviter),
    title: own.title(organization),
    name: "",
    says: [own.text(inviter, organization, own.roles[role])],
    action: own.action,
    path,
    note: own.note(validDays),
  });
};

export const affiliateInvitation: Template<"affiliate_invitation"> = (params, context) => {
  const own = context.texts.affiliateInvitation;
  const { organization, program, message, path, validDays } = params;
  return letter(context, {
    subject: own.subject(program),
    preheader: own.preheader(organization),
    title: own.title(program),
    name: "",
    says: [own.text(organization, program), ...quoted(own.quoted(organization), message)],
    action: own.action,
    path,
    note: own.note(validDays),
  });
};
