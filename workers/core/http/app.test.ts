import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";

const call = (path: string, init?: RequestInit) =>
  exports.default.fetch(`http://localhost:8787${path}`, init);

describe("the API", () => {
  it("reports the health of what it depends on", async () => {
    const answer = await call("/api/health");
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ ok: true, checks: { d1: { ok: true } } });
  });

  it("lists and runs jobs for the operator", async () => {
    const headers = { authorization: `Bearer ${env.OPERATOR_TOKEN}` };
    const run = await call("/api/v1/operator/jobs/sweep-outbox/run", { method: "POST", headers });
    expect(await run.json()).toEqual({
      job: "sweep-outbox",
      ok: true,
      report: { sent: 0, later: 0, failed: 0 },
    });
  });
});
