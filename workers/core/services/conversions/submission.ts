/** A report on its way into the books, with what was checked before anything is loaded. */

import { splitTouches } from "../../../domain/click-token.ts";
import { foldCouponCode } from "../../../domain/coupon.ts";
import type { Report } from "../../../domain/report.ts";
import {
  sha256Hex,
  type TokenKeys,
  type VerifiedClickToken,
  verifyClickToken,
} from "../../../lib/crypto.ts";
import type { IdempotencyRequest } from "../context.ts";

export type Submission = {
  readonly report: Report;
  /** SHA-256 of what the report says, hex: the same report again is known by it. */
  readonly hash: string;
  readonly tokens: readonly VerifiedClickToken[];
  /** Folded coupon codes in the order of the report. */
  readonly codes: readonly string[];
  readonly idempotency: IdempotencyRequest | null;
};

/** Verifies the tokens of a report (several at once) and hashes it. */
export async function prepareSubmission(
  report: Report,
  keys: TokenKeys,
  idempotency: IdempotencyRequest | null,
): Promise<Submission> {
  const [hash, tokens] = await Promise.all([
    sha256Hex(JSON.stringify(whatItSays(report))),
    verifyTouches(report.touches, keys, report.acceptedAt),
  ]);
  const codes = report.coupons.map(({ code }) => foldCouponCode(code));
  return { report, hash, tokens, codes, idempotency };
}

/** A string that is no pair of tokens counts as one malformed token, so that the trace can say so. */
export async function verifyTouches(
  touches: string,
  keys: TokenKeys,
  now: number,
): Promise<VerifiedClickToken[]> {
  if (touches === "") return [];
  const tokens = splitTouches(touches);
  if (tokens.length === 0) return [{ ok: false, reason: "malformed" }];
  return Promise.all(tokens.map((token) => verifyClickToken(token, keys, now)));
}

/** Without the ids and times that a repetition of the same report would have anew. */
function whatItSays(report: Report): unknown {
  const { conversionId: _, acceptedAt, occurredAt, bulk: __, ...facts } = report;
  return { ...facts, occurredAt: occurredAt === acceptedAt ? null : occurredAt };
}
