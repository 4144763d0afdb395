/** Mails about an application to a program. */
import { letter, quoted } from "./letter.tsx";
import type { Template } from "./template.ts";

/** To those who decide, none of whom is greeted: `name` is the applicant's. */
export const applicationReceived: Template<"application_received"> = (params, context) => {
  const own = context.texts.applicationReceived;
  const { name, program, path } = params;
  const subject = own.subject(name, program);
  return letter(context, { ...own, subject, says: [own.text(name, program)], path });
};

export const applicationApproved: Template<"application_approved"> = (params, context) => {
  const own = context.texts.applicationApproved;
  const subject = own.subject(params.program);
  return letter(context, { ...own, ...params, subject, says: [own.text(params.program)] });
};

export const applicationRejected: Template<"application_rejected"> = (params, context) => {
  const own = context.texts.applicationRejected;
  const { name, program, reason } = params;
  const subject = own.subject(program);
  const says = [own.text(program), ...quoted(own.quoted, reason)];
  return letter(context, { ...own, name, subject, says, note: own.close });
};
