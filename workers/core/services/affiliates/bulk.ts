/** One change for many affiliates: each by itself, with a result by line. */
import type { AffiliatesBulk, AffiliatesBulkAnswer } from "../../../contract/affiliates.ts";
import type { ProblemError } from "../../../contract/problem.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { idempotencyRecords } from "../../../db/schema/operations.ts";
import { assertAllowed } from "../../../domain/permission.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { problemOf } from "../refused.ts";
import { changeAffiliateState } from "./change-state.ts";
import { changeTags } from "./change-tags.ts";

/** An invocation has at most six connections open (Cloudflare's limits of Workers). */
const AT_ONCE = 5;

type Line = AffiliatesBulkAnswer["results"][number];

const lineOf = (id: string, refused: Refused | null): Line => ({
  affiliate_id: id,
  ok: refused === null,
  code: refused?.error.code ?? null,
});

function changeOne(ctx: ServiceContext, id: string, bulk: AffiliatesBulk): Promise<unknown> {
  switch (bulk.action) {
    case "tag":
      return changeTags(ctx, id, { add: bulk.tag });
    case "untag":
      return changeTags(ctx, id, { remove: bulk.tag });
    default:
      return changeAffiliateState(ctx, {
        affiliateId: id,
        step: bulk.action,
        reason: bulk.reason,
      });
  }
}

type Refused = { readonly error: ProblemError };

async function tryOne(
  ctx: ServiceContext,
  affiliateId: string,
  bulk: AffiliatesBulk,
): Promise<Refused | null> {
  try {
    await changeOne(ctx, affiliateId, bulk);
    return null;
  } catch (error) {
    const refusal = problemOf(error);
    if (refusal === null) throw error;
    return { error: refusal };
  }
}

const NOT_THEIRS: ReadonlySet<string> = new Set(["affiliate.not_found", "auth.not_allowed"]);

/** A call that is about nothing of the caller's is refused as a whole, as a call about one would be. */
function assertTheirs(outcomes: readonly (Refused | null)[]): void {
  const [first] = outcomes;
  const isTheirs = outcomes.some((one) => one === null || !NOT_THEIRS.has(one.error.code));
  if (!isTheirs && first) throw first.error;
}

/**
 * Approves, rejects, suspends, tags or untags up to 100 affiliates. One that cannot be changed holds up no
 * other. An id that is named twice is changed once.
 * @throws ProblemError `affiliate.not_found`, `auth.not_allowed` when that is so of all of them
 */
export async function changeAffiliates(
  ctx: ServiceContext,
  bulk: AffiliatesBulk,
): Promise<AffiliatesBulkAnswer> {
  assertAllowed(ctx.actor, "affiliate.change_state");
  const each = { ...ctx, idempotency: null, expectedVersion: null };
  const ids = [...new Set(bulk.affiliate_ids)];
  const outcomes: (Refused | null)[] = [];
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const some = ids.slice(start, start + AT_ONCE);
    outcomes.push(...(await Promise.all(some.map((id) => tryOne(each, id, bulk)))));
  }
  assertTheirs(outcomes);
  const answer = { results: ids.map((id, index) => lineOf(id, outcomes[index] ?? null)) };
  const batch = new WriteBatch(ctx.db);
  batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, answer));
  await batch.commit();
  return answer;
}
