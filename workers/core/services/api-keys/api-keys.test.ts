import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { apiKeys, auditEvents } from "../../../db/schema/operations.ts";
import { ANONYMOUS, OPERATOR } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { sha256Hex } from "../../../lib/crypto.ts";
import { testContext } from "../../testing/context.ts";
import { makeSample } from "../../testing/sample.ts";
import { authenticateKeyHash } from "./authenticate.ts";
import { createApiKey, type NewApiKey } from "./create.ts";
import { noteUse } from "./note-use.ts";
import { revokeApiKey } from "./revoke.ts";

const db = openDb(env.DB);
async function newKey(changes: Partial<NewApiKey> = {}): Promise<NewApiKey> {
  const { organization, program } = await makeSample(db);
  return {
    organizationId: organization.id,
    programId: program.id,
    mode: "test",
    name: "Staging shop",
    scopes: ["track:write"],
    ...changes,
  };
}
/** The key in the clear, and its row. */
async function createKey(...call: Parameters<typeof createApiKey>) {
  const { key, id } = await createApiKey(...call);
  if (key === null) throw new Error("No key was answered.");
  return { key, id };
}
const rowOf = async (id: string) => (await db.select().from(apiKeys).where(eq(apiKeys.id, id)))[0];

describe("making an API key", () => {
  it("shows the key once, and keeps only its hash", async () => {
    const ctx = testContext({ actor: OPERATOR });
    const { key, id } = await createKey(ctx, await newKey());
    expect(key).toMatch(/^td_test_[A-Za-z0-9_-]{43}$/);
    const kept = await rowOf(id);
    expect(kept?.sha256).toBe(await sha256Hex(key));
    expect(JSON.stringify(kept)).not.toContain(key);
  });

  it("lets its owner in with exactly what it was made for", async () => {
    const ctx = testContext({ actor: OPERATOR });
    const input = await newKey();
    const { key, id } = await createKey(ctx, input);
    const { actor } = await authenticateKeyHash(ctx, await sha256Hex(key), ctx.clock());
    expect(actor).toEqual({
      kind: "api_key",
      id: id,
      organizationId: input.organizationId,
      programId: input.programId,
      mode: "test",
      scopes: ["track:write"],
    });
  });

  it("is written down without the hash", async () => {
    const ctx = testContext({ actor: OPERATOR });
    const { id } = await createKey(ctx, await newKey());
    const [event] = await db.select().from(auditEvents).where(eq(auditEvents.subjectId, id));
    expect(event).toMatchObject({ action: "api_key.create", actorId: "operator" });
    expect(JSON.stringify(event)).not.toContain((await rowOf(id))?.sha256);
  });

  it("is refused for a program of another organization", async () => {
    const ctx = testContext({ actor: OPERATOR });
    const { program } = await makeSample(db);
    await expect(createApiKey(ctx, await newKey({ programId: program.id }))).rejects.toMatchObject({
      code: "program.not_found",
    });
  });

  it("is refused to whoever may not", async () => {
    const ctx = testContext({ actor: ANONYMOUS });
    await expect(createApiKey(ctx, await newKey())).rejects.toThrow(PermissionDenied);
  });
});

describe("revoking an API key", () => {
  it("holds from that moment: a call accepted before it is still good", async () => {
    const ctx = testContext({ actor: OPERATOR });
    const { key, id } = await createKey(ctx, await newKey());
    const hash = await sha256Hex(key);
    const before = ctx.clock();
    ctx.advance(10);
    await revokeApiKey(ctx, id);
    const code = "auth.revoked_key";
    await expect(authenticateKeyHash(ctx, hash, ctx.clock())).rejects.toMatchObject({ code });
    await expect(authenticateKeyHash(ctx, hash, before)).resolves.toMatchObject({
      actor: { id: id },
    });
  });

  it("again changes nothing", async () => {
    const ctx = testContext({ actor: OPERATOR });
    const { id } = await createKey(ctx, await newKey());
    await revokeApiKey(ctx, id);
    const first = await rowOf(id);
    ctx.advance(1_000);
    await revokeApiKey(ctx, id);
    expect(await rowOf(id)).toEqual(first);
  });

  it("of a key that does not exist is refused", async () => {
    const ctx = testContext({ actor: OPERATOR });
    await expect(revokeApiKey(ctx, "key_none")).rejects.toMatchObject({
      code: "api_key.not_found",
    });
  });
});

describe("when a key was last used", () => {
  it("never moves back, and fails in silence", async () => {
    const ctx = testContext({ actor: OPERATOR });
    const input = await newKey();
    const { id } = await createKey(ctx, input);
    const actor = { kind: "api_key", id, ...input } as const;
    noteUse(ctx, { actor, lastUsedAt: null });
    await ctx.settle();
    expect((await rowOf(id))?.lastUsedAt).toBe(ctx.clock());
    const earlier = { ...ctx, clock: () => ctx.clock() - 5 };
    noteUse(earlier, { actor, lastUsedAt: null });
    await ctx.settle();
    expect((await rowOf(id))?.lastUsedAt).toBe(ctx.clock());
  });
});
