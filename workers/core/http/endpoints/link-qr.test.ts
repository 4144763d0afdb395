import { env } from "cloudflare:workers";
import { encode } from "uqr";
import { beforeAll, describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { callApi } from "../../testing/api.ts";
import { keyOf } from "../../testing/people.ts";
import { makeSample } from "../../testing/sample.ts";

const db = openDb(env.DB);
let sample: Awaited<ReturnType<typeof makeSample>>;
beforeAll(async () => {
  sample = await makeSample(db);
});
const qr = (file: string, query: Record<string, string> = {}) =>
  callApi(`/links/${sample.link.id}/${file}?${new URLSearchParams(query)}`, {
    actor: keyOf(sample),
  });
const codeOf = (ecc: "L" | "M" | "Q" | "H") =>
  encode(`${env.BASE_URL}/r/${sample.link.slug}`, { ecc, border: 0 });

/** Modules that the path of an SVG fills, row by row. */
function modulesOf(svg: string, size: number, scale: number, offset: number): boolean[][] {
  const rows = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const path = /<path fill="#[0-9a-f]{6}" d="([^"]*)"\/><\/svg>/.exec(svg)?.[1] ?? "";
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v\d+h-\d+z/g)) {
    const row = rows[(Number(y) - offset) / scale];
    const start = (Number(x) - offset) / scale;
    row?.fill(true, start, start + Number(width) / scale);
  }
  return rows;
}

describe("a link as a QR code", () => {
  it("holds the address that visitors use, in SVG", async () => {
    const { status, text, headers } = await qr("qr.svg");
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("image/svg+xml");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    const code = codeOf("M");
    const scale = Math.floor(512 / (code.size + 8));
    const offset = Math.floor((512 - code.size * scale) / 2);
    expect(modulesOf(text, code.size, scale, offset)).toEqual(code.data);
  });

  it("is a PNG of the size that was asked for", async () => {
    const answer = await qr("qr.png", { size: "300", error_correction: "H" });
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(answer.headers.get("content-disposition")).toContain(`${sample.link.id}.png`);
  });

  it("takes colours, margin and error correction", async () => {
    const { text } = await qr("qr.svg", {
      color: "#1B3A57",
      background: "#ffeecc",
      margin: "0",
      size: "100",
      error_correction: "L",
    });
    expect(text).toContain('fill="#1b3a57"');
    expect(text).toContain('fill="#ffeecc"');
    expect(text).toContain('viewBox="0 0 100 100"');
  });

  it.each([
    ["white on black", { color: "#ffffff", background: "#000000" }],
    ["yellow on white", { color: "#ffff00" }],
    ["the same colour twice", { color: "#123456", background: "#123456" }],
    ["fewer pixels than modules", { size: "64", margin: "16", error_correction: "H" }],
  ])("is refused when nobody could read it: %s", async (_, style: Record<string, string>) => {
    for (const file of ["qr.svg", "qr.png"]) {
      const { status, body } = await qr(file, style);
      expect([status, body.code]).toEqual([422, "link.qr_unreadable"]);
    }
  });

  it.each<[string, Record<string, string>]>([
    ["a colour by its name", { color: "red" }],
    ["a colour with a script", { color: '#000"><script>' }],
    ["a size of nothing", { size: "0" }],
    ["a size without end", { size: "100000" }],
    ["a size that is no number", { size: "big" }],
    ["a margin below zero", { margin: "-1" }],
    ["an error correction that is none", { error_correction: "Z" }],
    ["what is not known", { logo: "x" }],
  ])("is refused with %s", async (_, style) => {
    const { status, body } = await qr("qr.svg", style);
    expect([status, body.code]).toEqual([422, "request.invalid"]);
  });
});
