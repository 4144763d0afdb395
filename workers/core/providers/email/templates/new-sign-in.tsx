import { Action, Facts, Paragraph, Title } from "./parts.tsx";
import type { Template } from "./template.ts";

export const newSignIn: Template<"new_sign_in"> = (params, { texts, link, moment, country }) => {
  const { common, newSignIn: own } = texts;
  const place = params.country === null ? common.unknownPlace : country(params.country);
  return {
    subject: own.subject,
    preheader: own.preheader,
    body: (
      <>
        <Title>{own.title}</Title>
        <Paragraph>{common.hello(params.name)}</Paragraph>
        <Paragraph>{own.text}</Paragraph>
        <Facts
          rows={[
            [own.device, params.device],
            [own.place, place],
            [own.time, moment(params.at)],
          ]}
        />
        <Paragraph>{own.warning}</Paragraph>
        <Action href={link(params.path)} label={own.action} fallback={common.fallback} />
      </>
    ),
  };
};
