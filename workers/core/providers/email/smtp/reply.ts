/** Replies of an SMTP server (RFC 5321 §4.2). */
export type Reply = {
  readonly code: number;
  /** The text of each line, without code and separator. */
  readonly lines: readonly string[];
};

const LAST_LINE = /^(\d{3})(?: (.*))?$/;
const LINE = /^(\d{3})(?:[ -](.*))?$/;

/**
 * Reads one reply from the front of `text`; `null` while it is not complete.
 * @throws Error when it is no SMTP that is spoken
 */
export function takeReply(text: string): { readonly reply: Reply; readonly rest: string } | null {
  const lines: string[] = [];
  let from = 0;
  for (;;) {
    const end = text.indexOf("\n", from);
    if (end < 0) return null;
    const line = text.slice(from, end).replace(/\r$/, "");
    const parts = LINE.exec(line);
    if (parts === null) throw new Error("The server does not speak SMTP");
    lines.push(parts[2] ?? "");
    from = end + 1;
    const last = LAST_LINE.exec(line);
    if (last !== null) return { reply: { code: Number(last[1]), lines }, rest: text.slice(from) };
  }
}

/** What a server's answer to EHLO offers: keyword, in capitals, with its parameters. */
export function extensionsOf(reply: Reply): ReadonlyMap<string, readonly string[]> {
  const words = reply.lines.slice(1).map((line) => line.toUpperCase().split(/[\s=]+/));
  return new Map(words.map(([keyword = "", ...parameters]) => [keyword, parameters]));
}
