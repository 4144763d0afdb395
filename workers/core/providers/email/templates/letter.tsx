import type { Child } from "hono/jsx";
import { Action, Note, Paragraph, Quote, Title } from "./parts.tsx";
import type { TemplateContext, Written } from "./template.ts";

/** The words of a button, and where it leads. */
type Button = { readonly action: string; readonly path: string };
type NoButton = { readonly action?: never; readonly path?: never };

type Letter = Omit<Written, "body"> & {
  readonly title: string;
  /** Of the person written to, empty when it is not known. Without the field nobody is greeted. */
  readonly name?: string;
  /** What it says, in order: a text is a paragraph, anything else stands as it is. */
  readonly says: readonly Child[];
  readonly note?: string;
} & (Button | NoButton);

/** A mail as they all are: a title, a greeting, what it says, a button, a note. */
export function letter({ texts, link }: TemplateContext, content: Letter): Written {
  const { subject, preheader, title, name, says, action, path, note } = content;
  const { hello, fallback } = texts.common;
  const body = (
    <>
      <Title>{title}</Title>
      {name !== undefined && <Paragraph>{hello(name)}</Paragraph>}
      {says.map((said) => (typeof said === "string" ? <Paragraph>{said}</Paragraph> : said))}
      {path !== undefined && <Action href={link(path)} label={action} fallback={fallback} />}
      {note !== undefined && <Note>{note}</Note>}
    </>
  );
  return { subject, preheader, body };
}

/** For what a letter says: somebody's words and whose they are; nothing where there are none. */
export const quoted = (lead: string, words: string | null): readonly Child[] =>
  words === null ? [] : [lead, <Quote key="quote" text={words} />];
