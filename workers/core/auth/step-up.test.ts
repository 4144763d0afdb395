import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../db/batch.ts";
import { users } from "../../db/schema/users.ts";
import { totpCode } from "../testing/authenticator.ts";
import { openBrowser, PASSWORD, signInAsNew } from "../testing/browser.ts";
import { givePassword, makeProtected } from "../testing/second-factor.ts";
import { holdTime, MINUTE } from "../testing/travel.ts";

const db = openDb(env.DB);
const time = holdTime();

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
