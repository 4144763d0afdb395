/** What an export consists of: parts that are read one after the other, each page by page. */
import type { Db } from "../../../db/batch.ts";
import {
  type RecordPage,
  selectAffiliateIdsOfUser,
  selectOwnAffiliates,
  selectOwnApplications,
  selectOwnCommissions,
  selectOwnConversions,
  selectOwnLinks,
  selectOwnPayees,
  selectOwnProfile,
  selectOwnSessions,
  selectOwnTeams,
} from "../../../db/queries/own-records.ts";

type Item = Readonly<Record<string, unknown>>;
/** `next`: where the part goes on; `null` when that was all of it. */
export type PartPage = { readonly items: readonly Item[]; readonly next: string | null };

export type ExportPart = {
  /** Of the file in the zip, without its number and extension. */
  readonly name: string;
  readonly read: (db: Db, userId: string, position: string | null) => Promise<PartPage>;
};

/** A page of these is at most a megabyte of JSON, and one query. */
const PAGE = 1_000;

type Position = { readonly affiliateId: string; readonly after: RecordPage["after"] };

/** Reads in one go what is never long. */
const short = (
  name: string,
  read: (db: Db, userId: string) => Promise<readonly Item[]>,
): ExportPart => ({
  name,
  read: async (db, userId) => ({ items: await read(db, userId), next: null }),
});

/**
 * Reads, affiliate by affiliate, what may be long.
 * @param orderOf what the list is sorted by
 */
function long<Row extends Item>(
  name: string,
  read: (db: Db, affiliateId: string, page: RecordPage) => Promise<Row[]>,
  orderOf: (row: Row) => readonly (string | number)[],
): ExportPart {
  return {
    name,
    read: async (db, userId, position) => {
      const ids = await selectAffiliateIdsOfUser(db, userId);
      const at: Position | null = position === null ? null : JSON.parse(position);
      const affiliateId = at?.affiliateId ?? ids[0];
      if (affiliateId === undefined) return { items: [], next: null };
      const items = await read(db, affiliateId, { after: at?.after ?? null, limit: PAGE });
      const last = items.length === PAGE ? items.at(-1) : undefined;
      if (last !== undefined) return { items, next: positionOf(affiliateId, orderOf(last)) };
      const following = ids.find((id) => id > affiliateId);
      return { items, next: following === undefined ? null : positionOf(following, null) };
    },
  };
}

const positionOf = (affiliateId: string, after: Position["after"]): string =>
  JSON.stringify({ affiliateId, after } satisfies Position);

async function readApplications(db: Db, userId: string): Promise<readonly Item[]> {
  const ids = await selectAffiliateIdsOfUser(db, userId);
  const all = await Promise.all(ids.map((id) => selectOwnApplications(db, id)));
  return all.flat();
}

export const EXPORT_PARTS: readonly ExportPart[] = [
  short("profile", selectOwnProfile),
  short("sessions", selectOwnSessions),
  short("teams", selectOwnTeams),
  short("affiliates", selectOwnAffiliates),
  short("applications", readApplications),
  short("payees", selectOwnPayees),
  long("links", selectOwnLinks, (row) => [row.created_at, row.id]),
  long("conversions", selectOwnConversions, (row) => [row.mode, row.occurred_at, row.id]),
  long("commissions", selectOwnCommissions, (row) => [row.mode, row.event_at, row.id]),
];
