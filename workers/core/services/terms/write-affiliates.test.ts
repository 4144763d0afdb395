import { env } from "cloudflare:workers";
import { eq, inArray } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import type { OutboxRow } from "../../../db/queries/outbox.ts";
import { affiliates } from "../../../db/schema/affiliates.ts";
import { outbox } from "../../../db/schema/operations.ts";
import { newId } from "../../../lib/ids.ts";
import { testContext } from "../../testing/context.ts";
import { makeSample, SAMPLE_AT } from "../../testing/sample.ts";
import { AFFILIATES_PER_STEP, writeProgramAffiliates } from "./write-affiliates.ts";

const db = openDb(env.DB);

const step = (subjectId: string, payload: OutboxRow["payload"] = {}): OutboxRow => ({
  id: newId("obx"),
  kind: "program.write_affiliates",
  subjectId,
  payload,
  createdAt: SAMPLE_AT,
  dueAt: SAMPLE_AT,
  attempts: 0,
  lastError: null,
});

async function makeProgram(count: number) {
  const { program, affiliate } = await makeSample(db);
  const state = "active" as const;
  const rows = Array.from({ length: count - 1 }, () => newId("aff")).map((id) => ({
    id,
    programId: program.id,
    code: id.slice(-12),
    state,
    createdAt: SAMPLE_AT,
  }));
  const batch = new WriteBatch(db);
  batch.insert(affiliates, rows);
  await batch.commit();
  return { programId: program.id, ids: [affiliate.id, ...rows.map(({ id }) => id)].sort() };
}

const nextStep = async (programId: string) => {
  const rows = await db.select().from(outbox).where(eq(outbox.subjectId, programId));
  return rows.find(({ kind }) => kind === "program.write_affiliates") ?? null;
};
const asked = async () => {
  const rows = await db
    .select({ id: outbox.subjectId })
    .from(outbox)
    .where(inArray(outbox.kind, ["affiliate.write"]));
  return rows.map(({ id }) => id);
};

describe("writing all affiliates of a program", () => {
  it("asks for each once, in steps, also of those who joined at the same moment", async () => {
    const { programId, ids } = await makeProgram(AFFILIATES_PER_STEP + 2);
    await writeProgramAffiliates(testContext(), step(programId));
    expect((await asked()).length).toBe(AFFILIATES_PER_STEP);
    const next = await nextStep(programId);
    expect(next).not.toBeNull();
    await writeProgramAffiliates(testContext(), step(programId, next?.payload));
    expect((await asked()).filter((id) => ids.includes(id)).sort()).toEqual(ids);
  });

  it("ends with the last, and asks for nobody of another program", async () => {
    const { programId, ids } = await makeProgram(2);
    const other = await makeProgram(2);
    await expect(writeProgramAffiliates(testContext(), step(programId))).resolves.toBe("done");
    expect(await nextStep(programId)).toBeNull();
    const all = await asked();
    expect(all).toEqual(expect.arrayContaining(ids));
    for (const id of other.ids) expect(all).not.toContain(id);
  });
});
