import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../db/batch.ts";
import { sessions, signInThrottles } from "../../db/schema/auth.ts";
import {
  CHROME,
  FIREFOX,
  mailsTo,
  makeUser,
  newEmail,
  openBrowser,
  PASSWORD,
  signInAsNew,
} from "../testing/browser.ts";
import { DAY, HOUR, holdTime, MINUTE } from "../testing/travel.ts";

const db = openDb(env.DB);
const time = holdTime();
const HTTPS = {
  BASE_URL: "https://app.trackdesk.example",
  API_HOSTS: "app.trackdesk.example",
} as unknown as Partial<Cloudflare.Env>;

type Answer = { readonly status: number; readonly json: unknown; readonly headers: Headers };
const signIn = (browser: ReturnType<typeof openBrowser>, email: string, password = PASSWORD) =>
  browser.auth("/sign-in/email", { email, password });
/** What a caller can tell apart: status, body but its request's id, names of headers. */
const visible = ({ status, json, headers }: Answer) => [
  status,
  { ...(json as object), request_id: "" },
  [...headers.keys()],
];

async function failTimes(times: number, email: string, browser = openBrowser()) {
  const answers = [];
  for (let round = 0; round < times; round++) {
    time.pass(1_000);
    answers.push(await signIn(browser, email, "not-the-password"));
  }
  return answers;
}
const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status);

describe("signing in", () => {
  it("opens a session that the cookie alone carries", async () => {
    const browser = openBrowser();
    const email = await makeUser();
    const answer = await signIn(browser, email.toUpperCase());
    expect(answer).toMatchObject({
      status: 200,
      json: { two_factor_required: false, user: { email, two_factor: false } },
    });
    const [token = ""] = [...browser.cookies.values()];
    expect(JSON.stringify(answer.json)).not.toContain(token.split(".")[0]);
    expect((await browser.get("/get-session")).json).toMatchObject({ user: { email } });
  });

  it("sets a cookie that scripts cannot read and other sites do not send", async () => {
    const browser = openBrowser();
    const { headers } = await signIn(browser, await makeUser());
    expect(headers.getSetCookie()).toHaveLength(1);
    expect(headers.getSetCookie()[0]).toMatch(
      /^trackdesk\.session_token=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it("sets a cookie on https that belongs to this host alone and travels only so", async () => {
    const browser = openBrowser({ bindings: HTTPS });
    const { headers } = await signIn(browser, await makeUser());
    expect(headers.getSetCookie()[0]).toMatch(
      /^__Host-trackdesk\.session_token=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect((await browser.get("/get-session")).status).toBe(200);
  });

  it("keeps user agent and country of a session, and no address", async () => {
    const browser = openBrowser({ country: "FR", address: "203.0.113.77", userAgent: CHROME });
    const { json } = await signIn(browser, await makeUser());
    const { id } = (json as { session: { id: string } }).session;
    const [row] = await db.select().from(sessions).where(eq(sessions.id, id));
    expect(row).toMatchObject({ userAgent: CHROME, country: "FR" });
    expect(JSON.stringify([row, await db.select().from(signInThrottles)])).not.toContain("203.0");
  });

  it("leaves no earlier session of the same browser behind", async () => {
    const browser = openBrowser();
    const { email, session } = await signInAsNew(browser);
    await signIn(browser, email);
    expect(await db.select().from(sessions).where(eq(sessions.id, session.id))).toEqual([]);
  });

  it("answers a wrong password and an unknown address alike", async () => {
    const email = await makeUser();
    const wrong = await signIn(openBrowser(), email, "not-the-password");
    const unknown = await signIn(openBrowser(), newEmail(), "not-the-password");
    expect(wrong).toMatchObject({ status: 401, json: { code: "auth.wrong_credentials" } });
    expect(visible(wrong)).toEqual(visible(unknown));
  });

  it("says that an address waits for its link only to whoever knows the password", async () => {
    const email = newEmail();
    await openBrowser().auth("/sign-up/email", { name: "Ada", email, password: PASSWORD });
    const wrong = await signIn(openBrowser(), email, "not-the-password");
    expect(wrong.json).toMatchObject({ code: "auth.wrong_credentials" });
    expect((await signIn(openBrowser(), email)).json).toMatchObject({
      code: "auth.email_not_verified",
    });
  });

  it.each([
    ["nothing", {}],
    ["a list", { email: ["a@example.com"], password: ["x"] }],
    ["something to be evaluated", { email: { $ne: null }, password: { $ne: null } }],
    [
      "a field more",
      { email: "a@example.com", password: "x", callbackURL: "https://evil.example" },
    ],
  ])("is refused with %s", async (_, body) => {
    const answer = await openBrowser().auth("/sign-in/email", body);
    expect(answer).toMatchObject({ status: 422, json: { code: "request.invalid" } });
  });
});

describe("guessing", () => {
  it("ends with the fifth wrong password: the account is locked, and its owner told", async () => {
    const email = await makeUser();
    expect(statuses(await failTimes(7, email))).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const right = await signIn(openBrowser(), email);
    expect(right).toMatchObject({ status: 429, json: { code: "auth.locked" } });
    expect(Number(right.headers.get("retry-after"))).toBeGreaterThan(14 * 60);
    const locked = (await mailsTo(email)).filter(({ kind }) => kind === "account_locked");
    expect(locked).toMatchObject([{ params: { lockedMinutes: 15, path: "/forgot-password" } }]);
  });

  it("is locked for 15 minutes, and no longer for knocking at the door", async () => {
    const email = await makeUser();
    await failTimes(5, email);
    time.pass(14 * MINUTE);
    await failTimes(3, email);
    time.pass(MINUTE);
    expect((await signIn(openBrowser(), email)).status).toBe(200);
  });

  it("is counted alike for an address that nobody has, which no mail tells", async () => {
    const email = await makeUser();
    const nobody = newEmail();
    const known = await failTimes(7, email);
    const unknown = await failTimes(7, nobody);
    expect(known.map(visible)).toEqual(unknown.map(visible));
    expect(await mailsTo(nobody)).toEqual([]);
  });

  it("does not pass together: of twenty tries at once five are made", async () => {
    const email = await makeUser();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => signIn(openBrowser(), email, "not-the-password")),
    );
    expect(statuses(answers).filter((status) => status === 401)).toHaveLength(5);
    expect(statuses(answers).filter((status) => status === 429)).toHaveLength(15);
  });

  it("is forgotten when its owner signs in", async () => {
    const email = await makeUser();
    await failTimes(4, email);
    expect((await signIn(openBrowser(), email)).status).toBe(200);
    expect(statuses(await failTimes(4, email))).toEqual([401, 401, 401, 401]);
  });

  it("locks one account, and no other", async () => {
    await failTimes(6, await makeUser());
    const other = openBrowser();
    expect((await signIn(other, await makeUser())).status).toBe(200);
  });

  it("does not end who is signed in already", async () => {
    const browser = openBrowser();
    const { email } = await signInAsNew(browser);
    await failTimes(6, email);
    expect((await browser.get("/get-session")).status).toBe(200);
  });

  it("over many accounts ends with the thirtieth from one address", async () => {
    const browser = openBrowser({ address: "198.51.100.9" });
    const answers = [];
    for (let round = 0; round < 31; round++) {
      answers.push(await signIn(browser, newEmail(), "not-the-password"));
    }
    expect(statuses(answers)).toEqual([...new Array(30).fill(401), 429]);
    const mapped = openBrowser({ address: "::ffff:198.51.100.9" });
    expect((await signIn(mapped, newEmail())).status).toBe(429);
    const neighbour = openBrowser({ address: "198.51.100.10" });
    expect((await signIn(neighbour, newEmail())).status).toBe(401);
  });

  it("leaves nothing to read: keys are hashes, also of addresses", async () => {
    const email = newEmail();
    await failTimes(1, email, openBrowser({ address: "198.51.100.99" }));
    const rows = await db.select().from(signInThrottles);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/@|198\.51/);
    for (const { key } of rows) expect(key).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("a sign-in from a new device", () => {
  const newSignIns = async (email: string) =>
    (await mailsTo(email)).filter(({ kind }) => kind === "new_sign_in");

  it("is told by mail: another browser, or another country", async () => {
    const home = openBrowser({ country: "DE", userAgent: FIREFOX });
    const email = await makeUser();
    await signIn(home, email);
    await signIn(home, email);
    expect(await newSignIns(email)).toEqual([]);
    await signIn(openBrowser({ country: "DE", userAgent: CHROME }), email);
    await signIn(openBrowser({ country: "BR", userAgent: FIREFOX }), email);
    const at = Date.now();
    expect(await newSignIns(email)).toMatchObject([
      { params: { device: "Chrome on Windows", country: "DE", at, path: "/account/sessions" } },
      { params: { device: "Firefox on Linux", country: "BR" } },
    ]);
  });

  it("is told once, and a newer version of a browser is no new device", async () => {
    const email = await makeUser();
    await signIn(openBrowser({ country: "DE" }), email);
    await signIn(openBrowser({ country: "DE", userAgent: CHROME }), email);
    await signIn(openBrowser({ country: "DE", userAgent: CHROME.replace("150", "151") }), email);
    expect(await newSignIns(email)).toHaveLength(1);
  });

  it("is remembered when its session has long ended", async () => {
    const browser = openBrowser({ country: "DE" });
    const email = await makeUser();
    await signIn(browser, email);
    await browser.auth("/sign-out");
    time.pass(60 * DAY);
    await signIn(openBrowser({ country: "DE" }), email);
    expect(await newSignIns(email)).toEqual([]);
  });
});

describe("a session", () => {
  const isOpen = async (browser: ReturnType<typeof openBrowser>) =>
    (await browser.get("/get-session")).status === 200;

  it("ends 30 days after it was last used", async () => {
    const browser = openBrowser();
    await signInAsNew(browser);
    time.pass(30 * DAY - HOUR);
    expect(await isOpen(browser)).toBe(true);
    time.pass(30 * DAY - HOUR);
    expect(await isOpen(browser)).toBe(true);
    time.pass(30 * DAY + HOUR);
    const late = await browser.get("/get-session");
    expect(late).toMatchObject({ status: 401, json: { code: "auth.signed_out" } });
  });

  it("is prolonged once a day, its cookie with it", async () => {
    const browser = openBrowser();
    await signInAsNew(browser);
    const [before] = [...browser.cookies.values()];
    expect((await browser.get("/get-session")).headers.getSetCookie()).toEqual([]);
    time.pass(DAY + HOUR);
    const { headers } = await browser.get("/get-session");
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^trackdesk\.session_token=[^;]+; Max-Age=2592000; .*HttpOnly/),
    ]);
    expect([...browser.cookies.values()]).toEqual([before]);
    expect((await browser.get("/get-session")).headers.getSetCookie()).toEqual([]);
  });

  it("ends by signing out: the cookie is taken away, and worthless to who kept it", async () => {
    const browser = openBrowser();
    await signInAsNew(browser);
    const kept = new Map(browser.cookies);
    const answer = await browser.auth("/sign-out");
    expect(answer).toMatchObject({ status: 200, json: { ok: true } });
    expect(browser.cookies.size).toBe(0);
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect(await isOpen(browser)).toBe(false);
  });

  it("that does not exist can be signed out", async () => {
    expect((await openBrowser().auth("/sign-out")).status).toBe(200);
  });

  it.each([
    ["no cookie", (_: string) => ""],
    ["a cookie without its signature", (value: string) => value.split(".")[0] ?? ""],
    ["a cookie with another's signature", (value: string) => value.replace(/^./, "~")],
    ["an empty cookie", () => "."],
    ["a cookie that is no text", () => "%ff%00.%e0"],
  ])("is not opened by %s", async (_, change) => {
    const browser = openBrowser();
    await signInAsNew(browser);
    for (const [name, value] of browser.cookies) browser.cookies.set(name, change(value));
    const answer = await browser.get("/get-session");
    expect(answer).toMatchObject({ status: 401, json: { code: "auth.signed_out" } });
  });
});
