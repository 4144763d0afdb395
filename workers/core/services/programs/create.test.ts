import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { newProgramSchema } from "../../../contract/programs.ts";
import { openDb } from "../../../db/batch.ts";
import { programs } from "../../../db/schema/programs.ts";
import { testContext } from "../../testing/context.ts";
import { memberOf } from "../../testing/people.ts";
import { makeSample } from "../../testing/sample.ts";
import { createProgram } from "./create.ts";
import { editProgram } from "./edit.ts";

const db = openDb(env.DB);

async function makeTeam() {
  const { organization, program } = await makeSample(db);
  const as = () => testContext({ actor: memberOf(organization.id) });
  const input = (changes: object = {}) =>
    newProgramSchema.parse({
      organization_id: organization.id,
      name: `Shop ${organization.id.slice(-10)}`,
      currency: "EUR",
      time_zone: "UTC",
      allowed_hosts: ["shop.example"],
      ...changes,
    });
  return { organization, program, as, input };
}

describe("programs made at the same time", () => {
  it("with one name get a slug each", async () => {
    const { as, input } = await makeTeam();
    const made = await Promise.all([1, 2, 3].map(() => createProgram(as(), input())));
    expect(new Set(made.map(({ slug }) => slug)).size).toBe(3);
  });

  it("with one slug: the first has it, the others learn that it is taken", async () => {
    const { as, input, organization } = await makeTeam();
    const slug = organization.id.slice(-12);
    const made = await Promise.allSettled(
      [1, 2, 3].map(() => createProgram(as(), input({ slug }))),
    );
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of made) {
      if (one.status === "rejected") expect(one.reason.code).toBe("program.slug_taken");
    }
    expect(await db.$count(programs, eq(programs.slug, slug))).toBe(1);
  });
});

describe("edits of one program at the same time", () => {
  it("are all kept, one after the other", async () => {
    const { as, program } = await makeTeam();
    await Promise.all([
      editProgram(as(), program.id, { name: "Renamed" }),
      editProgram(as(), program.id, { settings: { hold_days: 3 } }),
      editProgram(as(), program.id, { settings: { approval: "manual" } }),
    ]);
    const [row] = await db.select().from(programs).where(eq(programs.id, program.id));
    expect(row).toMatchObject({
      name: "Renamed",
      settings: { holdDays: 3, approval: "manual" },
      version: 4,
    });
  });
});
