/** What stays of every report: a sighting, and the references that its conversion gains. */
import type { Report } from "../../../domain/report.ts";
import type { Run } from "./run.ts";
import { type KnownConversion, referenceKey } from "./world.ts";

/** Anybody may report an order from a browser, and each time say something else: a few are kept. */
const KEPT_OF_BROWSERS_MAX = 20;

/** Keeps that the report was seen and what became of it. */
export function noteSighting(
  run: Run,
  report: Report,
  reportHash: string,
  { row, sightings }: KnownConversion,
  outcome: "created" | "kept" | "replaced",
): void {
  const { trust, externalId } = report;
  const browsers = sightings.filter((seen) => seen.trust === "browser");
  const enough = trust === "browser" && browsers.length >= KEPT_OF_BROWSERS_MAX;
  if (enough && outcome === "kept") return;
  run.changes.sightings.push({
    id: run.newId("sig"),
    conversionId: row.id,
    trust,
    outcome,
    at: run.now,
    externalId,
    reportHash,
  });
  sightings.push({ trust, outcome, reportHash });
}

/** The reference leads to this conversion from now on. */
export function ownReference(
  { world, changes }: Run,
  { row, references }: KnownConversion,
  reference: KnownConversion["references"][number],
): void {
  const { programId, mode, origin, type, eventName, id } = row;
  changes.references.push({
    programId,
    mode,
    origin,
    type,
    eventName,
    conversionId: id,
    ...reference,
  });
  references.push(reference);
  world.byReference.set(referenceKey(row, reference), id);
}
