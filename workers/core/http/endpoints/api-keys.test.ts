import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { apiKeys, idempotencyRecords } from "../../../db/schema/operations.ts";
import { sha256Hex } from "../../../lib/crypto.ts";
import { callApi } from "../../testing/api.ts";
import { affiliateOf, keyOf, memberOf } from "../../testing/people.ts";
import { makeSample } from "../../testing/sample.ts";

const db = openDb(env.DB);
const body = { name: "Shop", mode: "live", scopes: ["track:write"] };

async function makeOwner() {
  const sample = await makeSample(db);
  const { id } = sample.organization;
  return { sample, id, owner: memberOf(id), path: `/organizations/${id}/api-keys` };
}

describe("an API key", () => {
  it("is shown when it is made, and never again", async () => {
    const { owner, path } = await makeOwner();
    const made = await callApi(path, { actor: owner, body });
    expect(made).toMatchObject({ status: 201, body: { name: "Shop", program_id: null } });
    const { id, key } = made.body;
    expect(key).toMatch(/^td_live_[A-Za-z0-9_-]{43}$/);
    const list = await callApi(path, { actor: owner });
    expect(list.body.data[0]).toMatchObject({ id, last_used_at: null, revoked_at: null });
    expect(list.text).not.toContain(key);
    expect(list.text).not.toContain(await sha256Hex(key));
  });

  it("is kept nowhere, also not for a call that is repeated", async () => {
    const { owner, path, id } = await makeOwner();
    const headers = { "idempotency-key": `k-${id}` };
    const first = await callApi(path, { actor: owner, body, headers });
    const second = await callApi(path, { actor: owner, body, headers });
    expect(second.body).toEqual({ ...first.body, key: null });
    const rows = await db
      .select()
      .from(idempotencyRecords)
      .where(eq(idempotencyRecords.callerId, owner.id));
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(first.body.key);
    expect(await db.$count(apiKeys, eq(apiKeys.organizationId, id))).toBe(2);
  });

  it("may be of one program of the organization, and of no other's", async () => {
    const { owner, path, sample } = await makeOwner();
    const foreign = await makeSample(db);
    const own = await callApi(path, {
      actor: owner,
      body: { ...body, program_id: sample.program.id },
    });
    expect(own.body.program_id).toBe(sample.program.id);
    const refused = await callApi(path, {
      actor: owner,
      body: { ...body, program_id: foreign.program.id },
    });
    expect(refused).toMatchObject({ status: 404, body: { code: "program.not_found" } });
  });

  it.each([
    [{ ...body, scopes: ["everything"] }, "scopes[0]"],
    [{ ...body, scopes: [] }, "scopes"],
    [{ ...body, scopes: ["track:write", "track:write"] }, "scopes"],
    [{ ...body, mode: "prod" }, "mode"],
    [{ ...body, name: " " }, "name"],
    [{ ...body, organization_id: "org_00000000000000000000000000" }, "organization_id"],
  ])("is refused as %j", async (wrong, field) => {
    const { owner, path } = await makeOwner();
    const answer = await callApi(path, { actor: owner, body: wrong });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: field }] } });
  });

  it.each(["viewer", "manager"] as const)("is not for a %s", async (role) => {
    const { id, path, sample } = await makeOwner();
    const actor = memberOf(id, role);
    expect((await callApi(path, { actor })).status).toBe(403);
    expect((await callApi(path, { actor, body })).status).toBe(403);
    const revoke = await callApi(`/api-keys/${sample.apiKey.id}/revoke`, {
      actor,
      method: "POST",
    });
    expect(revoke.status).toBe(403);
  });

  it("makes no other key, and is nobody's from outside", async () => {
    const { path, sample } = await makeOwner();
    const foreign = memberOf((await makeSample(db)).organization.id);
    expect((await callApi(path, { actor: keyOf(sample), body })).status).toBe(403);
    expect((await callApi(path, { actor: affiliateOf(sample), body })).status).toBe(404);
    expect((await callApi(path, { actor: foreign, body })).body.code).toBe(
      "organization.not_found",
    );
    const revoke = await callApi(`/api-keys/${sample.apiKey.id}/revoke`, {
      actor: foreign,
      method: "POST",
    });
    expect(revoke).toMatchObject({ status: 404, body: { code: "api_key.not_found" } });
  });

  it("is revoked once, and stays in the list", async () => {
    const { owner, path, sample } = await makeOwner();
    const revoke = () =>
      callApi(`/api-keys/${sample.apiKey.id}/revoke`, { actor: owner, method: "POST" });
    const first = await revoke();
    expect(first.body.revoked_at).not.toBeNull();
    expect((await revoke()).body).toEqual(first.body);
    const list = await callApi(path, { actor: owner });
    expect(list.body.data[0].revoked_at).toBe(first.body.revoked_at);
  });

  it("is found page by page, the newest first", async () => {
    const { owner, path } = await makeOwner();
    for (const name of ["a", "b", "c"]) {
      await callApi(path, { actor: owner, body: { ...body, name } });
    }
    const names: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await callApi(`${path}?limit=1${cursor && `&cursor=${cursor}`}`, {
        actor: owner,
      });
      names.push(page.body.data[0].name);
      cursor = page.body.next_cursor;
    }
    expect(names).toHaveLength(4);
    expect(names.slice(0, 3).sort()).toEqual(["a", "b", "c"]);
  });
});
