/** Whether a QR code in two colours can be read, and how its modules fall on pixels. */

/** `#rrggbb`, upper or lower case. */
export type HexColor = string;

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

export const rgbOf = (color: HexColor): Rgb => [
  Number.parseInt(color.slice(1, 3), 16),
  Number.parseInt(color.slice(3, 5), 16),
  Number.parseInt(color.slice(5, 7), 16),
];

/** Light that a colour of sRGB gives back, 0 to 1 (WCAG 2.2, relative luminance). */
export function luminance(color: HexColor): number {
  const [red, green, blue] = rgbOf(color).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Grade C of a symbol's contrast, the least that printers are told to deliver (ISO/IEC 15415, §7.8.3). */
export const CONTRAST_MIN = 0.4;

/**
 * Whether readers see the modules: light on dark is taken by some and missed by many, and what reflects
 * hardly less than its ground is missed by all.
 */
export const isReadable = (modules: HexColor, ground: HexColor): boolean =>
  luminance(ground) - luminance(modules) >= CONTRAST_MIN;

export type QrLayout = {
  /** Pixels of a module. */
  readonly scale: number;
  /** Pixels to the left of and above the first module. */
  readonly offset: number;
};

/**
 * Modules of whole pixels in the middle of a square image; what is over makes the margin wider.
 * `null` when a module would have less than a pixel.
 * @param margin modules around the code
 */
export function layOutQr(modules: number, margin: number, size: number): QrLayout | null {
  const scale = Math.floor(size / (modules + 2 * margin));
  if (scale < 1) return null;
  return { scale, offset: Math.floor((size - modules * scale) / 2) };
}
