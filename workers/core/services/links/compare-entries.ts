/** Compares KV with D1, and asks the outbox to write what differs. D1 is right. */
import { entryKey } from "../../../contract/edge/entries.ts";
import { WriteBatch } from "../../../db/batch.ts";
import {
  pageAffiliateSources,
  pageLinkSources,
  pageProgramSources,
} from "../../../db/queries/entries.ts";
import { outbox } from "../../../db/schema/operations.ts";
import type { ServiceContext } from "../context.ts";
import type { JobReport } from "../jobs/job.ts";
import { type NewOutboxRow, outboxRow } from "../outbox/outbox-row.ts";
import { affiliateEntry, type KeyedEntry, linkEntry, programEntry } from "./build-entry.ts";
import { lookupEntry } from "./lookup-entry.ts";
import type { EntryMetadata } from "./write-entries.ts";

type EntryKind = {
  readonly write: "link.write" | "affiliate.write" | "program.write";
  /** Of keys in KV. */
  readonly prefixes: readonly string[];
  readonly pageSize: number;
  readonly page: (ctx: ServiceContext, after: string, limit: number) => Promise<KeyedEntry[]>;
};

/** Rows are read whole, so a page is a few hundred kilobytes. */
export const LINKS_PER_PAGE = 200;

const KINDS: readonly EntryKind[] = [
  {
    write: "link.write",
    prefixes: [entryKey.link("", "").slice(0, 2), entryKey.code("", "").slice(0, 2)],
    pageSize: 200,
    page: async (ctx, after, limit) => (await pageLinkSources(ctx.db, after, limit)).map(linkEntry),
  },
  {
    write: "affiliate.write",
    prefixes: [entryKey.affiliate("")],
    pageSize: 90,
    page: async (ctx, after, limit) =>
      (await pageAffiliateSources(ctx.db, after, limit)).map((source) =>
        affiliateEntry(source, ctx.clock()),
      ),
  },
  {
    write: "program.write",
    prefixes: [entryKey.program("")],
    pageSize: 200,
    page: async (ctx, after, limit) =>
      (await pageProgramSources(ctx.db, after, limit)).map(programEntry),
  },
];

/** Versions in KV by key: about 100 bytes each, so half a million links fit into an isolate. */
async function listVersions(ctx: ServiceContext, prefix: string): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  let cursor: string | null = null;
  do {
    const page: KVNamespaceListResult<EntryMetadata> = await ctx.env.LINKS.list<EntryMetadata>({
      prefix,
      cursor,
    });
    for (const { name, metadata } of page.keys) versions.set(name, metadata?.version ?? 0);
    cursor = page.list_complete ? null : page.cursor;
  } while (cursor !== null);
  return versions;
}

async function askFor(ctx: ServiceContext, rows: readonly NewOutboxRow[]): Promise<void> {
  const batch = new WriteBatch(ctx.db);
  batch.insert(outbox, rows);
  await batch.commit();
}

type Counts = { compared: number; missing: number; stale: number; stray: number };

/** Goes through the rows of one kind; what is left of `versions` afterwards has no row behind it. */
async function compareRows(
  ctx: ServiceContext,
  kind: EntryKind,
  versions: Map<string, number>,
  everything: boolean,
  counts: Counts,
): Promise<void> {
  let after = "";
  for (;;) {
    const entries = await kind.page(ctx, after, kind.pageSize);
    const rows: NewOutboxRow[] = [];
    for (const { key, entry } of entries) {
      const version = versions.get(key);
      versions.delete(key);
      counts.compared++;
      if (version === undefined) counts.missing++;
      else if (version !== entry.version) counts.stale++;
      if (everything || version !== entry.version) rows.push(outboxRow(ctx, kind.write, entry.id));
      after = entry.id;
    }
    await askFor(ctx, rows);
    if (entries.length < kind.pageSize) return;
  }
}

/** Removes entries without a row; a row that was written after its page was read is not one of them. */
async function removeStrays(
  ctx: ServiceContext,
  kind: EntryKind,
  keys: Iterable<string>,
  counts: Counts,
): Promise<void> {
  const rows: NewOutboxRow[] = [];
  for (const key of keys) {
    if ((await lookupEntry(ctx, key)) !== null) continue;
    counts.stray++;
    rows.push(outboxRow(ctx, kind.write, key.slice(2), { key }));
  }
  await askFor(ctx, rows);
}

/**
 * Finds entries that are missing, older or newer than their row, or have none, and asks for their
 * write. With `everything` each entry is written again, whatever its version says.
 */
export async function compareEntries(
  ctx: ServiceContext,
  options: { readonly everything?: boolean } = {},
): Promise<JobReport> {
  const counts: Counts = { compared: 0, missing: 0, stale: 0, stray: 0 };
  for (const kind of KINDS) {
    const versions = new Map<string, number>();
    for (const prefix of kind.prefixes) {
      for (const [key, version] of await listVersions(ctx, prefix)) versions.set(key, version);
    }
    await compareRows(ctx, kind, versions, options.everything ?? false, counts);
    await removeStrays(ctx, kind, versions.keys(), counts);
  }
  return counts;
}
