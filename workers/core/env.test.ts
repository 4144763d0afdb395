import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { ConfigurationError, readEnv } from "./env.ts";

const STRONG = "mSARx2F04OcRmTX3w8HYEf2qilzIEP7h4QZGy-NLPYg";
const OTHER = "EFXPaQeDMAkd2IUsJBMSLn5h32EGcdivrR2RZLTrDOs";
const read = (changes: Record<string, unknown>) =>
  readEnv({ ...env, ...changes } as Cloudflare.Env);

describe("the configuration", () => {
  it("is read once, with bindings as they are and hosts as a set", () => {
    const parsed = readEnv(env);
    expect(parsed).toBe(readEnv(env));
    expect(parsed.API_HOSTS).toEqual(new Set(["localhost", "127.0.0.1"]));
    expect(parsed.LINKS).toBe(env.LINKS);
  });

  it("takes several keys of click tokens", () => {
    expect(read({ CLICK_TOKEN_KEYS: `2:${STRONG}, 1:${OTHER}` }).CLICK_TOKEN_KEYS).toContain("2:");
  });

  it.each([
    ["without a word about it, is from anywhere", undefined, []],
    ["empty, is from anywhere", "", []],
    ["is from an address", "203.0.113.7", [{ address: [203, 0, 113, 7], bits: 32 }]],
    [
      "is from several networks",
      "203.0.113.0/24, ::ffff:198.51.100.1",
      [
        { address: [203, 0, 113, 0], bits: 24 },
        { address: [198, 51, 100, 1], bits: 32 },
      ],
    ],
  ])("lets administration in: %s", (_, text, list) => {
    expect(read({ ADMIN_ADDRESSES: text }).ADMIN_ADDRESSES).toEqual(list);
  });

  it.each([
    ["without a word about it, is five minutes", undefined, 300_000],
    ["is what is asked for", "15000", 15_000],
  ])("says how old clicks in reports may be: %s", (_, text, ms) => {
    expect(read({ CLICK_TOTALS_MS: text }).CLICK_TOTALS_MS).toBe(ms);
  });

  it.each(["14999", "3600001", "soon", ""])("refuses clicks that are %s ms old", (text) => {
    expect(() => read({ CLICK_TOTALS_MS: text })).toThrow("CLICK_TOTALS_MS must be");
  });

  it.each([
    ["a missing secret", { SIGNING_SECRET: undefined }, "SIGNING_SECRET is missing"],
    ["an empty secret, as in the example", { VISITOR_SECRET: "" }, "VISITOR_SECRET must be 32"],
    ["a short secret", { OPERATOR_TOKEN: "hunter2" }, "OPERATOR_TOKEN must be 32 random bytes"],
    ["a secret that only looks long", { SIGNING_SECRET: "A".repeat(43) }, "is not random"],
    ["a click key without an id", { CLICK_TOKEN_KEYS: STRONG }, "CLICK_TOKEN_KEYS must be"],
    ["a click key's id out of range", { CLICK_TOKEN_KEYS: `16:${STRONG}` }, "key id 0-15"],
    ["a click key's id twice", { CLICK_TOKEN_KEYS: `1:${STRONG},1:${OTHER}` }, "each id once"],
    ["an unknown environment", { ENVIRONMENT: "staging" }, "ENVIRONMENT must be development"],
    ["no hosts", { API_HOSTS: "" }, "API_HOSTS must be host names"],
    ["a base URL with a path", { BASE_URL: "https://a.example/x" }, "without a path"],
    ["a base URL that is none", { BASE_URL: "app.example" }, "http(s) origin"],
    ["a network that is none", { ADMIN_ADDRESSES: "10.0.0.0/8,office" }, "must be IP addresses"],
    ["a base URL of another kind", { BASE_URL: "ftp://a.example" }, "http(s) origin"],
  ])("refuses %s and says so", (_, changes, message) => {
    expect(() => read(changes)).toThrow(ConfigurationError);
    expect(() => read(changes)).toThrow(message);
  });

  it("names every fault at once, with the way out", () => {
    const fault = () => read({ SIGNING_SECRET: undefined, ENVIRONMENT: "x" });
    expect(fault).toThrow(/SIGNING_SECRET.*npm run secrets/);
    expect(fault).toThrow(/ENVIRONMENT.*wrangler\.toml/);
  });

  it("never repeats a value, which may be a secret with a typing error", () => {
    expect(() => read({ SIGNING_SECRET: "almost-the-secret" })).not.toThrow("almost-the-secret");
  });
});
