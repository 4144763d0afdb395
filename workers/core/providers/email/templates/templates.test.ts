import { describe, expect, it } from "vitest";
import {
  MAIL_KINDS,
  MAIL_LOCALES,
  type MailContent,
  type MailKind,
  type MailParams,
} from "../../../../contract/mails.ts";
import { renderMail } from "../render.tsx";
import { SAMPLE_PARAMS } from "../testing/sample-params.ts";

const BASE_URL = "https://app.trackdesk.example";

const contentOf = <Kind extends MailKind>(kind: Kind, params: MailParams<Kind>) =>
  ({ kind, params }) as MailContent;
const render = (kind: MailKind, locale: (typeof MAIL_LOCALES)[number]) =>
  renderMail(contentOf(kind, SAMPLE_PARAMS[kind]), { locale, baseUrl: BASE_URL });

/** One element a line, so that a change is seen where it is. */
const inLines = (html: string) => html.replace(/></g, ">\n<");

const EVERY = MAIL_KINDS.flatMap((kind) => MAIL_LOCALES.map((locale) => ({ kind, locale })));

describe.each(EVERY)("the mail $kind in $locale", ({ kind, locale }) => {
  it("is written as it was last looked at", async () => {
    const { subject, html, text } = await render(kind, locale);
    expect(`Subject: ${subject}\n\n${text}`).toMatchSnapshot("text");
    expect(inLines(html)).toMatchSnapshot("html");
  });

  it("says in plain text what it says in HTML, and links to its own origin alone", async () => {
    const { html, text } = await render(kind, locale);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href ?? "");
    expect(links.every((href) => href.startsWith(`${BASE_URL}/`))).toBe(true);
    for (const href of links) expect(text).toContain(href.replaceAll("&amp;", "&"));
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThan(
      Math.max(78, ...links.map((href) => href.length + 1)),
    );
  });

  it("loads nothing from anywhere", async () => {
    const { html } = await render(kind, locale);
    expect(html).not.toMatch(/<(?:img|link|script|iframe|object|table)\b|\bsrc=|url\(|@import/i);
  });
});
