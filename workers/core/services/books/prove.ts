/** The proof of the books for those who may ask: a part for the operator, and the nightly run. */
import { booksPositionSchema } from "../../../contract/books.ts";
import { WriteBatch } from "../../../db/batch.ts";
import {
  type BookProof,
  deleteDifferencesBefore,
  findProof,
  keepProof,
} from "../../../db/queries/book-differences.ts";
import { DAY_MS } from "../../../domain/day.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { deleteInSteps } from "../delete-in-steps.ts";
import type { JobReport } from "../jobs/job.ts";
import { type BooksPosition, type FoundDifference, type ProvenPart, proveBooks } from "./check.ts";

/** A page asks D1 up to four times; an invocation may ask a thousand times. */
const PAGES_PER_PART = 100;
const PARTS_PER_RUN = 2;
const NIGHTLY = "nightly";
/** The proof begins at 03:00 UTC, or as soon after it as somebody runs it. */
const BEGINS_AT_MS = 3 * 3_600_000;

const lastBeginning = (now: number): number =>
  Math.floor((now - BEGINS_AT_MS) / DAY_MS) * DAY_MS + BEGINS_AT_MS;

/**
 * A part of the proof, from `position` on. Writes nothing.
 * @throws PermissionDenied
 */
export function provePart(
  ctx: ServiceContext,
  position: BooksPosition | null,
): Promise<ProvenPart> {
  assertAllowed(ctx.actor, "books.prove");
  return proveBooks(ctx.db, position, PAGES_PER_PART);
}

const differenceRow = (now: number, found: FoundDifference) => ({
  ...found,
  firstFoundAt: now,
  lastFoundAt: now,
});

/** Keeps what a part found; each difference is an error in the log, by which alarms are set off. */
async function keep(ctx: ServiceContext, proof: BookProof, part: ProvenPart): Promise<BookProof> {
  const now = ctx.clock();
  for (const { kind, subjectId, organizationId, facts } of part.differences) {
    ctx.logger.error("books.differ", {
      kind,
      subject_id: subjectId,
      organization_id: organizationId,
      ...facts,
    });
  }
  const kept: BookProof = {
    ...proof,
    finishedAt: part.position === null ? now : null,
    position: part.position,
    examined: proof.examined + part.examined,
    differences: proof.differences + part.differences.length,
  };
  const batch = new WriteBatch(ctx.db);
  keepProof(
    batch,
    kept,
    part.differences.map((found) => differenceRow(now, found)),
  );
  await batch.commit();
  return kept;
}

const reportOf = ({ examined, differences, finishedAt }: BookProof): JobReport => ({
  examined,
  differences,
  finished: finishedAt === null ? "no" : "yes",
});

/**
 * Proves the books once a day, some parts a run, and goes on where the last run stopped. Differences that a
 * whole proof did not find again are forgotten.
 */
export async function proveNightly(ctx: ServiceContext): Promise<JobReport> {
  assertAllowed(ctx.actor, "books.prove");
  const now = ctx.clock();
  const last = await findProof(ctx.db, NIGHTLY);
  const isOld = last === null || last.startedAt < lastBeginning(now);
  if (last !== null && last.finishedAt !== null && !isOld) return reportOf(last);
  let proof: BookProof =
    last !== null && last.finishedAt === null
      ? last
      : {
          name: NIGHTLY,
          startedAt: now,
          finishedAt: null,
          position: null,
          examined: 0,
          differences: 0,
        };
  for (let parts = 0; parts < PARTS_PER_RUN && proof.finishedAt === null; parts++) {
    const position = booksPositionSchema.nullable().parse(proof.position);
    proof = await keep(ctx, proof, await provePart(ctx, position));
  }
  if (proof.finishedAt !== null) {
    await deleteInSteps(ctx, deleteDifferencesBefore, proof.startedAt);
  }
  return reportOf(proof);
}
