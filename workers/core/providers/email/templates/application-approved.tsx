import { Action, Paragraph, Title } from "./parts.tsx";
import type { Template } from "./template.ts";

export const applicationApproved: Template<"application_approved"> = (params, { texts, link }) => {
  const { common, applicationApproved: own } = texts;
  return {
    subject: own.subject(params.program),
    preheader: own.preheader,
    body: (
      <>
        <Title>{own.title}</Title>
        <Paragraph>{common.hello(params.name)}</Paragraph>
        <Paragraph>{own.text(params.program)}</Paragraph>
        <Action href={link(params.path)} label={own.action} fallback={common.fallback} />
      </>
    ),
  };
};
