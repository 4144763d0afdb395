import { Action, Note, Paragraph, Title } from "./parts.tsx";
import type { Template } from "./template.ts";

export const applicationReceived: Template<"application_received"> = (params, { texts, link }) => {
  const { common, applicationReceived: own } = texts;
  const { name, program } = params;
  return {
    subject: own.subject(name, program),
    preheader: own.preheader,
    body: (
      <>
        <Title>{own.title}</Title>
        <Paragraph>{own.text(name, program)}</Paragraph>
        <Action href={link(params.path)} label={own.action} fallback={common.fallback} />
        <Note>{own.note}</Note>
      </>
    ),
  };
};
