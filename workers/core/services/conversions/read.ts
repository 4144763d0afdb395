/** One conversion, and why it is credited as it is. */
import type { ConversionDetails, ConversionTrace } from "../../../contract/conversions.ts";
import { isoTime } from "../../../contract/fields.ts";
import { selectTraceHistory } from "../../../db/queries/conversions.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import { type TraceReader, traceInWords } from "../../../domain/trace-words.ts";
import type { ServiceContext } from "../context.ts";
import { type ConversionReader, conversionDetails, readerOf } from "./conversion-answer.ts";
import { findAllowed } from "./find-allowed.ts";

async function findWithTraces(ctx: ServiceContext, id: string) {
  assertAllowed(ctx.actor, "conversion.read");
  const found = await findAllowed(ctx, "conversion.read", id);
  const traces = await selectTraceHistory(ctx.db, id);
  const latest = traces.find(({ revision }) => revision === found.row.revision) ?? null;
  const reader = readerOf(ctx.actor, found.organizationId);
  const words = traceReader(reader, found.row.affiliateId);
  const sentences = latest === null ? [] : traceInWords(latest.trace, words);
  return { found, traces, latest, reader, sentences };
}

/** An affiliate reads about himself alone. */
function traceReader(reader: ConversionReader, creditedTo: string | null): TraceReader {
  if (reader === null) return { role: "merchant" };
  const { affiliateIds } = reader;
  const affiliateId = affiliateIds.find((id) => id === creditedTo) ?? affiliateIds[0] ?? "";
  return { role: "affiliate", affiliateId };
}

/** @throws ProblemError `conversion.not_found`; PermissionDenied */
export async function readConversion(ctx: ServiceContext, id: string): Promise<ConversionDetails> {
  const { found, sentences, reader } = await findWithTraces(ctx, id);
  return conversionDetails(found, sentences, reader);
}

/** @throws ProblemError `conversion.not_found`; PermissionDenied */
export async function readConversionTrace(
  ctx: ServiceContext,
  id: string,
): Promise<ConversionTrace> {
  const { traces, latest, sentences, reader } = await findWithTraces(ctx, id);
  const earlier = traces.filter((one) => one !== latest);
  return {
    conversion_id: id,
    sentences,
    trace: reader === null ? (latest?.trace ?? null) : null,
    earlier:
      reader === null
        ? earlier.map(({ revision, at, trace }) => ({ version: revision, at: isoTime(at), trace }))
        : [],
  };
}
