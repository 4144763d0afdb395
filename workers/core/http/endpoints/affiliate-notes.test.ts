import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { auditEvents } from "../../../db/schema/operations.ts";
import { newId } from "../../../lib/ids.ts";
import { callApi } from "../../testing/api.ts";
import { makeManaged } from "../../testing/memberships.ts";
import { affiliateOf, memberOf } from "../../testing/people.ts";

const db = openDb(env.DB);

describe("notes", () => {
  it("are the team's own: written, listed, deleted, and never the affiliate's", async () => {
    const { sample, manager, id } = await makeManaged();
    const path = `/affiliates/${sample.affiliate.id}/notes`;
    const text = "Met at the fair;\nplans a series.";
    const note = await callApi(path, { actor: manager, body: { text } });
    expect(note.body).toMatchObject({ author_id: manager.id, affiliate_id: sample.affiliate.id });
    expect(note.text).not.toContain("fair");
    const viewer = memberOf(id, "viewer");
    const list = await callApi(path, { actor: viewer });
    expect(list.body.data).toMatchObject([{ id: note.body.id, text }]);
    expect((await callApi(path, { actor: affiliateOf(sample) })).status).toBe(403);
    expect((await callApi(path, { actor: memberOf(newId("org")) })).status).toBe(404);
    const one = `${path}/${note.body.id}`;
    expect((await callApi(one, { actor: viewer, method: "DELETE" })).status).toBe(403);
    expect((await callApi(one, { actor: manager, method: "DELETE" })).status).toBe(204);
    const gone = await callApi(one, { actor: manager, method: "DELETE" });
    expect(gone).toMatchObject({ status: 404, body: { code: "note.not_found" } });
    const events = await db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, sample.affiliate.id));
    expect(events).toHaveLength(2);
    expect(JSON.stringify(events)).not.toContain("fair");
  });

  it.each(["", "   ", "x".repeat(4_001), "\u0000"])("are not %j", async (text) => {
    const { sample, manager } = await makeManaged();
    const path = `/affiliates/${sample.affiliate.id}/notes`;
    expect((await callApi(path, { actor: manager, body: { text } })).status).toBe(422);
  });
});
