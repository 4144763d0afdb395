import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { testContext } from "../../testing/context.ts";
import { checkHealth } from "./check.ts";

const broken = <Binding extends object>(binding: Binding, method: keyof Binding): Binding =>
  Object.assign(Object.create(binding), {
    [method]: () => Promise.reject(new Error("the inner reason")),
  });

describe("the health of the installation", () => {
  it("is good when everything answers", async () => {
    const ctx = testContext();
    const up = { ok: true, ms: 0 };
    expect(await checkHealth(ctx)).toEqual({
      ok: true,
      checks: { d1: up, kv: up, r2: up, queues: up },
    });
  });

  it.each([
    ["kv", { LINKS: broken(env.LINKS, "get") }],
    ["r2", { ARCHIVE: broken(env.ARCHIVE, "head") }],
  ])(
    "names %s when that does not answer, and tells the reason only to the log",
    async (name, env) => {
      const ctx = testContext();
      const health = await checkHealth({ ...ctx, env: { ...ctx.env, ...env } });
      expect(health.ok).toBe(false);
      expect(health.checks).toMatchObject({
        [name]: { ok: false, error: "failed" },
        d1: { ok: true },
      });
      expect(JSON.stringify(health)).not.toContain("inner reason");
      expect(JSON.stringify(ctx.logged)).toContain("health.failed");
    },
  );

  it("names D1 when that does not answer", async () => {
    const d1 = {
      prepare: () => {
        throw new Error("D1_ERROR: no");
      },
    } as unknown as D1Database;
    const health = await checkHealth(testContext({ db: openDb(d1) }));
    expect(health).toMatchObject({ ok: false, checks: { d1: { ok: false }, kv: { ok: true } } });
  });

  it("names queues that are not bound", async () => {
    const ctx = testContext();
    const unbound = { ...ctx.env, CLICKS_QUEUE: undefined as unknown as Queue };
    expect(await checkHealth({ ...ctx, env: unbound })).toMatchObject({
      ok: false,
      checks: { queues: { ok: false, error: "missing" } },
    });
  });
});
