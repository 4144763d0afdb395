/** Writes images of two colours as PNG: one bit a pixel, with a palette (PNG, W3C, §4 to §11). */
import { crc32 } from "node:zlib";

type Rgb = readonly [number, number, number];

export type TwoColorImage = {
  readonly width: number;
  readonly height: number;
  /** Whether the pixel has the second colour. */
  readonly isSet: (x: number, y: number) => boolean;
  readonly colors: readonly [Rgb, Rgb];
};

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const BIT_DEPTH = 1;
const PALETTE_COLOR = 3;
const encoder = new TextEncoder();

function chunk(type: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(content.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(encoder.encode(type), 4);
  bytes.set(content, 8);
  view.setUint32(content.length + 8, crc32(bytes.subarray(4, content.length + 8)));
  return bytes;
}

function header({ width, height }: TwoColorImage): Uint8Array {
  const bytes = new Uint8Array(13);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  bytes[8] = BIT_DEPTH;
  bytes[9] = PALETTE_COLOR;
  return bytes;
}

/** Rows of bits, the leftmost pixel highest, each after a byte that says that it is not filtered. */
function pixelRows({ width, height, isSet }: TwoColorImage): Uint8Array<ArrayBuffer> {
  const stride = 1 + Math.ceil(width / 8);
  const bytes = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * stride + 1 + (x >> 3);
      if (isSet(x, y)) bytes[at] = (bytes[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return bytes;
}

/** Compressed as zlib does (RFC 1950), which is what "deflate" means here. */
async function compress(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Response(bytes).body?.pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function encodePng(image: TwoColorImage): Promise<Uint8Array<ArrayBuffer>> {
  const parts = [
    Uint8Array.from(SIGNATURE),
    chunk("IHDR", header(image)),
    chunk("PLTE", Uint8Array.from(image.colors.flat())),
    chunk("IDAT", await compress(pixelRows(image))),
    chunk("IEND", new Uint8Array(0)),
  ];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
