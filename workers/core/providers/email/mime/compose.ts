import { messageIdOf, type RenderedMail } from "../transport.ts";
import { headerDate, headerMailbox, headerText } from "./header.ts";
import { quotedPrintable } from "./quoted-printable.ts";

/** The fields of a mail's header, in order, except those that say how its body is laid out. */
export const mailHeaders = (mail: RenderedMail): readonly (readonly [string, string])[] => [
  ["Date", headerDate(mail.createdAt)],
  ["From", headerMailbox(mail.from)],
  ["To", mail.to],
  ["Message-ID", messageIdOf(mail)],
  ["Subject", headerText(mail.subject)],
  // RFC 3834: nobody's absence assistant shall answer.
  ["Auto-Submitted", "auto-generated"],
  ["X-Auto-Response-Suppress", "All"],
];

const part = (type: string, text: string) =>
  [
    `Content-Type: ${type}; charset=utf-8`,
    "Content-Transfer-Encoding: quoted-printable",
    "",
    quotedPrintable(text),
  ].join("\r\n");

/**
 * The mail as it travels: ASCII, lines end with CRLF. The same mail is the same bytes at every try. Its
 * boundary holds `=_`, which quoted-printable never writes, so that no content can end a part.
 */
export function composeMail(mail: RenderedMail): string {
  const boundary = `=_${mail.id}`;
  const fields = [
    ...mailHeaders(mail).map(([name, value]) => `${name}: ${value}`),
    "MIME-Version: 1.0",
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
  ];
  return [
    ...fields,
    "",
    `--${boundary}`,
    part("text/plain", mail.text),
    `--${boundary}`,
    part("text/html", mail.html),
    `--${boundary}--`,
    "",
  ].join("\r\n");
}
