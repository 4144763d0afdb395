import { describe, expect, it } from "vitest";
import { totpCode } from "../testing/authenticator.ts";
import { isSignedIn, mailsTo, openBrowser } from "../testing/browser.ts";
import { giveCode, givePassword, makeProtected, PERIOD } from "../testing/second-factor.ts";
import { holdTime, MINUTE } from "../testing/travel.ts";

const time = holdTime();

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
