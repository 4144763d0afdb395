import { execFileSync } from "node:child_process";
import process from "node:process";
import { describe, expect, it } from "vitest";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const URI = `otpauth://totp/Trackdesk:ada?secret=${SECRET}&digits=8&period=30`;

/** Test vectors of RFC 6238, appendix B (SHA-1). */
describe("the code of an authenticator", () => {
  it.each([
    [59, "94287082"],
    [1_111_111_109, "07081804"],
    [1_234_567_890, "89005924"],
    [20_000_000_000, "65353130"],
  ])("%i seconds after 1970 is %s", (seconds, code) => {
    const args = ["scripts/totp.mjs", URI, String(seconds * 1000)];
    expect(execFileSync(process.execPath, args, { encoding: "utf8" }).trim()).toBe(code);
  });
});
