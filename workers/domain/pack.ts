/** Packs of clicks: how one is told from anything else, split by affiliate, and when it is too old. */
import type { RawClick } from "./click-facts.ts";

/** A stored pack's id is known for this long … */
export const PACK_ID_KEPT_MS = 30 * 86_400_000;
/** … so a pack that was closed earlier than this may have been counted, and is refused. */
export const PACK_AGE_MS_MAX = 29 * 86_400_000;
/** Clocks of an edge and of a counter differ by no more. */
export const PACK_CLOCK_SKEW_MS = 5 * 60_000;

/** A click that names whose it is. */
export type OwnedClick = RawClick & { readonly program: string; readonly affiliate: string };
export type Pack<C extends RawClick = RawClick> = {
  /** `pack_…` */
  readonly id: string;
  /** UTC ms at which it was closed. */
  readonly at: number;
  readonly clicks: readonly C[];
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
/** Ids, nonces, visitors: counters join them by spaces and line breaks. */
const isToken = (value: unknown) => typeof value === "string" && /^\S{1,64}$/.test(value);
/** The last moment that a Date can hold. */
const TIME_MAX = 8.64e15;
const isTime = (value: unknown) =>
  Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= TIME_MAX;

function isClick(value: unknown): boolean {
  return (
    isObject(value) &&
    isToken(value.link) &&
    isToken(value.program) &&
    isToken(value.affiliate) &&
    isToken(value.nonce) &&
    isToken(value.visitor) &&
    isTime(value.at) &&
    isOneOf(value.mode, ["live", "test"]) &&
    areTexts(value.sub) &&
    areTexts(value.utm) &&
    ["country", "region", "city", "ua", "referrer"].every((name) => isOptionalText(value[name]))
  );
}

const isOptionalText = (value: unknown) => value === undefined || typeof value === "string";
const isOneOf = (value: unknown, allowed: readonly string[]) =>
  value === undefined || allowed.includes(String(value));
const areTexts = (value: unknown) =>
  value === undefined || (isObject(value) && Object.values(value).every(isOptionalText));

/**
 * Whether a queue's message is a pack. It came from our own edge, so this is a check that counting
 * cannot trip over it, not a validation of its values.
 */
export function isPack(body: unknown): body is Pack<OwnedClick> {
  if (!isObject(body) || !isToken(body.id) || !isTime(body.at)) return false;
  const clicks = body.clicks;
  return Array.isArray(clicks) && clicks.every(isClick);
}

/**
 * The pack's clicks by affiliate, each part under the pack's id. A click names its affiliate itself, so
 * that a redelivery always splits alike.
 */
export function splitByAffiliate<C extends OwnedClick>(pack: Pack<C>): Map<string, Pack<C>> {
  const clicksOf = new Map<string, C[]>();
  for (const click of pack.clicks) {
    const clicks = clicksOf.get(click.affiliate);
    if (clicks) clicks.push(click);
    else clicksOf.set(click.affiliate, [click]);
  }
  const parts = new Map<string, Pack<C>>();
  for (const [affiliate, clicks] of clicksOf) {
    parts.set(affiliate, { id: pack.id, at: pack.at, clicks });
  }
  return parts;
}

/** Whether a pack may have been counted and forgotten since; `now` is UTC ms. */
export function isTooOld(pack: Pack, now: number): boolean {
  return pack.at < now - PACK_AGE_MS_MAX;
}
