import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { NewMail } from "../../../contract/mails.ts";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { findMail } from "../../../db/queries/mails.ts";
import { countOutbox } from "../../../db/queries/outbox.ts";
import { mails } from "../../../db/schema/mails.ts";
import { outbox } from "../../../db/schema/operations.ts";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { testContext } from "../../testing/context.ts";
import { runDueOutbox, sendSoon } from "../outbox/run-due.ts";
import { addMail } from "./add-mail.ts";
import { queueMail } from "./queue-mail.ts";

const db = openDb(env.DB);
const WELCOME: NewMail = {
  kind: "welcome",
  to: "ada@shop.example",
  params: { name: "Ada", path: "/?token=secret" },
};

beforeEach(async () => {
  await db.delete(outbox);
  await db.delete(mails);
});

/** A queue that keeps what it is sent, or refuses while `broken`. */
function queueIn(ctx: ReturnType<typeof testContext>, broken = false) {
  const sent: unknown[] = [];
  const send = async (body: unknown) => {
    if (broken) throw new Error("the queue is down");
    sent.push(body);
  };
  const MAILS_QUEUE = { send } as unknown as Queue;
  return { sent, ctx: { ...ctx, env: { ...ctx.env, MAILS_QUEUE } } };
}

describe("a mail that a use case asks for", () => {
  it("waits in the log, and its id alone goes through outbox and queue", async () => {
    const test = testContext({ actor: ANONYMOUS });
    const { ctx, sent } = queueIn(test);
    const id = await queueMail(ctx, { ...WELCOME, userId: "usr_1", locale: "de" });
    expect(await findMail(db, id)).toMatchObject({
      kind: "welcome",
      toAddress: "ada@shop.example",
      userId: "usr_1",
      organizationId: null,
      programId: null,
      locale: "de",
      params: WELCOME.params,
      state: "queued",
      attempts: 0,
      sentAt: null,
    });
    await test.settle();
    expect(sent).toEqual([{ mail_id: id }]);
    expect(await countOutbox(db)).toBe(0);
  });

  it("is English when nobody says otherwise", async () => {
    const id = await queueMail(testContext(), WELCOME);
    expect(await findMail(db, id)).toMatchObject({ locale: "en" });
  });

  it("leaves no word of it in the outbox", async () => {
    const { ctx } = queueIn(testContext(), true);
    await queueMail(ctx, WELCOME);
    const [row] = await db.select().from(outbox);
    expect(JSON.stringify(row)).not.toMatch(/ada|secret|shop/i);
  });

  it("fails nobody's request while the queue is down, and is sent when it is back", async () => {
    const test = testContext();
    const down = queueIn(test, true);
    const id = await queueMail(down.ctx, WELCOME);
    await test.settle();
    expect(await countOutbox(db)).toBe(1);
    const up = queueIn(test);
    test.advance(60_000);
    await runDueOutbox(up.ctx);
    expect(up.sent).toEqual([{ mail_id: id }]);
  });

  it.each([
    ["an address that is none", { ...WELCOME, to: "ada" }],
    ["a link to elsewhere", { ...WELCOME, params: { name: "Ada", path: "//evil.example" } }],
    ["parameters of another kind", { ...WELCOME, kind: "account_locked" } as unknown as NewMail],
  ])("is refused for %s, and nothing is written", async (_, mail) => {
    await expect(queueMail(testContext(), mail)).rejects.toThrow();
    expect(await db.$count(mails)).toBe(0);
    expect(await countOutbox(db)).toBe(0);
  });
});

describe("a mail that is part of a write", () => {
  it("is written with it", async () => {
    const test = testContext();
    const { ctx, sent } = queueIn(test);
    const batch = new WriteBatch(db);
    const row = addMail(batch, ctx, WELCOME);
    expect(await db.$count(mails)).toBe(0);
    await batch.commit();
    sendSoon(ctx, [row]);
    await test.settle();
    expect(sent).toEqual([{ mail_id: row.subjectId }]);
  });

  it("is not written when the write is not", async () => {
    const ctx = testContext();
    const batch = new WriteBatch(db);
    addMail(batch, ctx, WELCOME);
    batch.assertUnchanged(sql`select 1`, 2);
    await expect(batch.commit()).rejects.toThrow();
    expect(await db.$count(mails)).toBe(0);
    expect(await countOutbox(db)).toBe(0);
  });
});
