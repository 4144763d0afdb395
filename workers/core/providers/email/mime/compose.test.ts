import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeWords, parseMail } from "../testing/parse-mail.ts";
import type { RenderedMail } from "../transport.ts";
import { composeMail } from "./compose.ts";

const MAIL: RenderedMail = {
  id: "mail_01jq0000000000000000000000",
  kind: "welcome",
  from: { name: "Trackdesk", address: "no-reply@trackdesk.example" },
  to: "ada@shop.example",
  subject: "Grüße",
  html: "<p>Grüße an <b>Ada</b></p>",
  text: "Grüße an Ada\n.\nDas war’s.",
  createdAt: Date.UTC(2026, 0, 5, 9, 3, 7),
};

const FIELDS = [
  "date",
  "from",
  "to",
  "message-id",
  "subject",
  "auto-submitted",
  "x-auto-response-suppress",
  "mime-version",
  "content-type",
];

describe("a mail on its way", () => {
  it("has text and HTML, the better one last", () => {
    const { fields, parts } = parseMail(composeMail(MAIL));
    expect(Object.fromEntries(fields)).toMatchObject({
      date: "Mon, 05 Jan 2026 09:03:07 +0000",
      from: '"Trackdesk" <no-reply@trackdesk.example>',
      to: "ada@shop.example",
      "message-id": "<mail_01jq0000000000000000000000@trackdesk.example>",
      "auto-submitted": "auto-generated",
    });
    expect(parts).toEqual([
      { type: "text/plain; charset=utf-8", text: MAIL.text },
      { type: "text/html; charset=utf-8", text: MAIL.html },
    ]);
  });

  it("is the same to the letter at every try, so that a receiver knows it again", () => {
    expect(composeMail(MAIL)).toBe(composeMail({ ...MAIL }));
  });

  it("ends every line with CRLF, the last one too, and is ASCII", () => {
    expect(composeMail(MAIL)).toMatch(/^(?:[\t\x20-\x7e]*\r\n)+$/);
  });

  it("has its own fields and its two parts, whatever the words are", () => {
    const words = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "\r\nBcc: x@y.example",
        `\r\n--=_${MAIL.id}--\r\n`,
        "\r\n\r\n<script>",
        "\n.",
      ),
    );
    fc.assert(
      fc.property(words, words, words, words, (name, subject, text, html) => {
        const from = { name, address: MAIL.from.address };
        const { fields, parts } = parseMail(composeMail({ ...MAIL, from, subject, text, html }));
        expect(fields.map(([field]) => field)).toEqual(FIELDS);
        expect(parts.map((part) => part.text)).toEqual(
          [text, html].map((part) => part.replace(/\r\n?/g, "\n")),
        );
        expect(decodeWords(fields[4]?.[1] ?? "")).not.toMatch(/[\r\n]/);
      }),
    );
  });
});
