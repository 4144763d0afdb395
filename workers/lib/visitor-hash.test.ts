import { describe, expect, it } from "vitest";
import { createVisitorHasher } from "./visitor-hash.ts";

const SECRET = Buffer.alloc(32, 3).toString("base64url");
const NOON = Date.UTC(2026, 10, 24, 12);
const { visitorHash, splitHash } = createVisitorHasher(SECRET);
const visitor = await visitorHash("192.0.2.1", "Firefox", "prog_a", NOON);

describe("a visitor", () => {
  it("is 8 bytes in base64url, and nothing of the address", () => {
    expect(visitor).toMatch(/^[A-Za-z0-9_-]{11}$/);
  });

  it.each([
    ["later the same UTC day", "192.0.2.1", "Firefox", "prog_a", NOON + 11 * 3_600_000, true],
    ["on the next UTC day", "192.0.2.1", "Firefox", "prog_a", NOON + 12 * 3_600_000, false],
    ["from another address", "192.0.2.2", "Firefox", "prog_a", NOON, false],
    ["with another browser", "192.0.2.1", "Chrome", "prog_a", NOON, false],
    ["in another program", "192.0.2.1", "Firefox", "prog_b", NOON, false],
    ["with parts that only join alike", "192.0.2.1F", "irefox", "prog_a", NOON, false],
  ])("%s", async (_, ip, userAgent, program, at, same) => {
    expect((await visitorHash(ip, userAgent, program, at)) === visitor).toBe(same);
  });

  it("is the same after the day went there and back", async () => {
    await visitorHash("192.0.2.1", "Firefox", "prog_a", NOON + 86_400_000);
    expect(await visitorHash("192.0.2.1", "Firefox", "prog_a", NOON)).toBe(visitor);
  });

  it("is another one under another secret", async () => {
    const other = createVisitorHasher(Buffer.alloc(32, 4).toString("base64url"));
    expect(await other.visitorHash("192.0.2.1", "Firefox", "prog_a", NOON)).not.toBe(visitor);
  });

  it("draws the same number for a link's split on every day, another one for another link", async () => {
    const drawn = await splitHash("192.0.2.1", "Firefox", "link_a");
    const again = await createVisitorHasher(SECRET).splitHash("192.0.2.1", "Firefox", "link_a");
    expect(again).toBe(drawn);
    expect(await splitHash("192.0.2.1", "Firefox", "link_b")).not.toBe(drawn);
    expect(Number.isInteger(drawn) && drawn >= 0 && drawn < 2 ** 32).toBe(true);
  });
});
