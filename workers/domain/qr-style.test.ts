import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isReadable, layOutQr, luminance } from "./qr-style.ts";

describe("two colours of a QR code", () => {
  it.each([
    ["black on white", "#000000", "#ffffff", true],
    ["dark blue on cream", "#1b3a57", "#ffeecc", true],
    ["red on white", "#cc0000", "#ffffff", true],
    ["grey on white, just dark enough", "#cacaca", "#ffffff", true],
    ["grey on white, not dark enough", "#cdcdcd", "#ffffff", false],
    ["yellow on white", "#ffff00", "#ffffff", false],
    ["white on black", "#ffffff", "#000000", false],
    ["red on green", "#cc0000", "#00aa00", false],
    ["the same", "#808080", "#808080", false],
  ])("%s", (_, modules, ground, readable) => expect(isReadable(modules, ground)).toBe(readable));

  it("are never readable both ways", () => {
    const color = fc
      .integer({ min: 0, max: 0xffffff })
      .map((value) => `#${value.toString(16).padStart(6, "0")}`);
    fc.assert(fc.property(color, color, (a, b) => !(isReadable(a, b) && isReadable(b, a))));
  });

  it.each([
    ["#000000", 0],
    ["#ffffff", 1],
    ["#808080", 0.2159],
    ["#FF0000", 0.2126],
  ])("%s gives back its share of light", (color, share) =>
    expect(luminance(color)).toBeCloseTo(share, 4),
  );
});

describe("modules on pixels", () => {
  it.each([
    [25, 4, 512, { scale: 15, offset: 68 }],
    [25, 4, 33, { scale: 1, offset: 4 }],
    [25, 4, 32, null],
    [21, 0, 21, { scale: 1, offset: 0 }],
  ])("%i modules and a margin of %i in %i pixels", (modules, margin, size, layout) =>
    expect(layOutQr(modules, margin, size)).toEqual(layout),
  );

  it("lie within the image, with the margin around them", () => {
    const inputs = [fc.integer({ min: 21, max: 177 }), fc.integer({ min: 0, max: 16 })] as const;
    fc.assert(
      fc.property(...inputs, fc.integer({ min: 64, max: 2048 }), (modules, margin, size) => {
        const layout = layOutQr(modules, margin, size);
        if (layout === null) return size < modules + 2 * margin;
        const { scale, offset } = layout;
        const right = size - offset - modules * scale;
        return offset >= margin * scale && right >= margin * scale && right - offset <= 1;
      }),
    );
  });
});
