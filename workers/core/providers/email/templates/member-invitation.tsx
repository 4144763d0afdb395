import { Action, Note, Paragraph, Title } from "./parts.tsx";
import type { Template } from "./template.ts";

export const memberInvitation: Template<"member_invitation"> = (params, { texts, link }) => {
  const { common, memberInvitation: own } = texts;
  const { organization, inviter } = params;
  return {
    subject: own.subject(organization),
    preheader: own.preheader(inviter),
    body: (
      <>
        <Title>{own.title(organization)}</Title>
        <Paragraph>{common.hello("")}</Paragraph>
        <Paragraph>{own.text(inviter, organization, own.roles[params.role])}</Paragraph>
        <Action href={link(params.path)} label={own.action} fallback={common.fallback} />
        <Note>{own.note(params.validDays)}</Note>
      </>
    ),
  };
};
