/** Proves commissions, payouts and ledger equal (design 4.5): bounded steps that go on where one stopped. */
import type { Db } from "../../../db/batch.ts";
import type { Position } from "../../../db/page.ts";
import { nextOrganization, programIdsOf } from "../../../db/queries/books.ts";
import type { Mode } from "../../../domain/mode.ts";
import type { Difference, Walk, WalkScope } from "./walk.ts";
import { WALKS } from "./walks.ts";

/** Where the proof goes on. `unit` counts an organization's walks, of which each has its pages. */
export type BooksPosition = {
  readonly organizationId: string;
  readonly unit: number;
  readonly after: Position | null;
};

/** A difference with whose books it is in. */
export type FoundDifference = Difference & {
  readonly organizationId: string;
  readonly programId: string | null;
  readonly mode: Mode;
};

export type ProvenPart = {
  readonly examined: number;
  readonly differences: readonly FoundDifference[];
  /** `null`: all is proven. */
  readonly position: BooksPosition | null;
};

const MODES: readonly Mode[] = ["live", "test"];
type Unit = { readonly walk: Walk; readonly scope: WalkScope };

/** An organization's walks: its own, then program by program, so that a new program comes last. */
async function unitsOf(db: Db, organizationId: string): Promise<Unit[]> {
  const programIds = await programIdsOf(db, organizationId);
  const own = { organizationId, programId: "" };
  const units = (of: Walk["of"], scope: Omit<WalkScope, "mode">) =>
    WALKS.filter((walk) => walk.of === of).flatMap((walk) =>
      MODES.map((mode) => ({ walk, scope: { ...scope, mode } })),
    );
  return [
    ...units("organization", own),
    ...programIds.flatMap((programId) => units("program", { ...own, programId })),
  ];
}

const startOf = (organizationId: string): BooksPosition => ({
  organizationId,
  unit: 0,
  after: null,
});

/** Walks on within one organization, `pagesMax` pages at most. */
async function proveOrganization(
  db: Db,
  from: BooksPosition,
  pagesMax: number,
): Promise<ProvenPart & { readonly pages: number }> {
  const { organizationId } = from;
  const units = await unitsOf(db, organizationId);
  const differences: FoundDifference[] = [];
  let examined = 0;
  let { unit, after } = from;
  for (let pages = 0; ; pages++) {
    const current = units[unit];
    if (current === undefined) return { pages, examined, differences, position: null };
    if (pages === pagesMax) {
      return { pages, examined, differences, position: { organizationId, unit, after } };
    }
    const { walk, scope } = current;
    const page = await walk.page(db, scope, after);
    const { mode } = scope;
    const programId = scope.programId === "" ? null : scope.programId;
    examined += page.examined;
    differences.push(
      ...page.differences.map((one) => ({ ...one, organizationId, programId, mode })),
    );
    after = page.after;
    if (after === null) unit++;
  }
}

/** The whole books of one organization. */
export async function proveBooksOf(db: Db, organizationId: string): Promise<FoundDifference[]> {
  const { differences } = await proveOrganization(
    db,
    startOf(organizationId),
    Number.POSITIVE_INFINITY,
  );
  return [...differences];
}

/**
 * A part of the proof of the whole installation, organization by organization.
 * @param position where the part before ended; `null` to begin
 * @param pagesMax how many pages are read at most
 */
export async function proveBooks(
  db: Db,
  position: BooksPosition | null,
  pagesMax: number,
): Promise<ProvenPart> {
  const differences: FoundDifference[] = [];
  let examined = 0;
  let left = pagesMax;
  let from = position;
  for (;;) {
    if (from === null) {
      const first = await nextOrganization(db, "");
      if (first === null) return { examined, differences, position: null };
      from = startOf(first);
    }
    const part = await proveOrganization(db, from, left);
    examined += part.examined;
    differences.push(...part.differences);
    left -= part.pages;
    if (part.position !== null) return { examined, differences, position: part.position };
    const next = await nextOrganization(db, from.organizationId);
    if (next === null) return { examined, differences, position: null };
    from = startOf(next);
    if (left === 0) return { examined, differences, position: from };
  }
}
