import { env } from "cloudflare:workers";
import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { NewMail } from "../../../contract/mails.ts";
import { openDb } from "../../../db/batch.ts";
import { eraseMailsOfUser, findMail } from "../../../db/queries/mails.ts";
import { mails } from "../../../db/schema/mails.ts";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import {
  type EmailTransport,
  MailRefused,
  type RenderedMail,
} from "../../providers/email/transport.ts";
import { testContext } from "../../testing/context.ts";
import { listKeptMails } from "./inbox.ts";
import { queueMail } from "./queue-mail.ts";
import { sendMail } from "./send.ts";

const db = openDb(env.DB);
const RESET: NewMail = {
  kind: "password_reset",
  to: "ada@shop.example",
  userId: "usr_ada",
  params: { name: "Ada", path: "/reset-password?token=secret", validMinutes: 60 },
};
const LEASE_MS = 4 * 60_000;

beforeEach(async () => {
  await db.delete(mails);
});

/** A transport that keeps what it is given, and does what a test says first. */
function transport(act: (mail: RenderedMail) => Promise<void> | void = () => undefined) {
  const given: RenderedMail[] = [];
  const send: EmailTransport["send"] = async (mail) => {
    given.push(mail);
    await act(mail);
  };
  return { given, send };
}

const failing = (error: Error) =>
  transport(() => {
    throw error;
  });

describe("sending a mail", () => {
  it("renders it, hands it over, and empties what it held", async () => {
    const ctx = testContext();
    const id = await queueMail(ctx, RESET);
    const taken = transport();
    expect(await sendMail(ctx, id, taken)).toBe("sent");
    expect(taken.given).toMatchObject([
      {
        id,
        kind: "password_reset",
        to: "ada@shop.example",
        from: { name: "Trackdesk", address: "no-reply@trackdesk.example" },
        subject: "Choose a new password",
        createdAt: ctx.clock(),
      },
    ]);
    expect(taken.given[0]?.text).toContain(`${ctx.env.BASE_URL}/reset-password?token=secret`);
    expect(await findMail(db, id)).toMatchObject({
      state: "sent",
      params: {},
      attempts: 1,
      sentAt: ctx.clock(),
    });
  });

  it("happens once, however often it is asked for", async () => {
    const ctx = testContext();
    const id = await queueMail(ctx, RESET);
    const taken = transport();
    await sendMail(ctx, id, taken);
    ctx.advance(LEASE_MS * 2);
    expect(await sendMail(ctx, id, taken)).toBe("settled");
    expect(taken.given).toHaveLength(1);
  });

  it("happens once when two consumers have the message at the same time", async () => {
    const ctx = testContext();
    const id = await queueMail(ctx, RESET);
    const inner = transport();
    const outcomes: string[] = [];
    const outer = transport(async () => {
      outcomes.push(await sendMail(ctx, id, inner));
    });
    expect(await sendMail(ctx, id, outer)).toBe("sent");
    expect(outcomes).toEqual(["busy"]);
    expect(inner.given).toEqual([]);
  });

  it("happens again, under the same id, when the sender died before it could mark it", async () => {
    const ctx = testContext();
    const id = await queueMail(ctx, RESET);
    const died = transport();
    await sendMail(ctx, id, died);
    await db
      .update(mails)
      .set({ state: "queued", params: RESET.params, leasedUntil: ctx.clock() + LEASE_MS })
      .where(eq(mails.id, id));
    const second = transport();
    expect(await sendMail(ctx, id, second)).toBe("busy");
    ctx.advance(LEASE_MS + 1);
    expect(await sendMail(ctx, id, second)).toBe("sent");
    expect(second.given[0]).toEqual(died.given[0]);
  });

  it("that fails keeps the mail and says why, without an address", async () => {
    const ctx = testContext();
    const id = await queueMail(ctx, RESET);
    const error = new Error("451 <ada@shop.example> later");
    await expect(sendMail(ctx, id, failing(error))).rejects.toThrow(error);
    expect(await findMail(db, id)).toMatchObject({
      state: "queued",
      params: RESET.params,
      attempts: 1,
      lastError: "451 <(address)> later",
    });
    expect(await sendMail(ctx, id, transport())).toBe("sent");
  });

  it("to whom refuses for good has failed, and holds no link any more", async () => {
    const ctx = testContext();
    const id = await queueMail(ctx, RESET);
    expect(await sendMail(ctx, id, failing(new MailRefused("550 unknown")))).toBe("refused");
    expect(await findMail(db, id)).toMatchObject({
      state: "failed",
      params: {},
      lastError: "550 unknown",
    });
    expect(await sendMail(ctx, id, transport())).toBe("settled");
    expect(JSON.stringify(ctx.logged)).not.toMatch(/ada@|secret/);
  });

  it.each([
    ["of a kind that is not known", { kind: "fax" }],
    ["whose parameters do not fit", { params: { name: 1 } }],
    ["whose link leads elsewhere", { params: { ...RESET.params, path: "//evil.example" } }],
  ])("%s is given up, since no try can mend it", async (_, changes) => {
    const ctx = testContext();
    const id = await queueMail(ctx, RESET);
    await db.update(mails).set(changes).where(eq(mails.id, id));
    expect(await sendMail(ctx, id, transport())).toBe("refused");
    expect(await findMail(db, id)).toMatchObject({ state: "failed", params: {} });
  });

  it("in a language that is not known any more is English", async () => {
    const ctx = testContext();
    const id = await queueMail(ctx, RESET);
    await db.update(mails).set({ locale: "tlh" }).where(eq(mails.id, id));
    const taken = transport();
    await sendMail(ctx, id, taken);
    expect(taken.given[0]?.subject).toBe("Choose a new password");
  });

  it("that was deleted meanwhile is no trouble", async () => {
    expect(await sendMail(testContext(), "mail_none", transport())).toBe("settled");
  });

  it("is for the product alone", async () => {
    const ctx = testContext({ actor: ANONYMOUS });
    await expect(sendMail(ctx, "mail_none", transport())).rejects.toThrow(PermissionDenied);
  });

  it("by the transport of the configuration comes to the development inbox", async () => {
    const ctx = testContext();
    const id = await queueMail(ctx, { ...RESET, to: "inbox@shop.example" });
    await sendMail(ctx, id);
    const kept = await listKeptMails(ctx, { to: "inbox@shop.example" });
    expect(kept.map((mail) => mail.id)).toEqual([id]);
  });
});

describe("a person who is erased", () => {
  it("is in no mail any more, and gets none that still waits", async () => {
    const ctx = testContext();
    const sent = await queueMail(ctx, RESET);
    await sendMail(ctx, sent, transport());
    const waiting = await queueMail(ctx, RESET);
    const other = await queueMail(ctx, { ...RESET, userId: "usr_grace" });
    await db.run(sql`${eraseMailsOfUser("usr_ada")}`);
    expect(await findMail(db, sent)).toMatchObject({ toAddress: "", params: {}, state: "sent" });
    expect(await findMail(db, waiting)).toMatchObject({ toAddress: "", state: "failed" });
    expect(await findMail(db, other)).toMatchObject({ toAddress: RESET.to, state: "queued" });
    const taken = transport();
    expect(await sendMail(ctx, waiting, taken)).toBe("settled");
    expect(taken.given).toEqual([]);
  });
});
