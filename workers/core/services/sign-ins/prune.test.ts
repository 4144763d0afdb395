import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { knownDevices, sessions, signInThrottles, verifications } from "../../../db/schema/auth.ts";
import { users } from "../../../db/schema/users.ts";
import { newId } from "../../../lib/ids.ts";
import { testContext } from "../../testing/context.ts";
import { pruneSignIns } from "./prune.ts";

const db = openDb(env.DB);
const NOW = Date.UTC(2026, 2, 2, 3);
const DAY = 24 * 60 * 60_000;

/** What one person left behind, all of it ending at `at`. */
async function leaveBehind(at: number, sessionsLeft = 1) {
  const userId = newId("usr");
  const name = newId("req");
  const times = { createdAt: 1, updatedAt: 1 };
  const batch = new WriteBatch(db);
  batch.insert(users, [{ id: userId, name, email: `${name}@example.com`, ...times }]);
  batch.insert(
    sessions,
    Array.from({ length: sessionsLeft }, () => ({
      id: newId("ses"),
      userId,
      token: newId("req"),
      freshAt: 1,
      expiresAt: at,
      ...times,
    })),
  );
  batch.insert(verifications, [
    { id: newId("ver"), identifier: name, value: userId, expiresAt: at, ...times },
  ]);
  batch.insert(signInThrottles, [{ key: name, tries: [1], lockedUntil: 0, expiresAt: at }]);
  batch.insert(knownDevices, [
    { userId, device: "Firefox", country: "", lastSeenAt: at - 365 * DAY },
  ]);
  await batch.commit();
  return { userId, name };
}

describe("every night", () => {
  it("what signing in left behind is deleted, and nothing that still means something", async () => {
    const ended = await leaveBehind(NOW - 1);
    const open = await leaveBehind(NOW + 1);
    expect(await pruneSignIns(testContext({}, NOW))).toBe(4);
    const left = JSON.stringify([
      await db.select().from(sessions),
      await db.select().from(verifications),
      await db.select().from(signInThrottles),
      await db.select().from(knownDevices),
    ]);
    expect(left).not.toContain(ended.userId);
    expect(left).not.toContain(ended.name);
    expect(left.split(open.userId)).toHaveLength(1 + 3);
    expect(await pruneSignIns(testContext({}, NOW))).toBe(0);
  });

  it("more than a step's worth goes", async () => {
    await leaveBehind(NOW - 1, 2_100);
    expect(await pruneSignIns(testContext({}, NOW))).toBe(2_103);
  });

  it("persons stay", async () => {
    const { userId } = await leaveBehind(NOW - 1);
    await pruneSignIns(testContext({}, NOW));
    expect(JSON.stringify(await db.select().from(users))).toContain(userId);
  });
});
