import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../db/batch.ts";
import { twoFactors } from "../../db/schema/auth.ts";
import { secretOf, totpCode } from "../testing/authenticator.ts";
import { isSignedIn, openBrowser, PASSWORD, signInAsNew } from "../testing/browser.ts";
import { givePassword, makeProtected, setUp } from "../testing/second-factor.ts";
import { holdTime, MINUTE } from "../testing/travel.ts";

const db = openDb(env.DB);
const time = holdTime();

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
