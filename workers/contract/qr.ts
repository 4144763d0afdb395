/** The query of `/api/v1/links/:link_id/qr.svg` and `qr.png`. */
import * as z from "zod";

const color = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, "Must be a colour as #rrggbb")
  .toLowerCase();

export const qrQuerySchema = z.strictObject({
  /** Pixels of a side. */
  size: z.coerce.number().int().min(64).max(2048).default(512),
  /** Empty modules around the code; four are what the standard asks for (ISO/IEC 18004, §9.1). */
  margin: z.coerce.number().int().min(0).max(16).default(4),
  color: color.default("#000000"),
  background: color.default("#ffffff"),
  /** How much of it may be lost: 7, 15, 25 or 30 percent. */
  error_correction: z.enum(["L", "M", "Q", "H"]).default("M"),
});
export type QrQuery = z.output<typeof qrQuerySchema>;
