/** A link as a QR code. */
import { encode } from "uqr";
import { problem } from "../../../contract/problem.ts";
import type { QrQuery } from "../../../contract/qr.ts";
import { isReadable, layOutQr, type QrLayout, rgbOf } from "../../../domain/qr-style.ts";
import { encodePng } from "../../../lib/png.ts";
import type { ServiceContext } from "../context.ts";
import { linkUrl } from "./answer.ts";
import { findLinkForReading } from "./list.ts";

const unreadable = problem("link.qr_unreadable");

type Drawing = {
  readonly isDark: (x: number, y: number) => boolean;
  /** Modules of a side. */
  readonly modules: number;
  readonly layout: QrLayout;
};

/** @throws ProblemError `link.not_found`, `link.qr_unreadable` */
async function draw(ctx: ServiceContext, linkId: string, style: QrQuery): Promise<Drawing> {
  const link = await findLinkForReading(ctx, linkId);
  if (!isReadable(style.color, style.background)) {
    throw unreadable({ detail: "The modules must be clearly darker than the background." });
  }
  const text = linkUrl(link, ctx.env.BASE_URL);
  const { data, size } = encode(text, { ecc: style.error_correction, border: 0 });
  const layout = layOutQr(size, style.margin, style.size);
  if (layout === null) {
    const pixels = size + 2 * style.margin;
    throw unreadable({
      detail: `It needs ${pixels} pixels with this margin and error correction.`,
    });
  }
  return { isDark: (x, y) => data[y]?.[x] === true, modules: size, layout };
}

/** One path of all dark modules, those side by side in one run. */
function pathOf({ isDark, modules, layout: { scale, offset } }: Drawing): string {
  let path = "";
  for (let y = 0; y < modules; y++) {
    for (let x = 0; x < modules; x++) {
      if (!isDark(x, y)) continue;
      const start = x;
      while (isDark(x + 1, y)) x++;
      const width = (x + 1 - start) * scale;
      path += `M${offset + start * scale} ${offset + y * scale}h${width}v${scale}h-${width}z`;
    }
  }
  return path;
}

const file = (body: string | Uint8Array<ArrayBuffer>, type: string, name: string): Response =>
  new Response(body, {
    headers: { "content-type": type, "content-disposition": `inline; filename="${name}"` },
  });

/** @throws ProblemError `link.not_found`, `link.qr_unreadable` */
export async function qrAsSvg(
  ctx: ServiceContext,
  linkId: string,
  style: QrQuery,
): Promise<Response> {
  const path = pathOf(await draw(ctx, linkId, style));
  const { size, color, background } = style;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}">` +
    `<path fill="${background}" d="M0 0h${size}v${size}h-${size}z"/>` +
    `<path fill="${color}" d="${path}"/></svg>`;
  return file(svg, "image/svg+xml", `${linkId}.svg`);
}

/** @throws ProblemError `link.not_found`, `link.qr_unreadable` */
export async function qrAsPng(
  ctx: ServiceContext,
  linkId: string,
  style: QrQuery,
): Promise<Response> {
  const { isDark, layout } = await draw(ctx, linkId, style);
  const module = (pixel: number) => Math.floor((pixel - layout.offset) / layout.scale);
  const png = await encodePng({
    width: style.size,
    height: style.size,
    isSet: (x, y) => isDark(module(x), module(y)),
    colors: [rgbOf(style.background), rgbOf(style.color)],
  });
  return file(png, "image/png", `${linkId}.png`);
}
