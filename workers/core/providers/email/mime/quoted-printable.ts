/** RFC 2045 §6.7: lines of at most 76 characters. */
const LINE_LENGTH_MAX = 76;
const ENCODER = new TextEncoder();

const hex = (byte: number) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;

/** Printable ASCII but `=` stands for itself; a blank only where no line ends after it. */
function encodeByte(byte: number, atEnd: boolean): string {
  const printable = byte >= 33 && byte <= 126 && byte !== 61;
  const blank = byte === 32 || byte === 9;
  return printable || (blank && !atEnd) ? String.fromCharCode(byte) : hex(byte);
}

function encodeLine(line: string): string {
  const bytes = ENCODER.encode(line);
  const lines: string[] = [];
  let current = "";
  for (const [index, byte] of bytes.entries()) {
    const atEnd = index === bytes.length - 1;
    const encoded = encodeByte(byte, atEnd);
    if (current.length + encoded.length > LINE_LENGTH_MAX - (atEnd ? 0 : 1)) {
      lines.push(`${current}=`);
      current = "";
    }
    current += encoded;
  }
  return [...lines, current].join("\r\n");
}

/** Text in quoted-printable: ASCII alone, lines end with CRLF, none of them longer than 76 characters. */
export const quotedPrintable = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map(encodeLine)
    .join("\r\n");
