import { describe, expect, it } from "vitest";
import { parseTokenKeys } from "../../workers/lib/crypto.ts";
import { secretLines } from "../secrets.ts";
import { edgeLines, parseSecrets } from "./dev-vars.ts";

describe("secrets of a local installation", () => {
  it("are read from what `npm run secrets` prints, and are usable", async () => {
    const secrets = parseSecrets(secretLines());
    expect((await parseTokenKeys(secrets.CLICK_TOKEN_KEYS)).signingId).toBe(1);
    expect(secrets.OPERATOR_TOKEN).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it("are different every time", () => {
    expect(secretLines()).not.toBe(secretLines());
  });

  it("that are missing are named, with the way to get them", () => {
    const text = secretLines().replace(/^SIGNING_SECRET.*$/m, 'SIGNING_SECRET=""');
    expect(() => parseSecrets(text)).toThrow(/lacks SIGNING_SECRET\.\n.*npm run secrets/);
    expect(() => parseSecrets("")).toThrow(/CLICK_TOKEN_KEYS, VISITOR_SECRET, SIGNING_SECRET/);
  });

  it("of the edge are those that it shares with core, and no others", () => {
    const secrets = parseSecrets(secretLines());
    const lines = edgeLines(secrets);
    expect(lines).toContain(`CLICK_TOKEN_KEYS="${secrets.CLICK_TOKEN_KEYS}"`);
    expect(lines).toContain(`VISITOR_SECRET="${secrets.VISITOR_SECRET}"`);
    expect(lines).not.toContain(secrets.OPERATOR_TOKEN);
    expect(lines).not.toContain(secrets.SIGNING_SECRET);
  });
});
