/** What one click tells: the facts that reports break down by and that a conversion takes over. */
import type { Mode } from "./mode.ts";
import { type DeviceFacts, parseUserAgent } from "./user-agent.ts";

/** A click as an affiliate's counter is given it; the fields are those of `contract/edge/click-pack`. */
export type RawClick = {
  readonly link: string;
  /** UTC ms. */
  readonly at: number;
  readonly nonce: string;
  readonly visitor: string;
  readonly mode?: Mode;
  readonly country?: string;
  readonly region?: string;
  readonly city?: string;
  readonly ua?: string;
  readonly referrer?: string;
  readonly sub?: readonly string[];
  readonly utm?: Readonly<Record<string, string>>;
  readonly flag?: "bot" | "preview" | "prefetch" | "head";
  readonly reason?: string;
  readonly refused?: string;
  readonly unchecked?: true;
  readonly overCap?: true;
  readonly cap?: number;
  readonly via?: "code";
  readonly shown?: true;
};

const UTM_PARTS = ["source", "medium", "campaign", "term", "content"] as const;
const SUB_IDS = ["sub1", "sub2", "sub3", "sub4", "sub5"] as const;

/** What day totals are broken down by. */
export const CLICK_DIMENSIONS = [
  "country",
  "region",
  "device",
  "os",
  "browser",
  "referrer",
  "utm_source",
  "utm_medium",
  "utm_campaign",
  "utm_term",
  "utm_content",
  ...SUB_IDS,
] as const;
export type ClickDimension = (typeof CLICK_DIMENSIONS)[number];
export type DimensionValue = readonly [dimension: ClickDimension, value: string];

/** Longer values are cut: a host name may have 253 characters, everything else has 64 at the edge. */
const VALUE_LENGTH_MAX = 100;

/** What a stored click tells a conversion (design §4.1, `conversion.enrich`). */
export type ClickDetails = DeviceFacts & {
  readonly link: string;
  /** UTC ms. */
  readonly at: number;
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  /** Host and path, without a query. */
  readonly referrer: string | null;
  readonly sub: readonly string[];
  readonly utm: Readonly<Record<string, string>>;
  readonly via: "redirect" | "code";
  /** Why it is never credited; a prefetch that was seen has none. */
  readonly flag: RawClick["flag"] | null;
};

/** Packs repeat few user agents: parsing takes longer than counting. */
const PARSED_MAX = 2_000;
const parsed = new Map<string, DeviceFacts>();

function deviceFactsOf(ua: string): DeviceFacts {
  const known = parsed.get(ua);
  if (known) return known;
  if (parsed.size >= PARSED_MAX) parsed.clear();
  const facts = parseUserAgent(ua);
  parsed.set(ua, facts);
  return facts;
}

/** Device, system and browser; `null` when the click has no user agent. */
export function deviceOfClick(click: RawClick): DeviceFacts | null {
  return click.ua ? deviceFactsOf(click.ua) : null;
}

/** The host of a referrer such as `blog.example/post`, lower case. */
export function referrerHost(referrer: string): string {
  const slash = referrer.indexOf("/");
  return (slash === -1 ? referrer : referrer.slice(0, slash)).toLowerCase();
}

/**
 * The values that a click is counted under, one a dimension. What a click does not know is left out:
 * a report shows the rest of the total as `(none)`. A region is named with its country (`US-CA`).
 */
export function dimensionValues(click: RawClick): DimensionValue[] {
  const values: DimensionValue[] = [];
  const add = (dimension: ClickDimension, value: string | undefined) => {
    if (value) values.push([dimension, value.slice(0, VALUE_LENGTH_MAX).toWellFormed()]);
  };
  add("country", click.country);
  if (click.country && click.region) add("region", `${click.country}-${click.region}`);
  const device = deviceOfClick(click);
  add("device", device?.device);
  add("os", device?.os);
  add("browser", device?.browser);
  if (click.referrer) add("referrer", referrerHost(click.referrer));
  if (click.utm) for (const part of UTM_PARTS) add(`utm_${part}`, click.utm[part]);
  if (click.sub) for (const [index, name] of SUB_IDS.entries()) add(name, click.sub[index]);
  return values;
}

/** What a click tells a conversion. `shown`: a prefetch whose page has been seen. */
export function detailsOf(click: RawClick, shown: boolean): ClickDetails {
  const device = deviceOfClick(click) ?? { device: "other", os: "other", browser: "other" };
  return {
    ...device,
    link: click.link,
    at: click.at,
    country: click.country ?? null,
    region: click.region ?? null,
    city: click.city ?? null,
    referrer: click.referrer ?? null,
    sub: click.sub ?? [],
    utm: click.utm ?? {},
    via: click.via ?? "redirect",
    flag: shown && click.flag === "prefetch" ? null : (click.flag ?? null),
  };
}
