import { ANY_HOST } from "../../../contract/edge/entries.ts";
import type { WriteBatch } from "../../../db/batch.ts";
import type { AffiliateRow, LinkRow, ProgramRow } from "../../../db/queries/links.ts";
import { links } from "../../../db/schema/links.ts";
import { auditEvents } from "../../../db/schema/operations.ts";
import { defaultDestination } from "../../../domain/default-destination.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { type NewOutboxRow, outboxRow } from "../outbox/outbox-row.ts";

/** Characters of an id's random end, as in a link that somebody makes. */
const SLUG_LENGTH = 8;

function newLink(
  ctx: ServiceContext,
  affiliate: AffiliateRow,
  destination: string,
  kind: "redirect" | "code",
): LinkRow {
  const place =
    kind === "code"
      ? { domain: affiliate.programId, slug: affiliate.code }
      : { domain: ANY_HOST, slug: ctx.newId("link").slice(-SLUG_LENGTH) };
  return {
    ...place,
    id: ctx.newId("link"),
    programId: affiliate.programId,
    affiliateId: affiliate.id,
    kind,
    destination,
    fallbackUrl: null,
    targets: [],
    split: [],
    utm: {},
    expiresAt: null,
    clickCap: null,
    capReachedAt: null,
    pausedAt: null,
    endedAt: null,
    version: 1,
    createdAt: ctx.clock(),
  };
}

/**
 * Puts the links into the batch that an affiliate begins with, so that there is one to share at once: one
 * to the program's front page, and the one behind `?via=code`. None where the program names no page, and
 * no kind that the affiliate has already.
 * @returns the outbox rows of the edge's entries, which are in the batch already
 */
export function addFirstLinks(
  batch: WriteBatch,
  ctx: ServiceContext,
  { affiliate, program }: { affiliate: AffiliateRow; program: ProgramRow },
  has: ReadonlySet<LinkRow["kind"]>,
): NewOutboxRow[] {
  const destination = defaultDestination(program);
  if (destination === null) return [];
  const made = (["redirect", "code"] as const)
    .filter((kind) => !has.has(kind))
    .map((kind) => newLink(ctx, affiliate, destination, kind));
  batch.insert(links, made);
  batch.insert(
    auditEvents,
    made.map((link) =>
      auditRow(ctx, {
        organizationId: program.organizationId,
        programId: program.id,
        action: "link.create",
        subjectId: link.id,
        before: null,
        after: { ...link },
      }),
    ),
  );
  return made.map((link) => outboxRow(ctx, "link.write", link.id));
}
