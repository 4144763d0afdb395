/** The external id of leads and events that bring none (design §3): what they are, and whose. */
import { type ConversionType, IDENTITY_KINDS, type Identity } from "./report.ts";

export type ExternalId =
  | { readonly ok: true; readonly kind: "given"; readonly externalId: string }
  /** `source` is to be hashed: its hash is the id. It names a customer, so it is not stored. */
  | { readonly ok: true; readonly kind: "derived"; readonly source: string }
  | { readonly ok: false; readonly code: "conversion.external_id_required" };

/**
 * The external id of a report. A sale must bring one: two sales of one customer are two. A lead or an
 * event without one happens once for a customer, else once for a click.
 * @param nonce of the click token that the report carries first; `null` for none
 */
export function externalId(report: {
  readonly programId: string;
  readonly type: ConversionType;
  readonly eventName: string;
  readonly externalId: string | null;
  readonly identities: readonly Identity[];
  readonly nonce: string | null;
}): ExternalId {
  const { programId, type, eventName, identities, nonce } = report;
  if (report.externalId) return { ok: true, kind: "given", externalId: report.externalId };
  const required = { ok: false, code: "conversion.external_id_required" } as const;
  if (type === "sale") return required;
  const owner = ownerOf(identities, nonce);
  if (owner === null) return required;
  // JSON keeps the parts apart: no choice of names can make two sources equal.
  const source = JSON.stringify([programId, type, eventName, ...owner]);
  return { ok: true, kind: "derived", source };
}

/** The customer by the identity that comes first in `IDENTITY_KINDS`, in no matter which order; else the click. */
function ownerOf(
  identities: readonly Identity[],
  nonce: string | null,
): readonly [string, string] | null {
  for (const kind of IDENTITY_KINDS) {
    const values = identities.filter((one) => one.kind === kind).map(({ value }) => value);
    const [first] = values.sort();
    if (first !== undefined) return [kind, first];
  }
  return nonce === null ? null : ["click", nonce];
}
