import { Note, Paragraph, Quote, Title } from "./parts.tsx";
import type { Template } from "./template.ts";

export const applicationRejected: Template<"application_rejected"> = (params, { texts }) => {
  const { common, applicationRejected: own } = texts;
  return {
    subject: own.subject(params.program),
    preheader: own.preheader,
    body: (
      <>
        <Title>{own.title}</Title>
        <Paragraph>{common.hello(params.name)}</Paragraph>
        <Paragraph>{own.text(params.program)}</Paragraph>
        {params.reason !== null && (
          <>
            <Paragraph>{own.quoted}</Paragraph>
            <Quote text={params.reason} />
          </>
        )}
        <Note>{own.close}</Note>
      </>
    ),
  };
};
