import { Action, Note, Paragraph, Quote, Title } from "./parts.tsx";
import type { Template } from "./template.ts";

export const affiliateInvitation: Template<"affiliate_invitation"> = (params, { texts, link }) => {
  const { common, affiliateInvitation: own } = texts;
  const { organization, program, message } = params;
  return {
    subject: own.subject(program),
    preheader: own.preheader(organization),
    body: (
      <>
        <Title>{own.title(program)}</Title>
        <Paragraph>{common.hello("")}</Paragraph>
        <Paragraph>{own.text(organization, program)}</Paragraph>
        {message !== null && (
          <>
            <Paragraph>{own.quoted(organization)}</Paragraph>
            <Quote text={message} />
          </>
        )}
        <Action href={link(params.path)} label={own.action} fallback={common.fallback} />
        <Note>{own.note(params.validDays)}</Note>
      </>
    ),
  };
};
