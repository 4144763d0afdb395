import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  MAIL_KINDS,
  MAIL_LOCALES,
  type MailContent,
  type MailKind,
  type MailLocale,
  mailParamSchemas,
} from "../../../contract/mails.ts";
import { renderMail } from "./render.tsx";
import { SAMPLE_PARAMS } from "./testing/sample-params.ts";

const BASE_URL = "https://app.trackdesk.example";
const OURS = ["path", "role", "country"];

const render = (content: MailContent, locale: MailLocale = "en", baseUrl = BASE_URL) =>
  renderMail(content, { locale, baseUrl });

/** Every word that a person wrote replaced by `words`. */
function withWords(kind: MailKind, words: string): MailContent {
  const params = Object.entries(SAMPLE_PARAMS[kind]).map(([name, value]) =>
    typeof value === "string" && !OURS.includes(name) ? [name, words] : [name, value],
  );
  return { kind, params: Object.fromEntries(params) } as MailContent;
}

/** The elements of a page in order, without their text: what a word must not change. */
const skeleton = (html: string) =>
  [...html.replace(/<br\/?>/g, "").matchAll(/<\/?[a-z][^>]*>/gi)].map(([tag]) => tag).join("");

const ATTACKS = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</p></div></body><a href='https://evil.example'>Click</a>",
  "</title><style>*{display:none}</style>",
  "&lt;b&gt; &#60;b&#62;",
  "Ada\r\nBcc: everybody@shop.example\r\n\r\n<h1>Hi</h1>",
  "{{7*7}} javascript:alert(1)",
];

describe("whatever people write", () => {
  it.each(MAIL_KINDS)(
    "the mail %s keeps its elements, its one subject line and its links",
    async (kind) => {
      const plain = await render(withWords(kind, "word"));
      const words = fc.oneof(
        fc.constantFrom(...ATTACKS),
        fc.string({ unit: "binary", minLength: 1, maxLength: 120 }),
      );
      await fc.assert(
        fc.asyncProperty(words, fc.constantFrom(...MAIL_LOCALES), async (text, locale) => {
          const mail = await render(withWords(kind, `w${text}w`), locale);
          const tags = skeleton(mail.html).replaceAll(`lang="${locale}"`, 'lang="en"');
          expect(tags).toBe(skeleton(plain.html));
          expect(mail.subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
          expect(mail.html).not.toContain("\u0000");
          for (const [, href] of mail.html.matchAll(/href="([^"]*)"/g)) {
            expect(href?.startsWith(`${BASE_URL}/`)).toBe(true);
          }
          for (const [url] of mail.text.matchAll(/\bhttps?:\/\/\S+/g)) {
            expect(url.startsWith(BASE_URL)).toBe(true);
          }
        }),
        { numRuns: 30 },
      );
    },
  );

  it("is shown as it is written", async () => {
    const { html, text, subject } = await render({
      kind: "application_received",
      params: { name: "Q & A <Ltd>", program: 'Tom\'s "best"', path: "/x" },
    });
    expect(subject).toBe('Q & A <Ltd> applies to Tom\'s "best"');
    expect(html).toContain("Q &amp; A &lt;Ltd&gt; wants to become");
    expect(text).toContain("Q & A <Ltd> wants to become");
  });
});

describe("a link in a mail", () => {
  const toPath = (path: string, baseUrl?: string) =>
    render({ kind: "welcome", params: { name: "Ada", path } }, "en", baseUrl);

  it("begins with the installation's address", async () => {
    const { html, text } = await toPath("/a?b=c&d=e", "http://localhost:8787");
    expect(html).toContain('href="http://localhost:8787/a?b=c&amp;d=e"');
    expect(text).toContain("Open Trackdesk:\nhttp://localhost:8787/a?b=c&d=e\n");
  });

  it.each(["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])(
    "never is %s",
    async (path) => {
      expect(mailParamSchemas.welcome.safeParse({ name: "Ada", path }).success).toBe(false);
      await expect(toPath(path)).rejects.toThrow("its own origin only");
    },
  );
});

describe("what may be absent", () => {
  it("is not asked after: no reason, no message, no country, no name", async () => {
    const rejected = await render({
      kind: "application_rejected",
      params: { ...SAMPLE_PARAMS.application_rejected, reason: null, name: "" },
    });
    expect(rejected.text).not.toContain("The reason");
    expect(rejected.text).toContain("Hello,\n");
    const invited = await render({
      kind: "affiliate_invitation",
      params: { ...SAMPLE_PARAMS.affiliate_invitation, message: "  " },
    });
    expect(invited.text).not.toContain("writes:");
    const signedIn = await render({
      kind: "new_sign_in",
      params: { ...SAMPLE_PARAMS.new_sign_in, country: null },
    });
    expect(signedIn.text).toContain("Country: unknown");
  });
});

it.each(["T1", "XX", "ZZ", "pt", "  "])(
  "a country that is none, %j, is no reason to send no mail",
  async (country) => {
    const params = { ...SAMPLE_PARAMS.new_sign_in, country };
    const { text } = await render({ kind: "new_sign_in", params });
    expect(text).toContain("Country:");
  },
);

it.each([
  ["en" as const, "March 14, 2026 at 3:09 PM UTC"],
  ["de" as const, "14. März 2026 um 15:09 UTC"],
])("in %s a moment reads %s", async (locale, moment) => {
  const params = SAMPLE_PARAMS.password_changed;
  const { text } = await render({ kind: "password_changed", params }, locale);
  expect(text.replace(/\n/g, " ")).toContain(moment);
});
