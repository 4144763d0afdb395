import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../db/batch.ts";
import { twoFactors } from "../../db/schema/auth.ts";
import { users } from "../../db/schema/users.ts";
import { secretOf, totpCode } from "../testing/authenticator.ts";
import { type Browser, mailsTo, openBrowser, PASSWORD, signInAsNew } from "../testing/browser.ts";
import { holdTime, MINUTE } from "../testing/travel.ts";

const db = openDb(env.DB);
const time = holdTime();
const PERIOD = 30_000;

/** Begins to set up a second factor: its secret and backup codes. */
async function setUp(browser: Browser) {
  const { json } = await browser.auth("/two-factor/enable", { password: PASSWORD });
  return { secret: secretOf(String(json.totp_uri)), backupCodes: json.backup_codes as string[] };
}

/** A person with a second factor, signed in. */
async function makeProtected(browser: Browser = openBrowser()) {
  const { email, user } = await signInAsNew(browser);
  const { secret, backupCodes } = await setUp(browser);
  const confirmed = await browser.auth("/two-factor/confirm", {
    code: await totpCode(secret, Date.now()),
  });
  if (confirmed.status !== 200) throw new Error(JSON.stringify(confirmed.json));
  time.pass(2 * PERIOD);
  return { email, id: user.id, secret, backupCodes, browser };
}

const givePassword = (browser: Browser, email: string) =>
  browser.auth("/sign-in/email", { email, password: PASSWORD });
const giveCode = async (browser: Browser, secret: string, at = Date.now()) =>
  browser.auth("/two-factor/verify-totp", { code: await totpCode(secret, at) });
const isSignedIn = async (browser: Browser) => (await browser.get("/get-session")).status === 200;

it("makes the codes of RFC 6238", async () => {
  // Appendix B, SHA-1, cut to six digits; the secret is "12345678901234567890".
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  expect(await totpCode(secret, 59_000)).toBe("287082");
  expect(await totpCode(secret, 1_111_111_109_000)).toBe("081804");
  expect(await totpCode(secret, 20_000_000_000_000)).toBe("353130");
});

describe("setting up the second factor", () => {
  it("asks for the password, shows a secret and ten codes, and is on with the first code", async () => {
    const browser = openBrowser();
    const { email } = await signInAsNew(browser);
    const begun = await browser.auth("/two-factor/enable", { password: PASSWORD });
    expect(begun.status).toBe(200);
    expect(begun.json.totp_uri).toMatch(/^otpauth:\/\/totp\/Trackdesk:.*issuer=Trackdesk/);
    expect(new Set(begun.json.backup_codes as string[]).size).toBe(10);
    expect((await givePassword(openBrowser(), email)).json).toMatchObject({
      two_factor_required: false,
    });
    const code = await totpCode(secretOf(String(begun.json.totp_uri)), Date.now());
    const confirmed = await browser.auth("/two-factor/confirm", { code });
    expect(confirmed).toMatchObject({ status: 200, json: { user: { two_factor: true } } });
    expect(await isSignedIn(browser)).toBe(true);
    expect((await givePassword(openBrowser(), email)).json).toEqual({ two_factor_required: true });
  });

  it("ends the other sessions, which were opened without it", async () => {
    const [browser, other] = [openBrowser(), openBrowser()];
    const { email } = await signInAsNew(browser);
    await givePassword(other, email);
    const { secret } = await setUp(browser);
    await browser.auth("/two-factor/confirm", { code: await totpCode(secret, Date.now()) });
    expect(await isSignedIn(browser)).toBe(true);
    expect(await isSignedIn(other)).toBe(false);
  });

  it.each([
    ["with a wrong password", "/two-factor/enable", { password: "not-it" }, "auth.wrong_password"],
    ["without having begun", "/two-factor/confirm", { code: "123456" }, "auth.two_factor_off"],
  ])("is refused %s", async (_, path, body, code) => {
    const browser = openBrowser();
    await signInAsNew(browser);
    expect((await browser.auth(path, body)).json).toMatchObject({ code });
  });

  it("is refused with a wrong code, and stays off", async () => {
    const browser = openBrowser();
    const { email } = await signInAsNew(browser);
    const { secret } = await setUp(browser);
    const code = await totpCode(secret, Date.now() + 10 * MINUTE);
    expect(await browser.auth("/two-factor/confirm", { code })).toMatchObject({
      status: 403,
      json: { code: "auth.wrong_code" },
    });
    expect((await givePassword(openBrowser(), email)).json).toMatchObject({
      two_factor_required: false,
    });
  });

  it("is refused while it is on", async () => {
    const { browser, secret } = await makeProtected();
    const again = await browser.auth("/two-factor/enable", { password: PASSWORD });
    expect(again).toMatchObject({ status: 409, json: { code: "auth.two_factor_on" } });
    const code = await totpCode(secret, Date.now());
    expect((await browser.auth("/two-factor/confirm", { code })).status).toBe(409);
  });

  it("keeps neither secret nor codes readable", async () => {
    const { id, secret, backupCodes } = await makeProtected();
    const text = JSON.stringify(
      await db.select().from(twoFactors).where(eq(twoFactors.userId, id)),
    );
    for (const shown of [secret, ...backupCodes]) expect(text).not.toContain(shown);
  });

  it("is for nobody who is not signed in", async () => {
    for (const path of ["enable", "confirm", "disable", "generate-backup-codes"]) {
      const answer = await openBrowser().auth(`/two-factor/${path}`, { password: PASSWORD });
      expect(answer).toMatchObject({ status: 401, json: { code: "auth.signed_out" } });
    }
  });
});

describe("signing in with the second factor", () => {
  it("opens no session by the password alone (known mistake 2)", async () => {
    const { email, secret } = await makeProtected();
    const browser = openBrowser();
    const first = await givePassword(browser, email);
    expect(first.json).toEqual({ two_factor_required: true });
    expect([...browser.cookies.keys()]).toEqual(["trackdesk.two_factor"]);
    expect(await isSignedIn(browser)).toBe(false);
    expect(await giveCode(browser, secret)).toMatchObject({
      status: 200,
      json: { two_factor_required: false, user: { email, two_factor: true } },
    });
    expect(await isSignedIn(browser)).toBe(true);
    expect([...browser.cookies.keys()]).toEqual(["trackdesk.session_token"]);
  });

  it("takes a code with a space, and from a clock that is half a minute off", async () => {
    const { email, secret } = await makeProtected();
    const browser = openBrowser();
    await givePassword(browser, email);
    const code = await totpCode(secret, Date.now() - PERIOD);
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
    expect((await browser.auth("/two-factor/verify-totp", { code: spaced })).status).toBe(200);
  });

  it.each([
    ["two minutes old", -4 * PERIOD],
    ["of two minutes from now", 4 * PERIOD],
  ])("refuses a code %s", async (_, off) => {
    const { email, secret } = await makeProtected();
    const browser = openBrowser();
    await givePassword(browser, email);
    const answer = await giveCode(browser, secret, Date.now() + off);
    expect(answer).toMatchObject({ status: 403, json: { code: "auth.wrong_code" } });
    expect(await isSignedIn(browser)).toBe(false);
  });

  it("takes a code once: who looks over a shoulder is late", async () => {
    const { email, secret } = await makeProtected();
    const [owner, thief] = [openBrowser(), openBrowser()];
    await givePassword(owner, email);
    await givePassword(thief, email);
    expect((await giveCode(owner, secret)).status).toBe(200);
    expect((await giveCode(thief, secret)).json).toMatchObject({ code: "auth.wrong_code" });
    time.pass(PERIOD);
    expect((await giveCode(thief, secret)).status).toBe(200);
  });

  it("takes a backup code once", async () => {
    const { email, backupCodes } = await makeProtected();
    const [code = "", other = ""] = backupCodes;
    const give = async (text: string) => {
      const browser = openBrowser();
      await givePassword(browser, email);
      return browser.auth("/two-factor/verify-backup-code", { code: text });
    };
    expect(await give(code)).toMatchObject({ status: 200, json: { user: { email } } });
    expect((await give(code)).json).toMatchObject({ code: "auth.wrong_code" });
    expect((await give(other)).status).toBe(200);
  });

  it("waits ten minutes for the code, and not in another browser", async () => {
    const { email, secret } = await makeProtected();
    const browser = openBrowser();
    await givePassword(browser, email);
    expect((await giveCode(openBrowser(), secret)).json).toMatchObject({
      code: "auth.no_pending_sign_in",
    });
    time.pass(10 * MINUTE + 1_000);
    expect(await giveCode(browser, secret)).toMatchObject({
      status: 401,
      json: { code: "auth.no_pending_sign_in" },
    });
  });

  it("cannot be had without the password, nor with another's cookie", async () => {
    const { secret } = await makeProtected();
    const browser = openBrowser();
    browser.cookies.set("trackdesk.two_factor", "2fa-forged.AAAA");
    expect((await giveCode(browser, secret)).json).toMatchObject({
      code: "auth.no_pending_sign_in",
    });
  });

  it("is for the person who gave the password, though somebody else is signed in", async () => {
    const mine = await makeProtected();
    const theirs = await makeProtected();
    const browser = openBrowser();
    await givePassword(browser, mine.email);
    for (const [name, value] of theirs.browser.cookies) browser.cookies.set(name, value);
    expect((await giveCode(browser, theirs.secret)).json).toMatchObject({
      code: "auth.wrong_code",
    });
    expect((await giveCode(browser, mine.secret)).json).toMatchObject({
      user: { email: mine.email },
    });
  });

  it("ends guessing with the fifth wrong code, whatever the passwords in between", async () => {
    const { email, secret } = await makeProtected();
    const statuses = [];
    for (let round = 0; round < 6; round++) {
      const browser = openBrowser();
      time.pass(1_000);
      const { status } = await givePassword(browser, email);
      if (status === 200) {
        statuses.push((await giveCode(browser, secret, Date.now() + (10 + round) * MINUTE)).status);
      } else statuses.push(status);
    }
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429]);
    expect((await mailsTo(email)).map(({ kind }) => kind)).toContain("account_locked");
  });

  it("counts wrong backup codes with wrong passwords", async () => {
    const { email } = await makeProtected();
    const browser = openBrowser();
    await givePassword(browser, email);
    for (let round = 0; round < 3; round++) {
      const answer = await browser.auth("/two-factor/verify-backup-code", {
        code: `aaaaa-bbbb${round}`,
      });
      expect(answer.status).toBe(403);
    }
    for (let round = 0; round < 2; round++) {
      await browser.auth("/sign-in/email", { email, password: "not-the-password" });
    }
    expect((await givePassword(browser, email)).status).toBe(429);
  });

  it.each(["12345", "1234567", "abcdef", "", null, 123456, "１２３４５６"])(
    "refuses what is no code: %j",
    async (code) => {
      const answer = await openBrowser().auth("/two-factor/verify-totp", { code });
      expect(answer).toMatchObject({ status: 422, json: { code: "request.invalid" } });
    },
  );

  it("knows no device that needs none", async () => {
    const body = { code: "123456", trustDevice: true };
    const answer = await openBrowser().auth("/two-factor/verify-totp", body);
    expect(answer.json).toMatchObject({ errors: [{ path: "trustDevice" }] });
  });
});

describe("turning the second factor off", () => {
  it("asks for the password of somebody who gave a code of late", async () => {
    const { browser, email, id } = await makeProtected();
    const wrong = await browser.auth("/two-factor/disable", { password: "not-the-password" });
    expect(wrong.json).toMatchObject({ code: "auth.wrong_password" });
    const answer = await browser.auth("/two-factor/disable", { password: PASSWORD });
    expect(answer).toMatchObject({ status: 200, json: { user: { two_factor: false } } });
    expect(await isSignedIn(browser)).toBe(true);
    expect(await db.select().from(twoFactors).where(eq(twoFactors.userId, id))).toEqual([]);
    expect((await givePassword(openBrowser(), email)).json).toMatchObject({
      two_factor_required: false,
    });
  });

  it("is refused 15 minutes after the last code, until another is given", async () => {
    const { browser, secret } = await makeProtected();
    time.pass(15 * MINUTE);
    const stale = await browser.auth("/two-factor/disable", { password: PASSWORD });
    expect(stale).toMatchObject({ status: 403, json: { code: "auth.not_fresh" } });
    const codes = await browser.auth("/two-factor/generate-backup-codes", { password: PASSWORD });
    expect(codes.json).toMatchObject({ code: "auth.not_fresh" });
    await browser.auth("/step-up", { code: await totpCode(secret, Date.now()) });
    expect((await browser.auth("/two-factor/disable", { password: PASSWORD })).status).toBe(200);
  });
});

describe("new backup codes", () => {
  it("take the place of the earlier ones", async () => {
    const { browser, email, backupCodes } = await makeProtected();
    const { json } = await browser.auth("/two-factor/generate-backup-codes", {
      password: PASSWORD,
    });
    const codes = json.backup_codes as string[];
    expect(codes).toHaveLength(10);
    const give = async (code: string | undefined) => {
      const other = openBrowser();
      await givePassword(other, email);
      return (await other.auth("/two-factor/verify-backup-code", { code })).status;
    };
    expect([await give(backupCodes[0]), await give(codes[0])]).toEqual([403, 200]);
  });

  it("are not made without a second factor, nor with a wrong password", async () => {
    const plain = openBrowser();
    await signInAsNew(plain);
    const none = await plain.auth("/two-factor/generate-backup-codes", { password: PASSWORD });
    expect(none).toMatchObject({ status: 409, json: { code: "auth.two_factor_off" } });
    const { browser } = await makeProtected();
    const wrong = await browser.auth("/two-factor/generate-backup-codes", { password: "no" });
    expect(wrong.json).toMatchObject({ code: "auth.wrong_password" });
  });
});

describe("confirming that it is you", () => {
  const freshUntil = (json: Record<string, unknown>) =>
    Date.parse((json.session as { fresh_until: string }).fresh_until);

  it("takes the password of an account without a second factor, for 15 minutes", async () => {
    const browser = openBrowser();
    await signInAsNew(browser);
    time.pass(20 * MINUTE);
    const answer = await browser.auth("/step-up", { password: PASSWORD });
    expect(answer.status).toBe(200);
    expect(freshUntil(answer.json)).toBe(Date.now() + 15 * MINUTE);
    expect(freshUntil((await browser.get("/get-session")).json)).toBe(Date.now() + 15 * MINUTE);
  });

  it("takes a code of an account with one, or a backup code, and no password", async () => {
    const { browser, secret, backupCodes } = await makeProtected();
    const code = await totpCode(secret, Date.now());
    expect((await browser.auth("/step-up", { password: PASSWORD })).json).toMatchObject({
      code: "request.invalid",
      errors: [{ path: "code", code: "required" }],
    });
    expect((await browser.auth("/step-up", { code })).status).toBe(200);
    expect((await browser.auth("/step-up", { code })).json).toMatchObject({
      code: "auth.wrong_code",
    });
    expect((await browser.auth("/step-up", { code: backupCodes[3] })).status).toBe(200);
    expect((await browser.auth("/step-up", { code: backupCodes[3] })).status).toBe(403);
  });

  it("counts wrong passwords as wrong sign-ins", async () => {
    const browser = openBrowser();
    const { email } = await signInAsNew(browser);
    for (let round = 0; round < 5; round++) {
      const wrong = await browser.auth("/step-up", { password: "not-the-password" });
      expect(wrong).toMatchObject({ status: 403, json: { code: "auth.wrong_password" } });
    }
    expect((await browser.auth("/step-up", { password: PASSWORD })).status).toBe(429);
    expect((await givePassword(openBrowser(), email)).status).toBe(429);
  });

  it.each([
    ["nothing", {}],
    ["both", { password: PASSWORD, code: "123456" }],
    ["something else", { otp: "123456" }],
    ["no code", { code: "12" }],
  ])("is refused with %s", async (_, body) => {
    const browser = openBrowser();
    await signInAsNew(browser);
    expect((await browser.auth("/step-up", body)).json).toMatchObject({ code: "request.invalid" });
  });

  it("of an account without a second factor is refused by a code", async () => {
    const browser = openBrowser();
    const { user } = await signInAsNew(browser);
    expect((await browser.auth("/step-up", { code: "123456" })).json).toMatchObject({
      errors: [{ path: "password" }],
    });
    const [row] = await db.select().from(users).where(eq(users.id, user.id));
    expect(row).toMatchObject({ twoFactorEnabled: false });
  });
});
