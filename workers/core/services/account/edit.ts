import { isoTime } from "../../../contract/fields.ts";
import type { MeEdit, MeEditedAnswer } from "../../../contract/me.ts";
import { WriteBatch } from "../../../db/batch.ts";
import { updateUser } from "../../../db/queries/account.ts";
import { idempotencyRecords } from "../../../db/schema/operations.ts";
import type { ServiceContext } from "../context.ts";
import { idempotencyRow } from "../idempotency/idempotency-row.ts";
import { retryLostRace } from "../lost-race.ts";
import { preferencesOf } from "./read.ts";
import { loadOwnAccount } from "./self.ts";

/** Only what was named; a field that is absent stays. */
function changesOf({ time_zone: timeZone, ...edit }: MeEdit) {
  const entries = Object.entries({ ...edit, timeZone });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as {
    name?: string;
    locale?: string | null;
    timeZone?: string | null;
    theme?: "light" | "dark" | null;
  };
}

/**
 * Changes one's own name and preferences. The answer is kept with the Idempotency-Key, so the name is not
 * in it.
 * @throws ProblemError `auth.signed_out`; PermissionDenied
 */
export function editMe(ctx: ServiceContext, edit: MeEdit): Promise<MeEditedAnswer> {
  return retryLostRace(async () => {
    const { user } = await loadOwnAccount(ctx, "account.edit");
    const changes = changesOf(edit);
    const at = ctx.clock();
    const answer = {
      id: user.id,
      preferences: preferencesOf({ ...user, ...changes }),
      updated_at: isoTime(at),
    };
    const batch = new WriteBatch(ctx.db);
    batch.guarded(updateUser(ctx.db, user.id, changes, at));
    batch.insert(idempotencyRecords, idempotencyRow(ctx, 200, answer));
    await batch.commit();
    return answer;
  });
}
