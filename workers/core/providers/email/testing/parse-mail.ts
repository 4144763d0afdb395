/** Reads mails as a receiver would, for tests: fields unfolded, words and parts decoded. */

export const decodeQuotedPrintable = (text: string): string => {
  const bytes: number[] = [];
  const joined = text.replace(/=\r\n/g, "").replace(/\r\n/g, "\n");
  for (let index = 0; index < joined.length; index++) {
    if (joined[index] === "=") {
      bytes.push(Number.parseInt(joined.slice(index + 1, index + 3), 16));
      index += 2;
    } else {
      bytes.push(joined.charCodeAt(index));
    }
  }
  return new TextDecoder("utf-8", { fatal: false, ignoreBOM: true }).decode(Uint8Array.from(bytes));
};

/** RFC 2047: blanks between encoded words are no part of the text. */
export const decodeWords = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, base64: string) =>
      new TextDecoder().decode(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))),
    );

export type ParsedMail = {
  /** Names in lower case, in order. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly parts: readonly { readonly type: string; readonly text: string }[];
};

function readFields(head: string): [string, string][] {
  return head
    .replace(/\r\n[ \t]/g, " ")
    .split("\r\n")
    .map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    });
}

export function parseMail(raw: string): ParsedMail {
  const end = raw.indexOf("\r\n\r\n");
  const fields = readFields(raw.slice(0, end));
  const type = fields.find(([name]) => name === "content-type")?.[1] ?? "";
  const boundary = /boundary="([^"]*)"/.exec(type)?.[1] ?? "";
  const sections = raw.slice(end + 4).split(`--${boundary}`);
  const parts = sections.slice(1, -1).map((section) => {
    const body = section.replace(/^\r\n/, "").replace(/\r\n$/, "");
    const split = body.indexOf("\r\n\r\n");
    const own = Object.fromEntries(readFields(body.slice(0, split)));
    return {
      type: own["content-type"] ?? "",
      text: decodeQuotedPrintable(body.slice(split + 4)),
    };
  });
  return { fields, parts };
}
