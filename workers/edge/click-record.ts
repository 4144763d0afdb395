/** A visit to a link becomes a token for the merchant and a click for the counter. */
import type { Click } from "../contract/edge/click-pack.ts";
import type { LinkEntry } from "../contract/edge/entries.ts";
import { toBase64Url } from "../domain/base64url.ts";
import { TOKEN_FLAG, tokenCountry } from "../domain/click-token.ts";
import type { ClickRefusal } from "../domain/link-decision.ts";
import { signClickToken } from "../lib/crypto.ts";
import type { VisitorHasher } from "../lib/visitor-hash.ts";
import type { Isolate } from "./isolate.ts";
import { subIdsOf, utmOf, type Visit } from "./visit.ts";

const NONCE_BYTES = 8;
/** Random bytes are drawn for many clicks at once: a call costs more than the bytes. */
const pool = new Uint8Array(NONCE_BYTES * 256);
let poolAt = pool.length;

/** 8 random bytes. */
export function newNonce(): Uint8Array {
  if (poolAt >= pool.length) {
    crypto.getRandomValues(pool);
    poolAt = 0;
  }
  poolAt += NONCE_BYTES;
  return pool.slice(poolAt - NONCE_BYTES, poolAt);
}

/** When a click was and what names it: the same in its token and in its record. */
export type ClickMoment = { readonly at: number; readonly nonce: Uint8Array };

const KIND_FLAG = {
  person: 0,
  bot: TOKEN_FLAG.bot,
  preview: TOKEN_FLAG.preview,
  // Whoever asks for headers alone sees no page; like a preview it is never credited.
  head: TOKEN_FLAG.preview,
  prefetch: TOKEN_FLAG.prefetch,
} as const;

/** The token of a visit to `link`. */
export function mintToken(
  isolate: Isolate,
  link: LinkEntry,
  visit: Visit,
  { at, nonce }: ClickMoment,
): Promise<string> {
  const fields = {
    flags: KIND_FLAG[visit.visitor.kind] | (visit.test ? TOKEN_FLAG.test : 0),
    linkId: isolate.prepared.idBytes(link),
    at,
    country: tokenCountry(visit.country),
    nonce,
  };
  return signClickToken(fields, isolate.tokenKeys);
}

/** What a click's record is made of, later. */
export type ClickContext = {
  readonly link: LinkEntry;
  readonly visit: Visit;
  readonly moment: ClickMoment;
  readonly refused: ClickRefusal | null;
  readonly unchecked?: true | undefined;
  readonly via?: "code";
  readonly shown?: true;
};

/** The record of a click. The user agent travels as it came: core has time to read it. */
export async function clickOf(
  { link, visit, moment, refused, unchecked, via, shown }: ClickContext,
  hasher: VisitorHasher,
): Promise<Click> {
  const { kind, reason } = visit.visitor;
  const click: { -readonly [Field in keyof Click]: Click[Field] } = {
    link: link.id,
    program: link.program,
    affiliate: link.affiliate,
    at: moment.at,
    nonce: toBase64Url(moment.nonce),
    visitor: await hasher.visitorHash(visit.ip, visit.ua, link.program, moment.at),
  };
  if (visit.test) click.mode = "test";
  if (visit.country !== undefined) click.country = visit.country;
  if (visit.region !== undefined) click.region = visit.region;
  if (visit.city !== undefined) click.city = visit.city;
  if (visit.ua !== "") click.ua = visit.ua;
  if (visit.referrer !== "") click.referrer = visit.referrer;
  if (visit.query.length > 0) {
    const sub = subIdsOf(visit.query);
    const utm = utmOf(visit.query);
    if (sub !== undefined) click.sub = sub;
    if (utm !== undefined) click.utm = utm;
  }
  if (kind !== "person") {
    click.flag = kind;
    click.reason = reason;
  }
  if (refused !== null) click.refused = refused;
  else if (unchecked !== undefined) click.unchecked = unchecked;
  if (link.overCap) click.overCap = true;
  if (link.clickCap !== null) click.cap = link.clickCap;
  if (via !== undefined) click.via = via;
  if (shown !== undefined) click.shown = shown;
  return click;
}
