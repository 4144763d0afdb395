/** Affiliates of a small company for tests of the management API, with who looks after them. */
import { env } from "cloudflare:workers";
import { openDb, WriteBatch } from "../../db/batch.ts";
import { affiliates } from "../../db/schema/affiliates.ts";
import { newId } from "../../lib/ids.ts";
import { makePerson, memberOf, person } from "./people.ts";
import { makeSample, SAMPLE_AT } from "./sample.ts";

const db = openDb(env.DB);

type Own = Partial<typeof affiliates.$inferInsert>;

/** Another affiliate; with an account when a name is given. */
export async function addAffiliate(programId: string, own: Own = {}, name?: string) {
  const id = own.id ?? newId("aff");
  const actor = person();
  if (name !== undefined) await makePerson(db, actor, name);
  const batch = new WriteBatch(db);
  batch.insert(affiliates, [
    {
      id,
      programId,
      code: id.slice(-12),
      state: "active",
      createdAt: SAMPLE_AT,
      ...(name === undefined ? {} : { userId: actor.id }),
      ...own,
    },
  ]);
  await batch.commit();
  return { id, actor };
}

/** A sample with a manager of it. */
export async function makeManaged() {
  const sample = await makeSample(db);
  const { id } = sample.organization;
  return { sample, id, manager: memberOf(id, "manager"), programId: sample.program.id };
}
