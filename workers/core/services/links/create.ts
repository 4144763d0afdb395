import { ANY_HOST } from "../../../contract/edge/entries.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import {
  type AffiliateRow,
  findLinkDomainOwner,
  findMembership,
  isSlugTaken,
  type LinkRow,
  type ProgramRow,
} from "../../../db/queries/links.ts";
import { links } from "../../../db/schema/links.ts";
import { auditEvents, idempotencyRecords, outbox } from "../../../db/schema/operations.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { isLostRace } from "../lost-race.ts";
import { outboxRow } from "../outbox/outbox-row.ts";
import { sendSoon } from "../outbox/run-due.ts";
import { checkDestinations, type Destinations } from "./check-destinations.ts";

const affiliateNotFound = problem("affiliate.not_found");
const notJoined = problem("affiliate.not_joined");
const programEnded = problem("program.ended");
const domainNotAllowed = problem("link.domain_not_allowed");
const slugTaken = problem("link.slug_taken");

export type NewLink = Partial<Destinations> & {
  readonly affiliateId: string;
  readonly destination: string;
  /** `code`: the link behind `?via=code` on the merchant's own pages. */
  readonly kind?: "redirect" | "code";
  /** One of the program's link domains; on every host under `/r/` when absent. */
  readonly domain?: string;
  /** Kept in lower case; made up when absent. Of a `code` link always the affiliate's code. */
  readonly slug?: string;
  readonly utm?: Readonly<Record<string, string>>;
  /** UTC ms. */
  readonly expiresAt?: number | null;
  readonly clickCap?: number | null;
};

/** Characters of an id's random end: 32^8 made-up slugs. */
const SLUG_LENGTH = 8;

function place(ctx: ServiceContext, input: NewLink, affiliate: AffiliateRow) {
  if (input.kind === "code") return { domain: affiliate.programId, slug: affiliate.code };
  return {
    domain: (input.domain ?? ANY_HOST).toLowerCase(),
    slug: input.slug?.toLowerCase() ?? ctx.newId("link").slice(-SLUG_LENGTH),
  };
}

function buildLink(ctx: ServiceContext, input: NewLink, affiliate: AffiliateRow): LinkRow {
  return {
    ...place(ctx, input, affiliate),
    id: ctx.newId("link"),
    programId: affiliate.programId,
    affiliateId: affiliate.id,
    kind: input.kind ?? "redirect",
    destination: input.destination,
    fallbackUrl: input.fallbackUrl ?? null,
    targets: [...(input.targets ?? [])],
    split: [...(input.split ?? [])],
    utm: { ...input.utm },
    expiresAt: input.expiresAt ?? null,
    clickCap: input.clickCap ?? null,
    capReachedAt: null,
    pausedAt: null,
    endedAt: null,
    version: 1,
    createdAt: ctx.clock(),
  };
}

async function checkPlace(ctx: ServiceContext, link: LinkRow): Promise<void> {
  if (link.kind === "code" || link.domain === ANY_HOST) return;
  const owner = await findLinkDomainOwner(ctx.db, link.domain);
  if (owner !== link.programId) throw domainNotAllowed();
}

async function commit(ctx: ServiceContext, link: LinkRow, program: ProgramRow): Promise<void> {
  const batch = new WriteBatch(ctx.db);
  const rows = [outboxRow(ctx, "link.write", link.id)];
  batch.insert(links, [link]);
  batch.insert(auditEvents, [
    auditRow(ctx, {
      organizationId: program.organizationId,
      programId: program.id,
      action: "link.create",
      subjectId: link.id,
      before: null,
      after: { ...link },
    }),
  ]);
  batch.insert(outbox, rows);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 201, link));
  await batch.commit();
  sendSoon(ctx, rows);
}

/**
 * Makes a tracking link for an affiliate.
 * @throws ProblemError `affiliate.not_found`, `affiliate.not_joined`, `program.ended`,
 *   `link.domain_not_allowed`, `link.destination_not_allowed`, `link.slug_taken`
 */
export async function createLink(ctx: ServiceContext, input: NewLink): Promise<LinkRow> {
  assertAllowed(ctx.actor, "link.create");
  const membership = await findMembership(ctx.db, input.affiliateId);
  if (membership === null) throw affiliateNotFound();
  const { affiliate, program } = membership;
  assertAllowed(ctx.actor, "link.create", {
    noun: "affiliate",
    organizationId: program.organizationId,
    programId: program.id,
  });
  if (affiliate.state !== "active") throw notJoined();
  if (program.state === "ended") throw programEnded();
  const link = buildLink(ctx, input, affiliate);
  checkDestinations(link, program.allowedHosts);
  await checkPlace(ctx, link);
  try {
    await commit(ctx, link, program);
  } catch (error) {
    if (isLostRace(error) && (await isSlugTaken(ctx.db, link.domain, link.slug))) {
      throw slugTaken({ cause: error });
    }
    throw error;
  }
  return link;
}
