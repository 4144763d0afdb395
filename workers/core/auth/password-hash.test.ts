import { describe, expect, it } from "vitest";
import { hashPassword, isPasswordOf } from "./password-hash.ts";

describe("a password's hash", () => {
  it("is of that password alone", async () => {
    const hash = await hashPassword("correct horse battery");
    expect(await isPasswordOf(hash, "correct horse battery")).toBe(true);
    expect(await isPasswordOf(hash, "correct horse batterz")).toBe(false);
    expect(await isPasswordOf(hash, "")).toBe(false);
  });

  it("is salted, names its cost, and shows nothing of the password", async () => {
    const [first, second] = await Promise.all([
      hashPassword("secret word"),
      hashPassword("secret word"),
    ]);
    expect(first).not.toBe(second);
    expect(first).toMatch(/^scrypt-16384-8-5\$[A-Za-z0-9_-]{22}\$[A-Za-z0-9_-]{43}$/);
    expect(first).not.toContain("secret");
  });

  it("is the same however the letters are composed", async () => {
    const hash = await hashPassword("Zu\u0308rich am See");
    expect(await isPasswordOf(hash, "Zürich am See")).toBe(true);
  });

  it.each(["", "plain text", "scrypt-1-8-5$AAAA$AAAA", "scrypt-16384-8-5$!$!", "$$$"])(
    "is not %j, and nothing throws",
    async (stored) => {
      expect(await isPasswordOf(stored, "anything at all")).toBe(false);
    },
  );
});
