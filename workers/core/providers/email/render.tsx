/** Writes a mail: subject, HTML and plain text, from one template. */
import type { MailContent, MailKind, MailLocale, MailParams } from "../../../contract/mails.ts";
import { oneLine } from "./mime/header.ts";
import { plainText } from "./plain-text.ts";
import { plainMessage, plainName } from "./plain-words.ts";
import { Layout } from "./templates/layout.tsx";
import { Footer } from "./templates/parts.tsx";
import { TEMPLATES } from "./templates/registry.ts";
import type { TemplateContext } from "./templates/template.ts";
import { de } from "./texts/de.ts";
import { en, type MailTexts } from "./texts/en.ts";

const TEXTS: Record<MailLocale, MailTexts> = { en, de };
/** Parameters that may have several lines; every other text is a name. */
const MESSAGES = ["message", "reason"];
/** Made by us, not by people. */
const NO_WORDS = ["path", "role", "country"];

export type RenderedParts = {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
};

/** `words` of people made plain, whatever the kind of mail, so that no template can forget it. */
function plainParams<Kind extends MailKind>(params: MailParams<Kind>): MailParams<Kind> {
  const entries = Object.entries(params).map(([name, value]) => {
    if (typeof value !== "string" || NO_WORDS.includes(name)) return [name, value];
    return [name, MESSAGES.includes(name) ? plainMessage(value) || null : plainName(value)];
  });
  return Object.fromEntries(entries) as MailParams<Kind>;
}

/** @throws Error for a path that leads off the installation's own origin */
function linkTo(baseUrl: string, path: string): string {
  const url = new URL(path, baseUrl);
  if (url.origin !== new URL(baseUrl).origin)
    throw new Error("A mail links to its own origin only");
  return url.href;
}

function contextOf(locale: MailLocale, baseUrl: string): TemplateContext {
  const moments = new Intl.DateTimeFormat(locale, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
  });
  const regions = new Intl.DisplayNames(locale, { type: "region", fallback: "code" });
  return {
    locale,
    texts: TEXTS[locale],
    link: (path) => linkTo(baseUrl, path),
    // Some languages have narrow blanks there, which old mail programs show as boxes.
    moment: (at) => `${moments.format(at).replace(/\s/g, " ")} UTC`,
    // Cloudflare also says T1 (Tor) and XX (not known), which are no regions.
    country: (code) => (/^[A-Z]{2}$/.test(code) ? regions.of(code) : undefined) ?? code,
  };
}

/** @param options.baseUrl the installation's origin (BASE_URL): every link begins with it */
export async function renderMail<Kind extends MailKind>(
  content: MailContent<Kind>,
  options: { readonly locale: MailLocale; readonly baseUrl: string },
): Promise<RenderedParts> {
  const { locale, baseUrl } = options;
  const context = contextOf(locale, baseUrl);
  const written = TEMPLATES[content.kind](plainParams(content.params), context);
  const subject = oneLine(written.subject);
  const footer = context.texts.common.footer(baseUrl);
  const { preheader, body } = written;
  const page = <Layout {...{ locale, subject, preheader, body, footer }} />;
  const text = plainText([body, <Footer key="footer">{footer}</Footer>]);
  return { subject, html: `<!DOCTYPE html>${await page}`, text };
}
