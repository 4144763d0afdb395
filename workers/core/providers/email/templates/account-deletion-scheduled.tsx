import { Action, Paragraph, Title } from "./parts.tsx";
import type { Template } from "./template.ts";

export const accountDeletionScheduled: Template<"account_deletion_scheduled"> = (
  params,
  { texts, link, moment },
) => {
  const { common, accountDeletionScheduled: own } = texts;
  return {
    subject: own.subject,
    preheader: own.preheader,
    body: (
      <>
        <Title>{own.title}</Title>
        <Paragraph>{common.hello(params.name)}</Paragraph>
        <Paragraph>{own.text(moment(params.deletedAt))}</Paragraph>
        <Paragraph>{own.warning}</Paragraph>
        <Action href={link(params.path)} label={own.action} fallback={common.fallback} />
      </>
    ),
  };
};
