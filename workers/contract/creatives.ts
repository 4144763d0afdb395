/** Queries, bodies and answers of `/api/v1/creatives`. */
import * as z from "zod";
import { IMAGE_TYPES } from "../domain/image-type.ts";
import { idOf, line, longText, timestamp, webAddress } from "./fields.ts";
import { pageOf, pageQuery } from "./page.ts";

export const CREATIVE_KINDS = ["image", "text", "banner"] as const;

export const creativeSchema = z.object({
  id: idOf("crea"),
  program_id: idOf("prog"),
  /** Only for affiliates of this group; for all when `null`. */
  group_id: idOf("grp").nullable(),
  kind: z.enum(CREATIVE_KINDS),
  name: z.string(),
  description: z.string(),
  /** Of a text. */
  body: z.string().nullable(),
  /** Where its embed code leads, through the affiliate's own link; `null`: where that leads. */
  destination: z.string().nullable(),
  /** Of an image or banner, once it was uploaded. */
  file: z
    .object({
      /** Never changes: another file gets another address. */
      url: z.string(),
      content_type: z.enum(IMAGE_TYPES),
      bytes: z.int(),
      /** Pixels. */
      width: z.int(),
      height: z.int(),
    })
    .nullable(),
  archived_at: timestamp.nullable(),
  version: z.int(),
  created_at: timestamp,
});
export type CreativeAnswer = z.output<typeof creativeSchema>;

export const creativesQuerySchema = z.strictObject({
  program_id: idOf("prog"),
  kind: z.enum(CREATIVE_KINDS).optional(),
  /** Those that are archived, for the team alone; else those that are not. */
  archived: z.enum(["true", "false"]).default("false"),
  ...pageQuery,
});
export type CreativesQuery = z.output<typeof creativesQuerySchema>;
export const creativesPageSchema = pageOf(creativeSchema);

const BODY_MAX = 5_000;
const changeable = {
  name: line(120),
  description: longText(2_000),
  group_id: idOf("grp").nullable(),
  destination: webAddress.nullable(),
};
const described = {
  program_id: idOf("prog"),
  name: changeable.name,
  description: changeable.description.default(""),
  group_id: changeable.group_id.default(null),
  destination: changeable.destination.default(null),
};

export const newCreativeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("text"), body: longText(BODY_MAX).min(1), ...described }),
  z.strictObject({ kind: z.enum(["image", "banner"]), ...described }),
]);
export type NewCreative = z.output<typeof newCreativeSchema>;

export const creativeEditSchema = z
  .strictObject({ ...changeable, body: longText(BODY_MAX).min(1) })
  .partial();
export type CreativeEdit = z.output<typeof creativeEditSchema>;

export const embedQuerySchema = z.strictObject({
  affiliate_id: idOf("aff"),
  /** Another than his first active link. */
  link_id: idOf("link").optional(),
});
export type EmbedQuery = z.output<typeof embedQuerySchema>;

export const embedSchema = z.object({
  /** To be put into a page as it is. */
  html: z.string(),
  /** Where it leads. */
  url: z.string(),
  link_id: idOf("link"),
});
export type EmbedAnswer = z.output<typeof embedSchema>;
