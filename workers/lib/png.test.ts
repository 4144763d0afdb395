import { crc32, inflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readImageFacts } from "../domain/image-type.ts";
import { encodePng } from "./png.ts";

type Chunk = { readonly type: string; readonly content: Uint8Array };

/** The chunks of a PNG, each checked by its sum. */
function chunksOf(png: Uint8Array): Chunk[] {
  const view = new DataView(png.buffer);
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    expect(view.getUint32(at + 8 + length)).toBe(crc32(png.subarray(at + 4, at + 8 + length)));
    chunks.push({ type, content: png.slice(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function pixelsOf(png: Uint8Array, width: number, height: number): boolean[][] {
  const data = chunksOf(png).find(({ type }) => type === "IDAT")?.content ?? new Uint8Array();
  const rows = inflateSync(data);
  const stride = 1 + Math.ceil(width / 8);
  expect(rows).toHaveLength(stride * height);
  return Array.from({ length: height }, (_, y) =>
    Array.from(
      { length: width },
      (_, x) => ((rows[y * stride + 1 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0,
    ),
  );
}

const COLORS = [
  [255, 255, 255],
  [27, 58, 87],
] as const;

describe("an image of two colours", () => {
  it("is a PNG with its size, its palette and an end", async () => {
    const png = await encodePng({ width: 300, height: 200, isSet: () => false, colors: COLORS });
    expect(readImageFacts(png)).toEqual({ type: "image/png", width: 300, height: 200 });
    const chunks = chunksOf(png);
    expect(chunks.map(({ type }) => type)).toEqual(["IHDR", "PLTE", "IDAT", "IEND"]);
    expect([...(chunks[1]?.content ?? [])]).toEqual(COLORS.flat());
  });

  it("has the pixels that were set, whatever its size", async () => {
    const side = fc.integer({ min: 1, max: 40 });
    await fc.assert(
      fc.asyncProperty(side, side, fc.integer(), async (width, height, seed) => {
        const isSet = (x: number, y: number) => ((x * 31 + y * 17) ^ seed) % 3 === 0;
        const png = await encodePng({ width, height, isSet, colors: COLORS });
        const expected = Array.from({ length: height }, (_, y) =>
          Array.from({ length: width }, (_, x) => isSet(x, y)),
        );
        expect(pixelsOf(png, width, height)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it("is small", async () => {
    const isSet = (x: number, y: number) => (x >> 4) % 2 === (y >> 4) % 2;
    const png = await encodePng({ width: 2048, height: 2048, isSet, colors: COLORS });
    expect(png.length).toBeLessThan(20_000);
  });
});

it("sums as the standard says", async () => {
  const png = await encodePng({ width: 1, height: 1, isSet: () => true, colors: COLORS });
  expect(new DataView(png.buffer).getUint32(png.length - 4)).toBe(0xae426082);
});
