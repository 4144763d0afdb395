import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { openDb, StaleWriteError, WriteBatch } from "./batch.ts";
import { jobRuns } from "./schema/operations.ts";
import { organizations } from "./schema/organizations.ts";

const db = openDb(env.DB);
const count = async () => (await db.select().from(jobRuns)).length;
const job = (name: string) => ({ job: name, startedAt: 1, dueAt: 1 });

beforeEach(async () => {
  await db.delete(jobRuns);
});

describe("a batch of writes", () => {
  it("inserts many rows by one statement", async () => {
    const batch = new WriteBatch(db);
    batch.insert(
      jobRuns,
      Array.from({ length: 500 }, (_, index) => job(`job ${index}`)),
    );
    expect(batch.size).toBe(1);
    await batch.commit();
    expect(await count()).toBe(500);
  });

  it("inserts what is longer than D1 takes as one text by several", async () => {
    const long = Array.from({ length: 8 }, (_, index) => ({
      ...job(`job ${index}`),
      outcome: "é".repeat(300_000),
    }));
    const batch = new WriteBatch(db);
    batch.insert(jobRuns, long);
    expect(batch.size).toBe(8);
    await batch.commit();
    expect(await count()).toBe(8);
  });

  it("inserts nothing by no statement", () => {
    const batch = new WriteBatch(db);
    batch.insert(jobRuns, []);
    expect(batch.size).toBe(0);
  });

  it("keeps types, defaults and nulls", async () => {
    const batch = new WriteBatch(db);
    batch.insert(organizations, [
      { id: "org_a", name: 'Zoë\'s "Shop"', country: "DE", createdAt: 5 },
      { id: "org_b", name: "B", country: "FR", createdAt: 6 },
    ]);
    batch.insert(jobRuns, [{ ...job("a"), outcome: null }]);
    await batch.commit();
    const [row] = await db.select().from(organizations).where(sql`id = 'org_a'`);
    expect(row).toMatchObject({
      id: "org_a",
      name: 'Zoë\'s "Shop"',
      country: "DE",
      createdAt: 5,
      exclusiveAcrossPrograms: true,
    });
  });

  it("writes nothing when a guarded update finds nothing to change", async () => {
    const batch = new WriteBatch(db);
    batch.insert(jobRuns, [job("a")]);
    batch.guarded(sql`update job_runs set due_at = 2 where job = 'missing'`);
    await expect(batch.commit()).rejects.toThrow(StaleWriteError);
    expect(await count()).toBe(0);
  });

  it("writes everything when the guard holds", async () => {
    const batch = new WriteBatch(db);
    batch.insert(jobRuns, [job("a")]);
    batch.guarded(sql`update job_runs set due_at = 2 where job = 'a' and due_at = 1`);
    await batch.commit();
    expect((await db.select().from(jobRuns))[0]?.dueAt).toBe(2);
  });

  it.each([
    ["a value that is still the same", 0, true],
    ["a value that has changed", 1, false],
  ])("with an assertion on %s", async (_, expected, commits) => {
    const batch = new WriteBatch(db);
    batch.assertUnchanged(sql`select count(*) from job_runs`, expected);
    batch.insert(jobRuns, [job("a")]);
    await (commits ? batch.commit() : expect(batch.commit()).rejects.toThrow(StaleWriteError));
    expect(await count()).toBe(commits ? 1 : 0);
  });

  it("tells a uniqueness conflict as a lost race, and writes nothing else", async () => {
    const first = new WriteBatch(db);
    first.insert(jobRuns, [job("a")]);
    await first.commit();
    const second = new WriteBatch(db);
    second.insert(jobRuns, [job("b")]);
    second.insert(jobRuns, [job("a")]);
    await expect(second.commit()).rejects.toThrow(StaleWriteError);
    expect(await count()).toBe(1);
  });

  it("passes other errors on as they are", async () => {
    const batch = new WriteBatch(db);
    batch.add(sql`insert into no_such_table values (1)`);
    const error = await batch.commit().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(StaleWriteError);
  });
});
