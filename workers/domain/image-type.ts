/**
 * What an image is, read from its first bytes: the name of a file and the type that its sender states
 * prove nothing. Only the size in its header is read; nothing is decoded.
 */

export const IMAGE_TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

export type ImageFacts = {
  readonly type: ImageType;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
};

/** A JPEG's size stands behind its metadata (Exif, colour profiles), each up to 64 KB long. */
export const IMAGE_HEAD_BYTES = 512 * 1024;

const ascii = (bytes: Uint8Array, start: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(start, start + length));

const view = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const PNG_SIGNATURE = "\x89PNG\r\n\x1a\n";
const PNG_IHDR_BYTES = 13;

/** Signature, then the chunk IHDR with width and height (PNG, W3C, §5.2 and §11.2.1). */
function png(bytes: Uint8Array): ImageFacts | null {
  if (bytes.length < 24 || ascii(bytes, 0, 8) !== PNG_SIGNATURE) return null;
  const data = view(bytes);
  if (data.getUint32(8) !== PNG_IHDR_BYTES || ascii(bytes, 12, 4) !== "IHDR") return null;
  return { type: "image/png", width: data.getUint32(16), height: data.getUint32(20) };
}

/** `GIF87a` or `GIF89a`, then the logical screen's size, little-endian (GIF89a §18). */
function gif(bytes: Uint8Array): ImageFacts | null {
  if (bytes.length < 10 || !/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return null;
  const data = view(bytes);
  return { type: "image/gif", width: data.getUint16(6, true), height: data.getUint16(8, true) };
}

/** Frame headers SOF0 to SOF15; C4, C8 and CC in between mean something else (ITU T.81, table B.1). */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Markers that no segment follows: TEM and RST0 to RST7. */
const standsAlone = (marker: number): boolean =>
  marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/** Goes from segment to segment until the frame header (ITU T.81, B.1.1 and B.2.2). */
function jpeg(bytes: Uint8Array): ImageFacts | null {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== 0xd8 || bytes[2] !== 0xff) return null;
  const data = view(bytes);
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = data.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (standsAlone(marker)) at += 2;
    else if (isFrameHeader(marker)) {
      return { type: "image/jpeg", width: data.getUint16(at + 7), height: data.getUint16(at + 5) };
    } else at += 2 + data.getUint16(at + 2);
  }
  return null;
}

const uint24 = (data: DataView, at: number): number =>
  data.getUint16(at, true) | (data.getUint8(at + 2) << 16);

/** `RIFF….WEBP`, then one of three chunks (WebP container specification; RFC 6386 §9.1 for VP8). */
function webp(bytes: Uint8Array): ImageFacts | null {
  if (bytes.length < 30 || ascii(bytes, 0, 4) !== "RIFF" || ascii(bytes, 8, 4) !== "WEBP") {
    return null;
  }
  const data = view(bytes);
  const type = "image/webp";
  switch (ascii(bytes, 12, 4)) {
    case "VP8X":
      return { type, width: uint24(data, 24) + 1, height: uint24(data, 27) + 1 };
    case "VP8L": {
      if (bytes[20] !== 0x2f) return null;
      const bits = data.getUint32(21, true);
      return { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case "VP8 ": {
      if (uint24(data, 23) !== 0x2a019d) return null;
      const [width, height] = [data.getUint16(26, true), data.getUint16(28, true)];
      return { type, width: width & 0x3fff, height: height & 0x3fff };
    }
    default:
      return null;
  }
}

/**
 * The type and size of a PNG, JPEG, GIF or WebP; `null` when the bytes are none of these, or end before
 * the size is known, or the size is nothing. The first `IMAGE_HEAD_BYTES` of a file are enough.
 */
export function readImageFacts(bytes: Uint8Array): ImageFacts | null {
  const facts = png(bytes) ?? gif(bytes) ?? jpeg(bytes) ?? webp(bytes);
  return facts !== null && facts.width > 0 && facts.height > 0 ? facts : null;
}
