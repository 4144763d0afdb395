/** Body of `POST /api/v1/operator/click-packs`: historic clicks, from other systems or a seed. */
import * as z from "zod";
import { PACK_CLICKS_MAX } from "./edge/click-pack.ts";

/** A message to the queue holds 128 KB, a call at most 256 KB; so do these together. */
export const PACKS_A_CALL_MAX = 20;

const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{26}$`));
const short = z.string().max(64);
const UTM = ["source", "medium", "campaign", "term", "content"] as const;

/** A click as `contract/edge/click-pack` describes it. */
export const importedClickSchema = z.strictObject({
  link: id("link"),
  program: id("prog"),
  affiliate: id("aff"),
  /** UTC ms. */
  at: z.int().min(0).max(8.64e15),
  nonce: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/),
  /** Whatever tells visitors apart, the same for a visitor and UTC day. */
  visitor: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/),
  mode: z.enum(["live", "test"]).optional(),
  country: z
    .string()
    .regex(/^[A-Z0-9]{2}$/)
    .optional(),
  region: short.optional(),
  city: short.optional(),
  ua: z.string().max(512).optional(),
  /** Host and path, without a query. */
  referrer: z.string().max(256).optional(),
  sub: z.array(short).max(5).optional(),
  utm: z.partialRecord(z.enum(UTM), short).optional(),
  flag: z.enum(["bot", "preview", "prefetch", "head"]).optional(),
  reason: short.optional(),
});

export const clickImportSchema = z.strictObject({
  packs: z
    .array(
      z.strictObject({
        /** A TypeID with the time at which the pack was made: a repeat counts nothing twice. */
        id: id("pack"),
        clicks: z.array(importedClickSchema).min(1).max(PACK_CLICKS_MAX),
      }),
    )
    .min(1)
    .max(PACKS_A_CALL_MAX),
});
export type ClickImport = z.infer<typeof clickImportSchema>;
