import type { Child } from "hono/jsx";
import type { MailKind, MailLocale, MailParams } from "../../../../contract/mails.ts";
import type { MailTexts } from "../texts/en.ts";

/** What a template is given beside its parameters. */
export type TemplateContext = {
  readonly locale: MailLocale;
  readonly texts: MailTexts;
  /** The full address of a path on the installation's own origin. */
  readonly link: (path: string) => string;
  /** A moment (UTC ms) in the reader's words. */
  readonly moment: (at: number) => string;
  /** A country (ISO 3166-1 alpha-2) by its name. */
  readonly country: (code: string) => string;
};

export type Written = {
  readonly subject: string;
  /** What a list of mails shows after the subject: one sentence that is not the subject again. */
  readonly preheader: string;
  readonly body: Child;
};

/** Writes one kind of mail. People's words in `params` are plain already (plain-words.ts). */
export type Template<Kind extends MailKind> = (
  params: MailParams<Kind>,
  context: TemplateContext,
) => Written;
