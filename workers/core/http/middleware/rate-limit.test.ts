import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { openBrowser, signInAsNew } from "../../testing/browser.ts";
import { makeSample } from "../../testing/sample.ts";

const BY_KEY = '"key";q=1000;w=10';
const BY_ADDRESS = '"address";q=1000;w=10';
const BY_PERSON = `${BY_ADDRESS}, "user";q=1000;w=10`;

/** A limiter that refuses the keys of one kind, and keeps all that it was asked. */
function limiter(refused = "nobody") {
  const asked: string[] = [];
  const limit = async ({ key }: { key: string }) => {
    asked.push(key);
    return { success: !key.startsWith(`${refused}:`) };
  };
  const bindings = { API_RATE_LIMIT: { limit } as RateLimit };
  return { asked, bindings: bindings as unknown as Partial<Cloudflare.Env> };
}
const policyOf = (answer: Response) => answer.headers.get("ratelimit-policy");
const address = "203.0.113.7";

describe("an answer says how it was counted", () => {
  it.each([
    ["a good one", "/api/health", {}, 200],
    ["a refusal", "/api/v1/organizations", {}, 401],
    ["nothing there", "/api/v1/public/programs/nobody", {}, 404],
    ["a refusal to the operator's token", "/api/v1/operator/jobs", {}, 401],
    ["a wrong sign-in", "/api/auth/sign-in/email", { body: {} }, 422],
  ])("by address: %s", async (_, path, call, status) => {
    const { asked, bindings } = limiter();
    const answer = await openBrowser({ address, bindings }).call(path, call);
    expect([answer.status, policyOf(answer)]).toEqual([status, BY_ADDRESS]);
    expect(asked).toEqual([`address:${address}`]);
  });

  it("by address and person, where somebody is signed in", async () => {
    const { asked, bindings } = limiter();
    const browser = openBrowser({ address, bindings });
    const { user } = await signInAsNew(browser);
    expect(policyOf(await browser.call("/api/v1/organizations"))).toBe(BY_PERSON);
    expect(asked).toEqual([`address:${address}`, `user:${user.id}`]);
  });

  it("by key, and not by address: a server's calls come from one", async () => {
    const { key } = await makeSample(openDb(env.DB));
    const { asked, bindings } = limiter();
    const headers = { authorization: `Bearer ${key}` };
    const browser = openBrowser({ address, bindings });
    for (const call of [{ headers }, { headers, body: {} }]) {
      expect(policyOf(await browser.call("/api/v1/links", call))).toBe(BY_KEY);
    }
    expect(policyOf(await browser.call("/api/v1/track/sale", { headers, body: {} }))).toBe(BY_KEY);
    expect(new Set(asked.map((one) => one.slice(0, 4)))).toEqual(new Set(["key:"]));
    expect(asked.join()).not.toContain(key);
  });

  it("not at all, where nothing was counted", async () => {
    expect(policyOf(await openBrowser().call("/api/openapi.json"))).toBeNull();
  });
});

describe("a call too many", () => {
  it.each([
    ["address", "/api/health", {}, BY_ADDRESS],
    ["address", "/api/v1/links", {}, BY_ADDRESS],
    ["address", "/api/v1/operator/jobs", {}, BY_ADDRESS],
    ["address", "/api/auth/sign-in/email", { body: {} }, BY_ADDRESS],
    ["user", "/api/v1/organizations", {}, BY_PERSON],
    ["user", "/api/auth/list-sessions", {}, BY_PERSON],
  ])("by %s is told when to come again: %s", async (refused, path, call, policy) => {
    const browser = openBrowser({ address, bindings: limiter(refused).bindings });
    await signInAsNew(browser);
    const answer = await browser.call(path, call);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "10"]);
    expect(policyOf(answer)).toBe(policy);
    expect(await answer.json()).toMatchObject({ code: "request.rate_limited" });
  });
});
