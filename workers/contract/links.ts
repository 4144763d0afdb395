/** Queries, bodies and answers of `/api/v1/links`. */
import * as z from "zod";
import { country, idOf, instant, line, timestamp, webAddress } from "./fields.ts";
import { importQuery, lineReportOf } from "./line-report.ts";
import { pageOf, pageQuery } from "./page.ts";
import { namesScope, scopeQuery } from "./scope-query.ts";

const TARGETS_MAX = 50;
const ARMS_MAX = 20;
const WEIGHT_MAX = 1_000_000;
const CLICK_CAP_MAX = 1_000_000_000;
export const BULK_LINKS_MAX = 1_000;

const DEVICES = ["desktop", "mobile", "tablet", "other"] as const;
const SYSTEMS = ["iOS", "Android", "Windows", "macOS", "Linux", "ChromeOS", "other"] as const;
export const UTM_NAMES = [
  "utm_source",
  "utm_medium",
  "utm_campaign",
  "utm_term",
  "utm_content",
] as const;

/** Letters and digits of any script, in lower case; the edge compares in lower case too. */
const SLUG = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._~-]{0,99}$/u;
export const slug = z
  .string()
  .max(100)
  .refine((text) => text.isWellFormed(), "Must be well-formed Unicode")
  .overwrite((text) => text.normalize("NFC").toLowerCase())
  .regex(SLUG, "Must be letters, digits, and . _ ~ - between them; at most 100");

const HOST = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;
/** A host name as URL parsers write it, international ones as `xn--…`. */
export const host = z.string().toLowerCase().regex(HOST, "Must be a host name");

/** Values may hold the placeholders `{affiliate}` (the code), `{slug}` and `{program}`. */
export const utmTemplate = z.strictObject(
  Object.fromEntries(UTM_NAMES.map((name) => [name, line(200).optional()])) as Record<
    (typeof UTM_NAMES)[number],
    z.ZodOptional<ReturnType<typeof line>>
  >,
);

const target = z.strictObject({
  countries: z.array(country).max(250).optional(),
  devices: z.array(z.enum(DEVICES)).max(DEVICES.length).optional(),
  os: z.array(z.enum(SYSTEMS)).max(SYSTEMS.length).optional(),
  destination: webAddress,
});
const arm = z.strictObject({ destination: webAddress, weight: z.int().min(1).max(WEIGHT_MAX) });

/** What may be changed later. */
const changeable = {
  destination: webAddress,
  /** Where a paused, expired or ended link leads; `null`: the program's. */
  fallback_url: webAddress.nullable(),
  /** The first that fits wins; without one `split`, then `destination`. */
  targets: z.array(target).max(TARGETS_MAX),
  /** Shares of visitors by weight; a visitor always gets the same arm. */
  split: z.array(arm).max(ARMS_MAX),
  /** Without any the program's is used. */
  utm: utmTemplate,
  expires_at: instant.nullable(),
  /** Clicks beyond are redirected, and not paid. */
  click_cap: z.int().min(1).max(CLICK_CAP_MAX).nullable(),
};

export const newLinkSchema = z.strictObject({
  affiliate_id: idOf("aff"),
  /** `code`: the link behind `?via=CODE` on the shop's own pages; its slug is the affiliate's code. */
  kind: z.enum(["redirect", "code"]).default("redirect"),
  /** One of the program's link domains; without it the link is `/r/SLUG` on every host. */
  domain: host.nullable().default(null),
  /** Made up when absent. */
  slug: slug.optional(),
  destination: changeable.destination,
  fallback_url: changeable.fallback_url.default(null),
  targets: changeable.targets.default([]),
  split: changeable.split.default([]),
  utm: changeable.utm.default({}),
  expires_at: changeable.expires_at.default(null),
  click_cap: changeable.click_cap.default(null),
});
export type NewLink = z.output<typeof newLinkSchema>;

export const linkEditSchema = z.strictObject(changeable).partial();
export type LinkEdit = z.output<typeof linkEditSchema>;

export const LINK_STATES = ["active", "paused", "ended"] as const;
export type LinkState = (typeof LINK_STATES)[number];

export const linkSchema = z.object({
  id: idOf("link"),
  program_id: idOf("prog"),
  affiliate_id: idOf("aff"),
  kind: z.enum(["redirect", "code"]),
  domain: z.string().nullable(),
  slug: z.string(),
  /** As visitors use it. */
  url: z.string(),
  destination: z.string(),
  fallback_url: z.string().nullable(),
  targets: z.array(
    z.object({
      countries: z.array(z.string()).optional(),
      devices: z.array(z.string()).optional(),
      os: z.array(z.string()).optional(),
      destination: z.string(),
    }),
  ),
  split: z.array(z.object({ destination: z.string(), weight: z.number() })),
  utm: z.record(z.string(), z.string()),
  expires_at: timestamp.nullable(),
  click_cap: z.int().nullable(),
  /** When the cap was found reached. */
  cap_reached_at: timestamp.nullable(),
  state: z.enum(LINK_STATES),
  paused_at: timestamp.nullable(),
  ended_at: timestamp.nullable(),
  version: z.int(),
  created_at: timestamp,
});
export type LinkAnswer = z.output<typeof linkSchema>;

/** `program_id`, `affiliate_id` or both. With `slug_prefix` the order is that of slugs. */
export const linksQuerySchema = z
  .strictObject({
    ...scopeQuery,
    state: z.enum(LINK_STATES).optional(),
    kind: z.enum(["redirect", "code"]).optional(),
    slug_prefix: slug.optional(),
    sort: z.enum(["created_at", "-created_at"]).optional(),
    ...pageQuery,
  })
  .refine(namesScope, { path: ["program_id"], error: "Name the program or the affiliate" })
  .refine(({ slug_prefix, sort }) => slug_prefix === undefined || sort === undefined, {
    path: ["sort"],
    error: "With slug_prefix the order is that of slugs",
  });
export type LinksQuery = z.output<typeof linksQuerySchema>;

export const linksPageSchema = pageOf(linkSchema);

/** A line is read by itself: one that is wrong is refused in its place, and the others are made. */
export const bulkLinksSchema = z.strictObject({
  program_id: idOf("prog"),
  /** Each as `createLink` takes it. */
  links: z
    .array(z.looseObject({ affiliate_id: idOf("aff") }))
    .min(1)
    .max(BULK_LINKS_MAX),
});
export type BulkLinks = z.output<typeof bulkLinksSchema>;

export const linksReportSchema = lineReportOf({
  /** `null` in a dry run. */
  id: idOf("link").nullable(),
  url: z.string().nullable(),
});
export type LinksReport = z.output<typeof linksReportSchema>;

/** Columns of an import; `affiliate` is an id or a code. */
export const LINK_COLUMNS = {
  required: ["affiliate", "destination"],
  optional: ["slug", "domain", "fallback_url", "expires_at", "click_cap", ...UTM_NAMES],
} as const;

export const linkImportQuerySchema = z.strictObject({
  program_id: idOf("prog"),
  ...importQuery,
});
export type LinkImportQuery = z.output<typeof linkImportQuerySchema>;
