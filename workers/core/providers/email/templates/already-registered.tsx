import { Action, Note, Paragraph, Title } from "./parts.tsx";
import type { Template } from "./template.ts";

export const alreadyRegistered: Template<"already_registered"> = (params, { texts, link }) => {
  const { common, alreadyRegistered: own } = texts;
  return {
    subject: own.subject,
    preheader: own.preheader,
    body: (
      <>
        <Title>{own.title}</Title>
        <Paragraph>{common.hello(params.name)}</Paragraph>
        <Paragraph>{own.text}</Paragraph>
        <Action href={link(params.path)} label={own.action} fallback={common.fallback} />
        <Note>{own.note(params.validMinutes)}</Note>
      </>
    ),
  };
};
