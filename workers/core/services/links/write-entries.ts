/**
 * The one module that writes to KV. D1 is the authority and KV a cache of it: a row of the outbox names
 * what changed, its present version is read and put, and put again if it moved meanwhile.
 */
import { entryKey } from "../../../contract/edge/entries.ts";
import {
  findAffiliateSource,
  findLinkSource,
  findProgramSource,
} from "../../../db/queries/entries.ts";
import type { OutboxRow } from "../../../db/queries/outbox.ts";
import type { ServiceContext } from "../context.ts";
import type { OutboxHandler } from "../outbox/handler.ts";
import { affiliateEntry, type KeyedEntry, linkEntry, programEntry } from "./build-entry.ts";

/** KV takes one write a second for each key (Cloudflare's limits of KV). */
const KEY_INTERVAL_MS = 1_000;
const KEPT_KEYS_MAX = 10_000;

/** What is put beside an entry, so that a listing shows its version without reading it. */
export type EntryMetadata = { readonly version: number };

/** When this isolate last wrote a key. Another isolate's write makes KV answer 429, which is retried. */
const lastWriteAt = new Map<string, number>();

/** UTC ms from which `key` may be written again; `null`: now. */
function busyUntil(key: string, now: number): number | null {
  const until = (lastWriteAt.get(key) ?? Number.NEGATIVE_INFINITY) + KEY_INTERVAL_MS;
  return until > now ? until : null;
}

function noteWrite(key: string, now: number): void {
  if (lastWriteAt.size >= KEPT_KEYS_MAX) lastWriteAt.clear();
  lastWriteAt.set(key, now);
}

/** Puts an entry with its version beside it. */
export async function putEntry(ctx: ServiceContext, { key, entry }: KeyedEntry): Promise<void> {
  noteWrite(key, ctx.clock());
  const metadata: EntryMetadata = { version: entry.version };
  await ctx.env.LINKS.put(key, JSON.stringify(entry), { metadata });
}

/** Removes an entry that no row stands behind any more. */
export async function deleteEntry(ctx: ServiceContext, key: string): Promise<void> {
  noteWrite(key, ctx.clock());
  await ctx.env.LINKS.delete(key);
}

type Source = {
  readonly read: (ctx: ServiceContext, id: string) => Promise<KeyedEntry | null>;
  /** Where the entry of a row that is gone was kept, if that is known. */
  readonly keyOfGone: (row: OutboxRow) => string | null;
};

/**
 * Puts the present entry, then looks whether it still is the present one. A key written less than a
 * second ago is left for later, and so several edits within a second become one write.
 */
const writer =
  ({ read, keyOfGone }: Source): OutboxHandler =>
  async (ctx, row) => {
    const present = await read(ctx, row.subjectId);
    const key = present?.key ?? keyOfGone(row);
    if (key === null) return "done";
    const retryAt = busyUntil(key, ctx.clock());
    if (retryAt !== null) return { retryAt };
    if (present === null) {
      await deleteEntry(ctx, key);
      return "done";
    }
    await putEntry(ctx, present);
    const after = await read(ctx, row.subjectId);
    const settled = after !== null && after.entry.version === present.entry.version;
    return settled ? "done" : { retryAt: ctx.clock() + KEY_INTERVAL_MS };
  };

/** `link.write`: subject is the link; whoever deletes one names its key in the payload. */
export const writeLinkEntry = writer({
  read: async (ctx, id) => {
    const source = await findLinkSource(ctx.db, id);
    return source && linkEntry(source);
  },
  keyOfGone: ({ payload }) => (typeof payload.key === "string" ? payload.key : null),
});

/** `affiliate.write`: one write makes a suspension seen by every link of the affiliate. */
export const writeAffiliateEntry = writer({
  read: async (ctx, id) => {
    const source = await findAffiliateSource(ctx.db, id);
    return source && affiliateEntry(source, ctx.clock());
  },
  keyOfGone: (row) => entryKey.affiliate(row.subjectId),
});

/** `program.write` */
export const writeProgramEntry = writer({
  read: async (ctx, id) => {
    const source = await findProgramSource(ctx.db, id);
    return source && programEntry(source);
  },
  keyOfGone: (row) => entryKey.program(row.subjectId),
});
