/** A query string as a list of pairs that keeps each pair as it was written, so that merging alters none. */

export type QueryPair = {
  /** Decoded. */
  readonly name: string;
  /** As it stood, `name=value`, still encoded. */
  readonly raw: string;
};

/** More than this many parameters are cut off: nobody's campaign needs them. */
const PAIRS_MAX = 100;

/** Decodes a part of a query; a broken escape leaves the text as it is. */
export function decodeQueryPart(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** The pairs of a query string without its `?`; empty ones are left out. */
export function parseQuery(query: string): QueryPair[] {
  const pairs: QueryPair[] = [];
  if (query === "") return pairs;
  for (const raw of query.split("&", PAIRS_MAX)) {
    if (raw === "") continue;
    const equals = raw.indexOf("=");
    pairs.push({ name: decodeQueryPart(equals < 0 ? raw : raw.slice(0, equals)), raw });
  }
  return pairs;
}

/** The decoded value of a pair. */
export function queryValue(pair: QueryPair): string {
  const equals = pair.raw.indexOf("=");
  return equals < 0 ? "" : decodeQueryPart(pair.raw.slice(equals + 1));
}
