import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { openDb, WriteBatch } from "../../db/batch.ts";
import { jobRuns } from "../../db/schema/operations.ts";
import { watchD1 } from "./watched-d1.ts";

const row = (job: string) => ({ job, startedAt: 1, dueAt: 1 });

it("notes what a batch or a statement changed, once", async () => {
  const { binding, takeWrites } = watchD1(env.DB);
  const db = openDb(binding);
  const batch = new WriteBatch(db);
  batch.insert(jobRuns, [row("a")]);
  await batch.commit();
  expect(takeWrites()).toEqual([expect.stringContaining("insert into")]);
  expect(takeWrites()).toEqual([]);
  await db.insert(jobRuns).values(row("b"));
  await binding.prepare("update job_runs set due_at = ?").bind(2).run();
  expect(takeWrites()).toHaveLength(2);
});

it("notes no reading, nothing that changed no row, and nothing that was rolled back", async () => {
  const { binding, takeWrites } = watchD1(env.DB);
  const db = openDb(binding);
  await db.select().from(jobRuns);
  await binding.prepare("delete from job_runs where job = 'none'").run();
  const batch = new WriteBatch(db);
  batch.insert(jobRuns, [row("c")]);
  batch.insert(jobRuns, [row("c")]);
  await expect(batch.commit()).rejects.toThrow("UNIQUE");
  expect(takeWrites()).toEqual([]);
});
