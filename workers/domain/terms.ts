/** Terms of a program in versions, and which of them bind an affiliate (rules.md 3). */

export type TermsVersion = {
  readonly termsId: string;
  /** `notice` holds for everybody from its date; `must_accept` waits for each affiliate's consent. */
  readonly kind: "notice" | "must_accept";
  /** UTC ms. Versions are ordered by it. */
  readonly effectiveAt: number;
  /** UTC ms by which a `must_accept` version has to be accepted; a `notice` has none. */
  readonly deadlineAt: number | null;
};

export type TermsAcceptance = { readonly termsId: string; readonly acceptedAt: number };

/** Whether `version`, or one that came after it, was accepted by `at`. */
function accepted(
  version: TermsVersion,
  terms: readonly TermsVersion[],
  acceptances: readonly TermsAcceptance[],
  at: number,
): boolean {
  return acceptances.some((acceptance) => {
    if (acceptance.acceptedAt > at) return false;
    const named = terms.find((candidate) => candidate.termsId === acceptance.termsId);
    return named !== undefined && named.effectiveAt >= version.effectiveAt;
  });
}

/**
 * UTC ms from which terms that were not accepted by `at` stop credit for new customers; `null` when
 * nothing is outstanding. The moment may lie in the future: it is what the edge keeps.
 */
export function termsDueAt(
  terms: readonly TermsVersion[],
  acceptances: readonly TermsAcceptance[],
  at: number,
): number | null {
  let due: number | null = null;
  for (const version of terms) {
    if (version.kind !== "must_accept" || version.deadlineAt === null) continue;
    if (accepted(version, terms, acceptances, at)) continue;
    due = Math.min(due ?? version.deadlineAt, version.deadlineAt);
  }
  return due;
}

/**
 * The version whose rewards are in force for an affiliate at `at`: the latest that is effective and is
 * a notice or was accepted by then. `null` when there is none.
 */
export function termsInForce(
  terms: readonly TermsVersion[],
  acceptances: readonly TermsAcceptance[],
  at: number,
): TermsVersion | null {
  let current: TermsVersion | null = null;
  for (const version of terms) {
    if (version.effectiveAt > at) continue;
    if (version.kind === "must_accept" && !accepted(version, terms, acceptances, at)) continue;
    if (current === null || version.effectiveAt >= current.effectiveAt) current = version;
  }
  return current;
}
