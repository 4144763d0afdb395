import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { openDb } from "../../db/batch.ts";
import { findMail } from "../../db/queries/mails.ts";
import { mails } from "../../db/schema/mails.ts";
import { systemActor } from "../../domain/actor.ts";
import { newId } from "../../lib/ids.ts";
import { listDeadLetters } from "../services/dead-letters/list.ts";
import { replayDeadLetter } from "../services/dead-letters/replay.ts";
import { queueMail } from "../services/mails/queue-mail.ts";
import { testContext } from "../testing/context.ts";
import { consumeQueue } from "./index.ts";

const db = openDb(env.DB);
const QUEUE = "trackdesk-mails";
/** The inbox transport's bucket, which refuses. */
const brokenArchive = {
  put: async () => {
    throw new Error("no");
  },
} as unknown as R2Bucket;
const ctx = () => testContext({ actor: systemActor("queue:mails") });

beforeEach(async () => {
  await db.delete(mails);
});

const queued = (context: ReturnType<typeof ctx>, to: string) =>
  queueMail(context, { kind: "welcome", to, params: { name: "Ada", path: "/" } });

async function consume(context: ReturnType<typeof ctx>, bodies: unknown[], queue = QUEUE) {
  const messages = bodies.map((body, index) => ({
    id: `message-${index}`,
    timestamp: new Date(),
    attempts: 3,
    body,
  }));
  const batch = createMessageBatch(queue, messages);
  await consumeQueue(batch, context);
  return getQueueResult(batch, createExecutionContext());
}

describe("the queue of mails", () => {
  it("sends each mail and is done with its message", async () => {
    const context = ctx();
    const ids = await Promise.all(
      ["a", "b", "c"].map((one) => queued(context, `${one}@x.example`)),
    );
    const result = await consume(
      context,
      ids.map((id) => ({ mail_id: id })),
    );
    expect([...result.explicitAcks].sort()).toEqual(["message-0", "message-1", "message-2"]);
    for (const id of ids) expect(await findMail(db, id)).toMatchObject({ state: "sent" });
  });

  it("sends the others when one fails, and has that one again", async () => {
    const context = ctx();
    const [fails, works] = [
      await queued(context, "a@x.example"),
      await queued(context, "b@x.example"),
    ];
    const put = async (key: string, value: string, options: R2PutOptions) => {
      if (key.includes(fails)) throw new Error("no");
      return env.ARCHIVE.put(key, value, options);
    };
    const ARCHIVE = { put } as unknown as R2Bucket;
    const broken = { ...context, env: { ...context.env, ARCHIVE } };
    const result = await consume(broken, [{ mail_id: fails }, { mail_id: works }]);
    expect(result.explicitAcks).toEqual(["message-1"]);
    expect(result.retryMessages).toMatchObject([{ msgId: "message-0" }]);
    expect(await findMail(db, fails)).toMatchObject({ state: "queued", lastError: "no" });
  });

  it.each([
    ["its first failure", "mail_fails", 1, 2],
    ["its fourth failure", "mail_fails", 4, 16],
    ["finding it in somebody else's hands", "mail_busy", 1, 60],
  ])("comes back to a mail after %s", async (_, id, attempts, delaySeconds) => {
    const context = ctx();
    const leasedUntil = id === "mail_busy" ? context.clock() + 60_000 : 0;
    await queued(
      { ...context, newId: (prefix) => (prefix === "mail" ? id : newId(prefix)) },
      "a@x.example",
    );
    await db.update(mails).set({ leasedUntil });
    const retry = vi.fn();
    const message = { id: "message-0", attempts, body: { mail_id: id }, retry };
    const batch = { queue: QUEUE, messages: [message] } as unknown as MessageBatch;
    await consumeQueue(batch, { ...context, env: { ...context.env, ARCHIVE: brokenArchive } });
    expect(retry).toHaveBeenCalledWith({ delaySeconds });
  });

  it("is done with a mail that was sent, refused or deleted", async () => {
    const context = ctx();
    const id = await queued(context, "a@x.example");
    await consume(context, [{ mail_id: id }]);
    const result = await consume(context, [{ mail_id: id }, { mail_id: "mail_none" }]);
    expect(result.explicitAcks).toHaveLength(2);
  });

  it("keeps what is no message of its own", async () => {
    const context = ctx();
    const result = await consume(context, [{ mail: "x" }]);
    expect(result.explicitAcks).toEqual(["message-0"]);
    const { letters } = await listDeadLetters(context, { queue: QUEUE });
    expect(letters).toMatchObject([{ queue: QUEUE, reason: "mail.malformed" }]);
  });
});

describe("a mail that was tried too often", () => {
  it("is kept by its id alone, and sent when it is replayed", async () => {
    const context = ctx();
    const id = await queued(context, "late@x.example");
    await consume(context, [{ mail_id: id }], `${QUEUE}-dead`);
    const { letters } = await listDeadLetters(context, { queue: QUEUE });
    const letter = letters.find(({ reason }) => reason === "retries_exhausted");
    const sent: unknown[] = [];
    const send = async (body: unknown) => {
      sent.push(body);
    };
    const MAILS_QUEUE = { send } as unknown as Queue;
    const replaying = { ...context, env: { ...context.env, MAILS_QUEUE } };
    await replayDeadLetter(replaying, letter?.id ?? "");
    expect(sent).toEqual([{ mail_id: id }]);
    await consume(context, sent);
    expect(await findMail(db, id)).toMatchObject({ state: "sent" });
  });
});
