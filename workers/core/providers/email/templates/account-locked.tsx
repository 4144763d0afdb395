import { Action, Paragraph, Title } from "./parts.tsx";
import type { Template } from "./template.ts";

export const accountLocked: Template<"account_locked"> = (params, { texts, link }) => {
  const { common, accountLocked: own } = texts;
  return {
    subject: own.subject,
    preheader: own.preheader,
    body: (
      <>
        <Title>{own.title}</Title>
        <Paragraph>{common.hello(params.name)}</Paragraph>
        <Paragraph>{own.text(params.lockedMinutes)}</Paragraph>
        <Paragraph>{own.warning}</Paragraph>
        <Action href={link(params.path)} label={own.action} fallback={common.fallback} />
      </>
    ),
  };
};
