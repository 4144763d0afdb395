/** Adding a domain whose root paths become links of a program, and giving one up. */
import type { LinkDomainAnswer, NewDomain } from "../../../contract/domains.ts";
import { problem } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import type { ProgramRow } from "../../../db/queries/links.ts";
import {
  deleteLinkDomain,
  domainHasLiveLinks,
  findLinkDomain,
  hasLiveLinks,
  type LinkDomainRow,
} from "../../../db/queries/programs.ts";
import { auditEvents, idempotencyRecords } from "../../../db/schema/operations.ts";
import { linkDomains } from "../../../db/schema/programs.ts";
import { auditRow } from "../audit/audit-row.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { loadProgram } from "../programs/load.ts";
import { linkDomainAnswer } from "./answer.ts";

const taken = problem("domain.taken");
const reserved = problem("domain.reserved");
const inUse = problem("domain.in_use");
const domainNotFound = problem("domain.not_found");

/** Where the API and the dashboard answer: as a link domain it would never be asked for a link. */
function isOurs({ env }: ServiceContext, domain: string): boolean {
  const own = [...env.API_HOSTS, new URL(env.BASE_URL).host];
  return own.some((host) => host.replace(/:\d+$/, "") === domain);
}

const auditOf = (
  ctx: ServiceContext,
  program: ProgramRow,
  change: { before: { domain: string } | null; after: { domain: string } | null },
) =>
  auditRow(ctx, {
    organizationId: program.organizationId,
    programId: program.id,
    action: "domain.write",
    subjectId: program.id,
    ...change,
  });

/**
 * @throws ProblemError `program.not_found`, `domain.taken` (a domain belongs to one program),
 *   `domain.reserved`; PermissionDenied
 */
export const addDomain = (
  ctx: ServiceContext,
  programId: string,
  { domain }: NewDomain,
): Promise<LinkDomainAnswer> =>
  retryLostRace(async () => {
    const program = await loadProgram(ctx, "domain.write", programId);
    if (isOurs(ctx, domain)) throw reserved();
    if ((await findLinkDomain(ctx.db, domain)) !== null) throw taken();
    const row: LinkDomainRow = { domain, programId, createdAt: ctx.clock() };
    const answer = linkDomainAnswer(row);
    const batch = new WriteBatch(ctx.db);
    batch.insert(linkDomains, [row]);
    batch.insert(auditEvents, [auditOf(ctx, program, { before: null, after: { domain } })]);
    batch.insert(idempotencyRecords, idempotencyRow(ctx, 201, answer));
    await batch.commit();
    return answer;
  });

/**
 * Gives a domain up. Links that still lead anywhere hold it.
 * @throws ProblemError `program.not_found`, `domain.not_found`, `domain.in_use`; PermissionDenied
 */
export const removeDomain = (
  ctx: ServiceContext,
  programId: string,
  domain: string,
): Promise<void> =>
  retryLostRace(async () => {
    const program = await loadProgram(ctx, "domain.write", programId);
    const row = await findLinkDomain(ctx.db, domain);
    if (row?.programId !== programId) throw domainNotFound();
    if (await domainHasLiveLinks(ctx.db, domain)) throw inUse();
    const batch = new WriteBatch(ctx.db);
    batch.guarded(deleteLinkDomain(row));
    batch.assertUnchanged(hasLiveLinks(domain), 0);
    batch.insert(auditEvents, [auditOf(ctx, program, { before: { domain }, after: null })]);
    batch.insert(idempotencyRecords, idempotencyRow(ctx, 204, null));
    await batch.commit();
  });
