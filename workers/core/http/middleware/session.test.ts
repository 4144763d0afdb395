import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { members, platformAdmins } from "../../../db/schema/members.ts";
import type { UserActor } from "../../../domain/actor.ts";
import { secretOf, totpCode } from "../../testing/authenticator.ts";
import { openBrowser, PASSWORD, signInAsNew } from "../../testing/browser.ts";
import { makeSample, SAMPLE_AT } from "../../testing/sample.ts";
import { holdTime, MINUTE } from "../../testing/travel.ts";
import type { AppEnv } from "../app-env.ts";
import { onError, onNotFound } from "../problem.ts";
import { auth } from "../routes/auth.ts";
import { authenticate } from "./authenticate.ts";
import { openContext, requestId } from "./request.ts";
import { requireFresh } from "./session.ts";

const db = openDb(env.DB);
const time = holdTime();

/** Says who calls; `/sensitive` asks for a fresh session. */
const app = new Hono<AppEnv>();
app.onError(onError);
app.notFound(onNotFound);
app.use(requestId, openContext);
app.route("/api/auth", auth);
app.use("/api/v1/*", authenticate);
app.on(["GET", "POST"], "/api/v1/who", (c) => c.json(c.var.ctx.actor));
app.post("/api/v1/sensitive", requireFresh, (c) => c.json(c.var.ctx.actor));

const open = (options: Parameters<typeof openBrowser>[0] = {}) => openBrowser({ app, ...options });
const who = async (browser: ReturnType<typeof open>, headers = {}) =>
  (await (await browser.call("/api/v1/who", { headers })).json()) as UserActor;
const codeOf = async (answer: Response) => ((await answer.json()) as { code?: string }).code;

describe("the actor", () => {
  it("is nobody without a cookie, and where it is none of ours", async () => {
    const browser = open();
    expect(await who(browser)).toEqual({ kind: "anonymous" });
    browser.cookies.set("trackdesk.session_token", "made-up.AAAA");
    expect(await who(browser)).toEqual({ kind: "anonymous" });
  });

  it("is the person who is signed in, with what they are now", async () => {
    const browser = open();
    const { user, session } = await signInAsNew(browser);
    const merchant = await makeSample(db);
    const elsewhere = await makeSample(db, { affiliate: { userId: user.id } });
    const nobodyYet = {
      kind: "user",
      id: user.id,
      sessionId: session.id,
      twoFactor: false,
      platformAdmin: false,
    };
    expect(await who(browser)).toMatchObject({ ...nobodyYet, teams: [] });
    const batch = new WriteBatch(db);
    batch.insert(members, [
      {
        organizationId: merchant.organization.id,
        userId: user.id,
        role: "owner",
        createdAt: SAMPLE_AT,
      },
    ]);
    await batch.commit();
    expect(await who(browser)).toMatchObject({
      ...nobodyYet,
      teams: [
        { organizationId: merchant.organization.id, role: "owner", requiresTwoFactor: false },
      ],
      affiliates: [
        {
          affiliateId: elsewhere.affiliate.id,
          programId: elsewhere.program.id,
          organizationId: elsewhere.organization.id,
        },
      ],
    });
  });

  it("has two factors once the second is on", async () => {
    const browser = open();
    await signInAsNew(browser);
    const { json } = await browser.auth("/two-factor/enable", { password: PASSWORD });
    const code = await totpCode(secretOf(String(json.totp_uri)), Date.now());
    expect(await who(browser)).toMatchObject({ twoFactor: false });
    await browser.auth("/two-factor/confirm", { code });
    expect(await who(browser)).toMatchObject({ twoFactor: true });
  });

  it("is the key's owner where a key is sent, whatever the cookie", async () => {
    const browser = open();
    await signInAsNew(browser);
    const { key, apiKey } = await makeSample(db);
    expect(await who(browser, { authorization: `Bearer ${key}` })).toMatchObject({
      kind: "api_key",
      id: apiKey.id,
    });
    const wrong = await browser.call("/api/v1/who", { headers: { authorization: "Bearer x" } });
    expect(await codeOf(wrong)).toBe("auth.invalid_key");
  });
});

describe("a change by cookie", () => {
  it.each([
    ["from another site", { origin: "https://evil.example" }, "auth.wrong_origin"],
    ["from nowhere", { origin: null }, "auth.wrong_origin"],
    ["without the session's token", { "x-csrf-token": null }, "auth.invalid_csrf_token"],
  ])("%s is refused", async (_, headers, code) => {
    const browser = open();
    await signInAsNew(browser);
    const answer = await browser.call("/api/v1/who", { body: {}, headers });
    expect([answer.status, await codeOf(answer)]).toEqual([403, code]);
  });

  it("from our page, with the session's token, is made", async () => {
    const browser = open();
    const { user } = await signInAsNew(browser);
    const answer = await browser.call("/api/v1/who", { body: {} });
    expect(await answer.json()).toMatchObject({ id: user.id });
  });

  it("needs no token where a key makes it: no page can send that header", async () => {
    const { key } = await makeSample(db);
    const headers = { authorization: `Bearer ${key}`, origin: null };
    expect((await open().call("/api/v1/who", { body: {}, headers })).status).toBe(200);
  });
});

describe("what is sensitive", () => {
  const sensitive = (browser: ReturnType<typeof open>, headers = {}) =>
    browser.call("/api/v1/sensitive", { body: {}, headers });

  it("is refused 15 minutes after signing in, until it is confirmed who asks", async () => {
    const browser = open();
    await signInAsNew(browser);
    expect((await sensitive(browser)).status).toBe(200);
    time.pass(15 * MINUTE);
    const late = await sensitive(browser);
    expect([late.status, await codeOf(late)]).toEqual([403, "auth.not_fresh"]);
    await browser.auth("/step-up", { password: PASSWORD });
    expect((await sensitive(browser)).status).toBe(200);
    time.pass(15 * MINUTE);
    expect((await sensitive(browser)).status).toBe(403);
  });

  it("is confirmed in one browser, and not in another", async () => {
    const [one, other] = [open(), open()];
    const { email } = await signInAsNew(one);
    await other.auth("/sign-in/email", { email, password: PASSWORD });
    time.pass(16 * MINUTE);
    await one.auth("/step-up", { password: PASSWORD });
    expect((await sensitive(one)).status).toBe(200);
    expect((await sensitive(other)).status).toBe(403);
  });

  it("is not asked of a key", async () => {
    const { key } = await makeSample(db);
    const headers = { authorization: `Bearer ${key}` };
    expect((await sensitive(open(), headers)).status).toBe(200);
  });
});

describe("a platform admin", () => {
  const bindings = { ADMIN_ADDRESSES: "203.0.113.0/24" } as unknown as Partial<Cloudflare.Env>;

  it.each([
    ["from an allowed address", { bindings, address: "203.0.113.7" }, true],
    ["from another address", { bindings, address: "198.51.100.1" }, false],
    ["from an address that is not told", { bindings }, false],
    ["from anywhere, where no address is named", { address: "198.51.100.1" }, true],
  ])("%s", async (_, options, isAdmin) => {
    const browser = open(options);
    const { user } = await signInAsNew(browser);
    const batch = new WriteBatch(db);
    const createdAt = SAMPLE_AT;
    batch.insert(platformAdmins, [{ userId: user.id, createdBy: "operator", createdAt }]);
    await batch.commit();
    expect(await who(browser)).toMatchObject({ id: user.id, platformAdmin: isAdmin });
  });
});
