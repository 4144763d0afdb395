import {
  type AffiliateEntry,
  entryKey,
  type LinkEntry,
  type ProgramEntry,
} from "../../../contract/edge/entries.ts";
import {
  findAffiliateSource,
  findLinkSource,
  findLinkSourceBySlug,
  findProgramSource,
} from "../../../db/queries/entries.ts";
import type { ServiceContext } from "../context.ts";
import { affiliateEntry, type KeyedEntry, linkEntry, programEntry } from "./build-entry.ts";

/** `l:<domain>:<slug>`; a domain has no colon, a slug may. */
const KEY = /^([lvapi]):([^:]+)(?::(.+))?$/s;

async function find(ctx: ServiceContext, key: string): Promise<KeyedEntry | null> {
  const [, kind, subject = "", slug = ""] = KEY.exec(key) ?? [];
  if (kind === "l" || kind === "v") {
    const source = await findLinkSourceBySlug(ctx.db, subject, slug);
    return source && linkEntry(source);
  }
  if (kind === "i") {
    const source = await findLinkSource(ctx.db, subject);
    return source && { ...linkEntry(source), key: entryKey.linkId(source.link.id) };
  }
  if (kind === "a") {
    const source = await findAffiliateSource(ctx.db, subject);
    return source && affiliateEntry(source, ctx.clock());
  }
  if (kind === "p") {
    const source = await findProgramSource(ctx.db, subject);
    return source && programEntry(source);
  }
  return null;
}

/**
 * The entry that stands, or should stand, under a key of KV, made from D1; `null` when there is none.
 * Asks for no permission: what it tells is what the edge tells everybody who follows a link.
 */
export async function lookupEntry(
  ctx: ServiceContext,
  key: string,
): Promise<LinkEntry | AffiliateEntry | ProgramEntry | null> {
  const found = await find(ctx, key);
  // A `code` link is not found under a link's key, nor the other way round.
  return found?.key === key ? found.entry : null;
}
