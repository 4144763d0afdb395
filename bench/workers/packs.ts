/** Packs as isolates send them: clicks of many visitors on many links, as many as a pack may hold. */
import { PACK_BYTES_MAX, PACK_CLICKS_MAX } from "../../workers/contract/edge/click-pack.ts";
import { toBase64Url } from "../../workers/domain/base64url.ts";
import type { OwnedClick, Pack } from "../../workers/domain/pack.ts";
import { newId } from "../../workers/lib/ids.ts";

export type FeedOrder = {
  readonly program: string;
  readonly affiliates: readonly { readonly id: string; readonly links: readonly string[] }[];
  readonly packs: number;
  /** At most; a pack is full at 100 KB before that. */
  readonly clicksAPack?: number;
  /** Clicks lie in the last so many days; 0: now. */
  readonly days?: number;
};

const DAY_MS = 86_400_000;
const USER_AGENTS = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36",
];
const COUNTRIES = ["DE", "US", "FR", "GB", "ES", "IT", "NL", "PL", "BR", "IN"];

const random8 = () => toBase64Url(crypto.getRandomValues(new Uint8Array(8)));
function pick<Item>(list: readonly Item[]): Item {
  const item = list[Math.floor(Math.random() * list.length)];
  if (item === undefined) throw new Error("An empty list.");
  return item;
}

function clickOf({ program, affiliates, days = 0 }: FeedOrder): OwnedClick {
  const affiliate = pick(affiliates);
  const country = pick(COUNTRIES);
  return {
    link: pick(affiliate.links),
    program,
    affiliate: affiliate.id,
    at: Date.now() - Math.floor(Math.random() * days * DAY_MS),
    nonce: random8(),
    visitor: random8(),
    country,
    region: `Region ${Math.floor(Math.random() * 8)}`,
    city: "City",
    ua: pick(USER_AGENTS),
    referrer: `blog-${Math.floor(Math.random() * 20)}.example/post`,
    ...(Math.random() < 0.4 ? { sub: [`post-${Math.floor(Math.random() * 50)}`] } : {}),
  };
}

/** A pack of one click holds no other affiliate's, one of many holds many's. */
export function packsOf(order: FeedOrder): Pack<OwnedClick>[] {
  return Array.from({ length: order.packs }, () => {
    const clicks: OwnedClick[] = [];
    let bytes = 100;
    while (clicks.length < (order.clicksAPack ?? PACK_CLICKS_MAX)) {
      const click = clickOf(order);
      bytes += JSON.stringify(click).length + 1;
      if (bytes > PACK_BYTES_MAX) break;
      clicks.push(click);
    }
    return { id: newId("pack"), at: Date.now(), clicks };
  });
}
