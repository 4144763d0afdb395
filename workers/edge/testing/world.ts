/** What tests of the edge share: entries with their usual values, requests, and the core that stands in. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { BrowserEvent } from "../../contract/edge/browser-event.ts";
import type { Click, ClickPack } from "../../contract/edge/click-pack.ts";
import {
  type AffiliateEntry,
  entryKey,
  type LinkEntry,
  type ProgramEntry,
} from "../../contract/edge/entries.ts";
import { newId } from "../../lib/ids.ts";
import type { EdgeEnv } from "../env.ts";
import worker from "../index.ts";

type Seen = { lookups: string[]; packs: ClickPack[]; events: BrowserEvent[] };
type StandIn = {
  become(told: { entries?: Record<string, unknown>; failing?: boolean }): Promise<void>;
  seen(): Promise<Seen>;
  queued(): Promise<{ packs: ClickPack[]; events: BrowserEvent[] }>;
};

export const edgeEnv = env as unknown as EdgeEnv;
export const core = edgeEnv.CORE as unknown as StandIn;

export const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
export const SHOP = "https://shop.example";

let made = 0;
/** A word that no other test uses. */
export const unique = (word: string) => `${word}-${++made}`;

export const programEntry = (changes: Partial<ProgramEntry> = {}): ProgramEntry => ({
  version: 1,
  id: newId("prog"),
  state: "active",
  allowedHosts: ["shop.example", "*.shop.example"],
  origins: [SHOP, "https://*.shop.example"],
  tokenParam: "td",
  windowDays: 30,
  fallback: null,
  ...changes,
});

export const affiliateEntry = (changes: Partial<AffiliateEntry> = {}): AffiliateEntry => ({
  version: 1,
  id: newId("aff"),
  state: "active",
  termsDueAt: null,
  ...changes,
});

type World = { program: ProgramEntry; affiliate: AffiliateEntry; link: LinkEntry };
type Changes = {
  program?: Partial<ProgramEntry>;
  affiliate?: Partial<AffiliateEntry>;
  link?: Partial<LinkEntry>;
};

/** A program, an affiliate and a link of theirs, as core would have written them. */
export function newWorld(changes: Changes = {}): World {
  const program = programEntry(changes.program);
  const affiliate = affiliateEntry(changes.affiliate);
  const link: LinkEntry = {
    version: 1,
    id: newId("link"),
    program: program.id,
    affiliate: affiliate.id,
    state: "active",
    overCap: false,
    clickCap: null,
    destination: `${SHOP}/p`,
    fallback: null,
    expiresAt: null,
    targets: [],
    split: [],
    utm: {},
    ...changes.link,
  };
  return { program, affiliate, link };
}

/** The world's entries by key, with the link under `keys`. */
export const entriesOf = ({ program, affiliate, link }: World, ...keys: string[]) => ({
  ...Object.fromEntries(keys.map((key) => [key, link])),
  [entryKey.program(program.id)]: program,
  [entryKey.affiliate(affiliate.id)]: affiliate,
});

/** Writes a world to KV under a slug of its own; `path` leads to its link. */
export async function publish(changes: Changes = {}) {
  const world = newWorld(changes);
  const slug = unique("slug");
  for (const [key, entry] of Object.entries(entriesOf(world, entryKey.link("*", slug)))) {
    await env.LINKS.put(key, JSON.stringify(entry));
  }
  return { ...world, slug, path: `/r/${slug}` };
}

export type Sent = Omit<RequestInit, "cf"> & { cf?: Record<string, unknown>; host?: string };

/** A request as a browser makes it, from a visitor in Berlin unless told otherwise. */
export function requestOf(path: string, { cf, host = "go.test", ...init }: Sent = {}): Request {
  const headers = new Headers(init.headers);
  if (!headers.has("user-agent")) headers.set("user-agent", CHROME);
  if (!headers.has("cf-connecting-ip")) headers.set("cf-connecting-ip", "192.0.2.1");
  return new Request(`https://${host}${path}`, {
    redirect: "manual",
    ...init,
    headers,
    cf: { country: "DE", region: "Berlin", city: "Berlin", ...cf } as CfProperties,
  });
}

/** Sends a request to the Worker and waits until all that it left to do after its answer is done. */
export async function send(path: string, sent: Sent = {}): Promise<Response> {
  const ctx = createExecutionContext();
  const request = requestOf(path, sent) as Request<unknown, IncomingRequestCfProperties>;
  const response = await worker.fetch(request, edgeEnv, ctx);
  await waitOnExecutionContext(ctx);
  return response;
}

/** The clicks on a link that have come by the queue. */
export async function clicksOf(link: LinkEntry): Promise<Click[]> {
  const { packs } = await core.queued();
  return packs.flatMap((pack) => pack.clicks.filter((click) => click.link === link.id));
}

/** The token in a redirect's location; `null` for none. */
export const tokenIn = (response: Response, name = "td") =>
  new URL(response.headers.get("location") ?? "none:").searchParams.get(name);
