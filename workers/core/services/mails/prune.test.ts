import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { findMail } from "../../../db/queries/mails.ts";
import { type MailState, mails } from "../../../db/schema/mails.ts";
import { newId } from "../../../lib/ids.ts";
import { prune } from "../../cron/prune.ts";
import { testContext } from "../../testing/context.ts";
import { KEPT_DAYS, WAITS_DAYS } from "./prune.ts";

const db = openDb(env.DB);
const DAY_MS = 86_400_000;
beforeEach(async () => {
  await db.delete(mails);
});

/** `count` mails that were asked for `days` before now. Answers the id of the first. */
async function asked(now: number, days: number, state: MailState, count = 1): Promise<string> {
  const ids = Array.from({ length: count }, () => newId("mail"));
  const batch = new WriteBatch(db);
  batch.insert(
    mails,
    ids.map((id) => ({
      id,
      kind: "welcome",
      toAddress: "ada@shop.example",
      locale: "en",
      params: { name: "Ada", path: "/" },
      state,
      createdAt: now - days * DAY_MS,
    })),
  );
  await batch.commit();
  return ids[0] ?? "";
}

describe("mails", () => {
  it(`are kept ${KEPT_DAYS} days, and deleted after that`, async () => {
    const ctx = testContext();
    await asked(ctx.clock(), KEPT_DAYS + 1, "sent", 3);
    const kept = await asked(ctx.clock(), KEPT_DAYS, "sent");
    expect(await prune.run(ctx)).toMatchObject({ mails: 3 });
    expect(await db.$count(mails)).toBe(1);
    expect(await findMail(db, kept)).not.toBeNull();
  });

  it("are deleted in steps, however many there are", async () => {
    const ctx = testContext();
    await asked(ctx.clock(), KEPT_DAYS + 1, "failed", 2_300);
    expect(await prune.run(ctx)).toMatchObject({ mails: 2_300 });
    expect(await db.$count(mails)).toBe(0);
  });

  it(`that have waited ${WAITS_DAYS} days are given up, and what they held is emptied`, async () => {
    const ctx = testContext();
    const old = await asked(ctx.clock(), WAITS_DAYS + 1, "queued");
    const young = await asked(ctx.clock(), WAITS_DAYS - 1, "queued");
    await prune.run(ctx);
    expect(await findMail(db, old)).toMatchObject({
      state: "failed",
      params: {},
      lastError: "it waited too long",
    });
    expect(await findMail(db, young)).toMatchObject({ state: "queued", params: { name: "Ada" } });
  });
});
