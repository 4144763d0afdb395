import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { auditEvents } from "../../../db/schema/operations.ts";
import { groups } from "../../../db/schema/programs.ts";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { callApi } from "../../testing/api.ts";
import { affiliateOf, keyOf, memberOf } from "../../testing/people.ts";
import { makeSample } from "../../testing/sample.ts";

const db = openDb(env.DB);

async function makeProgram() {
  const sample = await makeSample(db);
  const actor = memberOf(sample.organization.id, "manager");
  const program_id = sample.program.id;
  const create = (name: string, headers = {}) =>
    callApi("/groups", { actor, body: { program_id, name }, headers });
  return { ...sample, program_id, actor, create };
}

describe("a group", () => {
  it("is made, read, and renamed at the version that was read", async () => {
    const { create, actor, program_id } = await makeProgram();
    const made = await create("Podcasters");
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ program_id, name: "Podcasters", version: 1 });
    const path = `/groups/${made.body.id}`;
    const rename = (name: string, version: number) =>
      callApi(path, {
        actor,
        method: "PATCH",
        body: { name },
        headers: { "if-match": `"${version}"` },
      });
    expect((await rename("Radio", 1)).body).toMatchObject({ name: "Radio", version: 2 });
    expect((await rename("TV", 1)).status).toBe(412);
    expect((await rename("Radio", 2)).body.version).toBe(2);
    expect((await callApi(path, { actor })).headers.get("etag")).toBe('"2"');
    const events = await db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, made.body.id));
    expect(events.map(({ after }) => after)).toContainEqual({ name: "Radio" });
  });

  it("has a name of its own in its program", async () => {
    const { create, actor } = await makeProgram();
    await create("Podcasters");
    expect((await create("Podcasters")).body.code).toBe("group.name_taken");
    const other = await create("Radio");
    const renamed = await callApi(`/groups/${other.body.id}`, {
      actor,
      method: "PATCH",
      body: { name: "Podcasters" },
    });
    expect([renamed.status, renamed.body.code]).toEqual([409, "group.name_taken"]);
    expect((await (await makeProgram()).create("Podcasters")).status).toBe(201);
  });

  it("is made once by one Idempotency-Key", async () => {
    const { create, program_id } = await makeProgram();
    const first = await create("Podcasters", { "idempotency-key": "once" });
    const again = await create("Podcasters", { "idempotency-key": "once" });
    expect(again.body).toEqual(first.body);
    expect(await db.$count(groups, eq(groups.programId, program_id))).toBe(1);
  });

  it("is listed by its program, page by page and as CSV", async () => {
    const { create, actor, program_id } = await makeProgram();
    for (const name of ["A", "B", "C"]) await create(name);
    const path = `/groups?program_id=${program_id}`;
    const first = await callApi(`${path}&limit=2`, { actor });
    const second = await callApi(`${path}&limit=2&cursor=${first.body.next_cursor}`, { actor });
    const names = [...first.body.data, ...second.body.data].map(({ name }) => name);
    expect(names).toEqual(["A", "B", "C"]);
    const csv = await callApi(`${path}&format=csv`, { actor });
    expect(csv.text.trim().split("\r\n")).toHaveLength(4);
  });

  it.each<[string, object]>([
    ["no name", { name: "" }],
    ["a name of 101 characters", { name: "x".repeat(101) }],
    ["a number for a name", { name: 7 }],
    ["members", { name: "A", affiliates: [] }],
    ["no program", { program_id: "prog_x", name: "A" }],
  ])("with %s is refused", async (_, changes) => {
    const { actor, program_id } = await makeProgram();
    const { status } = await callApi("/groups", { actor, body: { program_id, ...changes } });
    expect(status).toBe(422);
  });

  it("is the team's: not an affiliate's, a viewer's to change, or anybody else's", async () => {
    const sample = await makeProgram();
    const { body } = await sample.create("Podcasters");
    const path = `/groups/${body.id}`;
    const viewer = memberOf(sample.organization.id, "viewer");
    for (const actor of [viewer, keyOf(sample)]) {
      expect((await callApi(path, { actor })).status).toBe(200);
    }
    const edit = { method: "PATCH", body: { name: "X" } };
    expect((await callApi(path, { ...edit, actor: viewer })).body.code).toBe("auth.not_allowed");
    expect((await callApi(path, { actor: affiliateOf(sample) })).body.code).toBe(
      "auth.not_allowed",
    );
    const other = await makeSample(db);
    for (const actor of [memberOf(other.organization.id), keyOf(other), affiliateOf(other)]) {
      expect((await callApi(path, { actor })).body.code).toBe("group.not_found");
      const listed = await callApi(`/groups?program_id=${sample.program_id}`, { actor });
      expect(listed.body.code).toBe("program.not_found");
    }
    expect((await callApi(path, { actor: ANONYMOUS })).status).toBe(401);
    expect((await callApi("/groups/grp_x", { actor: viewer })).body.code).toBe("group.not_found");
  });
});
