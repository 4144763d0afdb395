/** Small images of each type, for tests of uploads; only their headers are real. */

const bytesOf = (...parts: readonly (string | readonly number[])[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "string" ? [...part].map((sign) => sign.charCodeAt(0)) : [...part],
    ),
  );

const uint16 = (value: number): readonly number[] => [(value >> 8) & 255, value & 255];
const uint32 = (value: number): readonly number[] => [
  ...uint16(Math.floor(value / 65_536)),
  ...uint16(value % 65_536),
];
const little16 = (value: number): readonly number[] => uint16(value).toReversed();
const little24 = (value: number): readonly number[] => [...little16(value & 65_535), value >> 16];
const FILL = Array<number>(16).fill(0);

export const png = (width: number, height: number) =>
  bytesOf(
    [0x89],
    "PNG\r\n",
    [0x1a, 0x0a],
    uint32(13),
    "IHDR",
    uint32(width),
    uint32(height),
    [8, 6, 0, 0, 0],
  );

export const gif = (width: number, height: number, version = "GIF89a") =>
  bytesOf(version, little16(width), little16(height), FILL);

/** @param before segments between the start and the frame header, as they are */
export const jpeg = (
  width: number,
  height: number,
  marker = 0xc0,
  before: readonly number[] = [0xff, 0xe0, 0, 4, 1, 2],
) => bytesOf([0xff, 0xd8], before, [0xff, marker, 0, 17, 8], uint16(height), uint16(width), FILL);

/** @param kind lossy, lossless, or extended */
export function webp(width: number, height: number, kind: "VP8 " | "VP8L" | "VP8X" = "VP8X") {
  const head = ["RIFF", [0, 0, 0, 0], "WEBP", kind, [0, 0, 0, 0]] as const;
  if (kind === "VP8X") {
    return bytesOf(...head, [0, 0, 0, 0], little24(width - 1), little24(height - 1), FILL);
  }
  if (kind === "VP8 ") {
    return bytesOf(...head, [0, 0, 0, 0x9d, 1, 0x2a], little16(width), little16(height), FILL);
  }
  const bits = (width - 1) | ((height - 1) << 14);
  return bytesOf(
    ...head,
    [0x2f],
    [bits, bits >> 8, bits >> 16, bits >>> 24].map((one) => one & 255),
    FILL,
  );
}
