import { Action, Paragraph, Title } from "./parts.tsx";
import type { Template } from "./template.ts";

export const passwordChanged: Template<"password_changed"> = (params, { texts, link, moment }) => {
  const { common, passwordChanged: own } = texts;
  return {
    subject: own.subject,
    preheader: own.preheader,
    body: (
      <>
        <Title>{own.title}</Title>
        <Paragraph>{common.hello(params.name)}</Paragraph>
        <Paragraph>{own.text(moment(params.at))}</Paragraph>
        <Paragraph>{own.warning}</Paragraph>
        <Action href={link(params.path)} label={own.action} fallback={common.fallback} />
      </>
    ),
  };
};
