import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../db/batch.ts";
import { verifications } from "../../db/schema/auth.ts";
import { users } from "../../db/schema/users.ts";
import {
  linkIn,
  mailsTo,
  makeUser,
  newEmail,
  openBrowser,
  PASSWORD,
  signInAsNew,
} from "../testing/browser.ts";
import { HOUR, holdTime, MINUTE } from "../testing/travel.ts";

const db = openDb(env.DB);
const time = holdTime();
const NEW_PASSWORD = "another-river-8Tz";
const kindsTo = async (email: string) => (await mailsTo(email)).map(({ kind }) => kind);
const signIn = (email: string, password: string) =>
  openBrowser().auth("/sign-in/email", { email, password });

/** Asks for a link, and answers its token. */
async function askReset(email: string): Promise<string> {
  await openBrowser().auth("/request-password-reset", { email });
  const link = await linkIn(email, "password_reset");
  return new URL(link, env.BASE_URL).searchParams.get("token") ?? "";
}
const reset = (token: string, password: string = NEW_PASSWORD) =>
  openBrowser().auth("/reset-password", { token, new_password: password });

describe("a link to a new password", () => {
  it("comes to an account's address, and is answered alike for every other", async () => {
    const email = await makeUser();
    const nobody = newEmail();
    const known = await openBrowser().auth("/request-password-reset", { email });
    const unknown = await openBrowser().auth("/request-password-reset", { email: nobody });
    expect([known.status, known.json]).toEqual([200, { ok: true }]);
    expect([known.status, known.json]).toEqual([unknown.status, unknown.json]);
    expect([...known.headers.keys()]).toEqual([...unknown.headers.keys()]);
    expect(await mailsTo(email)).toMatchObject([
      { kind: "password_reset", params: { validMinutes: 60 } },
    ]);
    expect(await mailsTo(nobody)).toEqual([]);
  });

  it("sets it, and ends all sessions", async () => {
    const browser = openBrowser();
    const { email } = await signInAsNew(browser);
    expect(await reset(await askReset(email))).toMatchObject({ status: 200, json: { ok: true } });
    expect((await browser.get("/get-session")).status).toBe(401);
    expect((await signIn(email, PASSWORD)).json).toMatchObject({ code: "auth.wrong_credentials" });
    expect((await signIn(email, NEW_PASSWORD)).status).toBe(200);
    expect(await kindsTo(email)).toEqual(["password_reset", "password_changed"]);
  });

  it("is good once, and makes every other link worthless", async () => {
    const email = await makeUser();
    const [first, second] = [await askReset(email), await askReset(email)];
    await reset(second);
    expect((await reset(second, "third-time-lucky-9")).json).toMatchObject({
      code: "auth.invalid_link",
    });
    expect((await reset(first, "third-time-lucky-9")).json).toMatchObject({
      code: "auth.invalid_link",
    });
    expect((await signIn(email, NEW_PASSWORD)).status).toBe(200);
  });

  it("is good once, also for two who follow it at once", async () => {
    const token = await askReset(await makeUser());
    const answers = await Promise.all([reset(token), reset(token, "third-time-lucky-9")]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it.each([
    ["after an hour", (token: string) => token, HOUR + 1_000],
    ["with a letter changed", (token: string) => `${token.slice(1)}x`, 0],
    ["of nothing", () => "nothing", 0],
  ])("is worthless %s", async (_, change, after) => {
    const email = await makeUser();
    const token = change(await askReset(email));
    time.pass(after);
    expect(await reset(token)).toMatchObject({ status: 422, json: { code: "auth.invalid_link" } });
    expect((await signIn(email, PASSWORD)).status).toBe(200);
  });

  it("is kept as a hash: who reads the database cannot follow it", async () => {
    const token = await askReset(await makeUser());
    expect(JSON.stringify(await db.select().from(verifications))).not.toContain(token);
  });

  it("lifts a lock, and proves the address", async () => {
    const email = newEmail();
    await openBrowser().auth("/sign-up/email", { name: "Ada", email, password: PASSWORD });
    for (let round = 0; round < 5; round++) await signIn(email, "not-the-password");
    expect((await signIn(email, PASSWORD)).status).toBe(429);
    await reset(await askReset(email));
    expect((await signIn(email, NEW_PASSWORD)).status).toBe(200);
    const [user] = await db.select().from(users).where(eq(users.email, email));
    expect(user).toMatchObject({ emailVerified: true });
    expect(await kindsTo(email)).toContain("welcome");
  });

  it.each([
    ["too short", "short", "too_short"],
    ["everybody's", "qwertyuiop", "too_common"],
  ])("sets none that is %s, and stays good", async (_, password, code) => {
    const email = await makeUser();
    const token = await askReset(email);
    expect(await reset(token, password)).toMatchObject({
      status: 422,
      json: { errors: [{ path: "new_password", code }] },
    });
    expect((await reset(token, email)).json).toMatchObject({ errors: [{ code: "is_email" }] });
    expect((await reset(token)).status).toBe(200);
  });
});

describe("changing the password", () => {
  const change = { current_password: PASSWORD, new_password: NEW_PASSWORD };

  it("ends all other sessions, keeps this browser signed in, and is told by mail", async () => {
    const browser = openBrowser();
    const other = openBrowser();
    const { email, session } = await signInAsNew(browser);
    await other.auth("/sign-in/email", { email, password: PASSWORD });
    const answer = await browser.auth("/change-password", change);
    expect(answer).toMatchObject({ status: 200, json: { user: { email } } });
    expect(answer.json).not.toMatchObject({ session: { id: session.id } });
    expect((await browser.get("/get-session")).status).toBe(200);
    expect((await browser.auth("/revoke-other-sessions")).status).toBe(200);
    expect((await other.get("/get-session")).status).toBe(401);
    expect((await signIn(email, NEW_PASSWORD)).status).toBe(200);
    expect(await kindsTo(email)).toEqual(["password_changed"]);
  });

  it("makes links to a new password worthless", async () => {
    const browser = openBrowser();
    const { email } = await signInAsNew(browser);
    const token = await askReset(email);
    await browser.auth("/change-password", change);
    expect((await reset(token, "third-time-lucky-9")).status).toBe(422);
  });

  it("is refused with a wrong password, which counts as a wrong sign-in", async () => {
    const browser = openBrowser();
    const { email } = await signInAsNew(browser);
    const wrong = { ...change, current_password: "not-the-password" };
    for (let round = 0; round < 5; round++) {
      const answer = await browser.auth("/change-password", wrong);
      expect(answer).toMatchObject({ status: 403, json: { code: "auth.wrong_password" } });
    }
    expect((await browser.auth("/change-password", change)).status).toBe(429);
    expect((await signIn(email, PASSWORD)).status).toBe(429);
    time.pass(15 * MINUTE);
    expect((await signIn(email, PASSWORD)).status).toBe(200);
    expect(await kindsTo(email)).toEqual(["account_locked"]);
  });

  it.each([
    ["a common one", "password123", "too_common"],
    ["a short one", "short", "too_short"],
  ])("is refused to %s", async (_, password, code) => {
    const browser = openBrowser();
    await signInAsNew(browser);
    const answer = await browser.auth("/change-password", { ...change, new_password: password });
    expect(answer).toMatchObject({
      status: 422,
      json: { errors: [{ path: "new_password", code }] },
    });
  });

  it("is refused to who is not signed in", async () => {
    const answer = await openBrowser().auth("/change-password", change);
    expect(answer).toMatchObject({ status: 401, json: { code: "auth.signed_out" } });
  });
});
