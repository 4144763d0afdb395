import type { DomainsQuery, LinkDomainsPage } from "../../../contract/domains.ts";
import { readCursor, toPage } from "../../../contract/page.ts";
import { selectLinkDomainPage } from "../../../db/queries/programs.ts";
import type { ServiceContext } from "../context.ts";
import { loadProgram } from "../programs/load.ts";
import { linkDomainAnswer } from "./answer.ts";

/** A program's link domains by name. @throws ProblemError `program.not_found`; PermissionDenied */
export async function listDomains(
  ctx: ServiceContext,
  programId: string,
  query: DomainsQuery,
): Promise<LinkDomainsPage> {
  await loadProgram(ctx, "program.read", programId);
  const position = readCursor(query.cursor);
  const rows = await selectLinkDomainPage(ctx.db, {
    programId,
    after: String(position?.value ?? ""),
    limit: query.limit + 1,
  });
  return toPage(rows, query.limit, ({ domain }) => ({ value: domain, id: "" }), linkDomainAnswer);
}
