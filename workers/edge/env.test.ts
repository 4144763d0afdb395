import { createExecutionContext } from "cloudflare:test";
import { describe, expect, it, vi } from "vitest";
import { parseSettings } from "./env.ts";
import { health } from "./health.ts";
import { openIsolate } from "./isolate.ts";
import { edgeEnv, send } from "./testing/world.ts";

const variables = {
  CLICK_BUFFER_MS: "1000",
  APP_HOSTS: "localhost, Dash.Example",
  CLICK_TOKEN_KEYS: `1:${"A".repeat(43)}`,
  VISITOR_SECRET: "A".repeat(43),
};

describe("the settings", () => {
  it("are read once, in the form that is needed", () => {
    expect(parseSettings(variables)).toEqual({
      clickBufferMs: 1_000,
      appHosts: new Set(["localhost", "dash.example"]),
      clickTokenKeys: variables.CLICK_TOKEN_KEYS,
      visitorSecret: variables.VISITOR_SECRET,
    });
  });

  it.each([
    ["a missing secret", { VISITOR_SECRET: undefined }, "VISITOR_SECRET is missing"],
    ["an empty secret", { VISITOR_SECRET: "" }, "VISITOR_SECRET is missing"],
    ["a weak secret", { VISITOR_SECRET: "hunter2" }, "VISITOR_SECRET is not 32 bytes"],
    ["a broken secret", { VISITOR_SECRET: `${"A".repeat(42)}B` }, "VISITOR_SECRET is not 32"],
    ["missing keys", { CLICK_TOKEN_KEYS: undefined }, "CLICK_TOKEN_KEYS is missing"],
    ["malformed keys", { CLICK_TOKEN_KEYS: "abc" }, "CLICK_TOKEN_KEYS is not"],
    ["missing hosts", { APP_HOSTS: "" }, "APP_HOSTS is missing"],
    ["a window in words", { CLICK_BUFFER_MS: "soon" }, "CLICK_BUFFER_MS is not 20 to 10000"],
    ["no window", { CLICK_BUFFER_MS: "0" }, "CLICK_BUFFER_MS is not 20 to 10000"],
    ["an endless window", { CLICK_BUFFER_MS: "60000" }, "CLICK_BUFFER_MS is not 20 to 10000"],
  ])("name what is wrong with %s", (_, changes, complaint) => {
    expect(() => parseSettings({ ...variables, ...changes })).toThrow(complaint);
  });

  it("name everything that is missing at once, and no value", () => {
    const attempt = () => parseSettings({ CLICK_BUFFER_MS: "1000", VISITOR_SECRET: "hunter2" });
    expect(attempt).toThrow(/APP_HOSTS is missing.*CLICK_TOKEN_KEYS is missing.*VISITOR_SECRET/);
    expect(attempt).not.toThrow("hunter2");
  });

  it("that are missing answer a plain page, and the log says which", async () => {
    vi.resetModules();
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const { default: worker } = await import("./index.ts");
    const request = new Request("https://go.test/r/x") as Request<
      unknown,
      IncomingRequestCfProperties
    >;
    const env = { ...edgeEnv, VISITOR_SECRET: undefined };
    const response = await worker.fetch(request, env, createExecutionContext());
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("VISITOR_SECRET");
    expect(log.mock.calls[0]?.[0]).toContain("VISITOR_SECRET is missing");
    vi.restoreAllMocks();
  });
});

describe("health", () => {
  it("is good when links can be read", async () => {
    const response = await send("/health");
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: "ok",
      checks: { configuration: "ok", links: "ok" },
    });
  });

  it("is bad when they cannot, asked at most every five seconds", async () => {
    const get = vi.fn().mockRejectedValue(new Error("KV is down"));
    const links = { ...edgeEnv.LINKS, get } as unknown as KVNamespace;
    const isolate = await openIsolate({ ...edgeEnv, LINKS: links });
    vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ["Date"] });
    expect((await health(isolate)).status).toBe(503);
    expect((await health(isolate)).status).toBe(503);
    vi.useRealTimers();
    expect(get).toHaveBeenCalledTimes(1);
  });
});
