/** Links as they are listed, and what making many of them asks first. */
import { and, asc, desc, eq, gte, lt, sql } from "drizzle-orm";
import type { Db } from "../batch.ts";
import { inList, jsonRows } from "../json-list.ts";
import { isAfter, type Position } from "../page.ts";
import { rawRows } from "../raw-rows.ts";
import { affiliates } from "../schema/affiliates.ts";
import { LINK_STATE, links } from "../schema/links.ts";
import { linkDomains } from "../schema/programs.ts";

export type LinkList = {
  /** Of an affiliate, or of the whole program. */
  readonly owner: { readonly affiliateId: string } | { readonly programId: string };
  readonly state?: "active" | "paused" | "ended" | undefined;
  readonly kind?: "redirect" | "code" | undefined;
  readonly slugPrefix?: string | undefined;
  readonly direction: "asc" | "desc";
  readonly limit: number;
  readonly after: Position | null;
};

/** The last character there is: no slug that begins with the prefix comes after it. */
const LAST_CHARACTER = "\u{10ffff}";

/**
 * A page of links by the time they were made; with a prefix, by slug. Every filter has an index in that
 * order for a whole program; an affiliate's links are few enough to be looked through.
 */
export function selectLinkPage(db: Db, list: LinkList) {
  const { owner, slugPrefix, direction } = list;
  const order = direction === "desc" ? desc : asc;
  const bySlug = slugPrefix !== undefined;
  return db
    .select()
    .from(links)
    .where(
      and(
        "affiliateId" in owner
          ? eq(links.affiliateId, owner.affiliateId)
          : eq(links.programId, owner.programId),
        list.state === undefined ? undefined : sql`${LINK_STATE} = ${list.state}`,
        list.kind === undefined ? undefined : ofKind(list.kind),
        bySlug ? gte(links.slug, slugPrefix) : undefined,
        bySlug ? lt(links.slug, slugPrefix + LAST_CHARACTER) : undefined,
        isAfter(bySlug ? links.slug : links.createdAt, links.id, list.after, direction),
      ),
    )
    .orderBy(
      ...(bySlug ? [asc(links.slug), asc(links.id)] : [order(links.createdAt), order(links.id)]),
    )
    .limit(list.limit);
}

/** Written out, since a partial index is not used for a parameter. */
const ofKind = (kind: "redirect" | "code") =>
  kind === "code" ? sql`kind = 'code'` : sql`kind = 'redirect'`;

export const findDomainsOf = (db: Db, programId: string) =>
  db
    .select({ domain: linkDomains.domain })
    .from(linkDomains)
    .where(eq(linkDomains.programId, programId));

/** Which of the places are in use, by a link of whatever state. */
export const findTakenPlaces = (
  db: Db,
  places: readonly { readonly domain: string; readonly slug: string }[],
) =>
  rawRows<{ domain: string; slug: string }>(
    db,
    sql`select l.domain as "domain", l.slug as "slug"
      from ${jsonRows(places.map(({ domain, slug }) => [domain, slug]))} wanted cross join links l
      on l.domain = wanted.value ->> 0 and l.slug = wanted.value ->> 1`,
  );

/** Affiliates of a program by their ids and by their codes. */
export async function findAffiliatesOf(db: Db, programId: string, idsAndCodes: readonly string[]) {
  const [byId, byCode] = await db.batch([
    db
      .select()
      .from(affiliates)
      .where(and(inList(affiliates.id, idsAndCodes), eq(sql`+${affiliates.programId}`, programId))),
    db
      .select()
      .from(affiliates)
      .where(and(eq(affiliates.programId, programId), inList(affiliates.code, idsAndCodes))),
  ]);
  return { byId, byCode };
}
