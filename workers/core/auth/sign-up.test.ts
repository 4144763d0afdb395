import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDb } from "../../db/batch.ts";
import { platformAdmins } from "../../db/schema/members.ts";
import { users } from "../../db/schema/users.ts";
import {
  linkIn,
  mailsTo,
  newEmail,
  openBrowser,
  PASSWORD,
  signInAsNew,
  signUpAndVerify,
} from "../testing/browser.ts";
import { HOUR, holdTime, MINUTE } from "../testing/travel.ts";

const db = openDb(env.DB);
const time = holdTime();
const signUp = { name: "Ada", password: PASSWORD };
const kindsTo = async (email: string) => (await mailsTo(email)).map(({ kind }) => kind);
const findUser = async (email: string) =>
  (await db.select().from(users).where(eq(users.email, email)))[0];

describe("signing up", () => {
  it("opens no session: the address has to be verified by the link in the mail", async () => {
    const browser = openBrowser();
    const email = newEmail();
    const answer = await browser.auth("/sign-up/email", { ...signUp, email });
    expect(answer).toMatchObject({ status: 200, json: { ok: true } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await findUser(email)).toMatchObject({ emailVerified: false, name: "Ada" });

    const early = await browser.auth("/sign-in/email", { email, password: PASSWORD });
    expect(early).toMatchObject({ status: 403, json: { code: "auth.email_not_verified" } });
    expect(early.headers.getSetCookie()).toEqual([]);

    const verified = await browser.call(await linkIn(email, "verify_email"));
    expect(verified.status).toBe(200);
    expect(verified.headers.getSetCookie()).toEqual([]);
    const late = await browser.auth("/sign-in/email", { email, password: PASSWORD });
    expect(late).toMatchObject({ status: 200, json: { two_factor_required: false } });
    expect(await kindsTo(email)).toEqual(["verify_email", "welcome"]);
  });

  it("takes the address in lower case, and mails in the chosen language", async () => {
    const email = newEmail();
    await openBrowser().auth("/sign-up/email", {
      ...signUp,
      email: ` ${email.toUpperCase()} `,
      locale: "de",
    });
    expect(await findUser(email)).toMatchObject({ locale: "de" });
    expect(await mailsTo(email)).toMatchObject([{ kind: "verify_email", locale: "de" }]);
  });

  it.each([
    ["role", "admin"],
    ["role", "owner"],
    ["emailVerified", true],
    ["email_verified", true],
    ["twoFactorEnabled", true],
    ["platformAdmin", true],
    ["id", "usr_mine"],
    ["image", "https://evil.example/a.png"],
    ["callbackURL", "https://evil.example"],
    ["rememberMe", false],
    ["createdAt", 0],
  ])("can choose neither role nor anything else: %s (known mistake 1)", async (field, value) => {
    const email = newEmail();
    const answer = await openBrowser().auth("/sign-up/email", { ...signUp, email, [field]: value });
    expect(answer).toMatchObject({
      status: 422,
      json: { code: "request.invalid", errors: [{ path: field, code: "unknown_field" }] },
    });
    expect(await findUser(email)).toBeUndefined();
  });

  it("never makes a platform admin", async () => {
    const before = await db.select().from(platformAdmins);
    await signUpAndVerify(openBrowser());
    expect(await db.select().from(platformAdmins)).toEqual(before);
  });

  it.each([
    ["a password of nine characters", { password: "gjW4-kq9z" }, "password", "too_short"],
    ["a password of 129 characters", { password: `${"ab".repeat(64)}c` }, "password", "too_long"],
    ["a password that everybody takes", { password: "password123" }, "password", "too_common"],
    ["a password that is no text", { password: 1234567890 }, "password", "invalid_type"],
    ["no password", { password: undefined }, "password", "invalid_type"],
    ["an address that is none", { email: "ada" }, "email", "invalid_format"],
    [
      "an address with a line break",
      { email: "ada@example.com\nBcc: all" },
      "email",
      "invalid_format",
    ],
    ["a name of spaces", { name: "   " }, "name", "too_small"],
    ["a name with a line break", { name: "Ada\r\nBcc: x@evil.example" }, "name", "invalid_format"],
    ["a name of 101 characters", { name: "A".repeat(101) }, "name", "too_big"],
    ["a language that there is not", { locale: "tlh" }, "locale", "invalid_value"],
  ])("is refused with %s, and nothing is written", async (_, change, path, code) => {
    const email = newEmail();
    const answer = await openBrowser().auth("/sign-up/email", { ...signUp, email, ...change });
    expect(answer).toMatchObject({ status: 422, json: { code: "request.invalid" } });
    expect(answer.json.errors).toContainEqual(expect.objectContaining({ path, code }));
    expect(await findUser(email)).toBeUndefined();
    expect(await mailsTo(email)).toEqual([]);
  });

  it("is refused with the address as password", async () => {
    const email = newEmail();
    const answer = await openBrowser().auth("/sign-up/email", {
      ...signUp,
      email,
      password: email,
    });
    expect(answer.json).toMatchObject({ errors: [{ path: "password", code: "is_email" }] });
  });
});

describe("an address that has an account", () => {
  it("is answered exactly as a new one, changes nothing, and its owner is told", async () => {
    const email = await signUpAndVerify(openBrowser());
    const before = await findUser(email);
    const known = await openBrowser().auth("/sign-up/email", {
      name: "Mallory",
      email,
      password: "mallory-was-here-1",
    });
    const fresh = await openBrowser().auth("/sign-up/email", { ...signUp, email: newEmail() });
    expect([known.status, known.json]).toEqual([fresh.status, fresh.json]);
    expect([...known.headers.keys()]).toEqual([...fresh.headers.keys()]);
    expect(await findUser(email)).toEqual(before);
    expect(await kindsTo(email)).toEqual(["verify_email", "welcome", "already_registered"]);
    const attempt = await openBrowser().auth("/sign-in/email", {
      email,
      password: "mallory-was-here-1",
    });
    expect(attempt.json).toMatchObject({ code: "auth.wrong_credentials" });
  });

  it("goes to its owner, when somebody else signed up with it first", async () => {
    const email = newEmail();
    const thief = openBrowser();
    await thief.auth("/sign-up/email", { name: "Mallory", email, password: PASSWORD });
    const owner = openBrowser();
    await owner.auth("/sign-up/email", { ...signUp, email, password: "the-owner-of-it-1" });
    const token = new URL(await linkIn(email, "already_registered"), env.BASE_URL).searchParams.get(
      "token",
    );
    await owner.auth("/reset-password", { token, new_password: "the-owner-of-it-2" });
    const theft = await thief.auth("/sign-in/email", { email, password: PASSWORD });
    expect(theft.json).toMatchObject({ code: "auth.wrong_credentials" });
    const own = await owner.auth("/sign-in/email", { email, password: "the-owner-of-it-2" });
    expect(own).toMatchObject({ status: 200, json: { user: { email } } });
  });

  it("has one account, however many sign up with it at once", async () => {
    const email = newEmail();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => openBrowser().auth("/sign-up/email", { ...signUp, email })),
    );
    expect(answers.map(({ status, json }) => [status, json])).toEqual(
      answers.map(() => [200, { ok: true }]),
    );
    expect(await db.select().from(users).where(eq(users.email, email))).toHaveLength(1);
  });
});

describe("the link that verifies an address", () => {
  it("sends a person's browser to the dashboard", async () => {
    const browser = openBrowser();
    const email = newEmail();
    await browser.auth("/sign-up/email", { ...signUp, email });
    const headers = { accept: "text/html,application/xhtml+xml" };
    const answer = await browser.call(await linkIn(email, "verify_email"), { headers });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`${env.BASE_URL}/?email=verified`);
    const wrong = await browser.call("/api/auth/verify-email?token=nothing", { headers });
    expect(wrong.headers.get("location")).toBe(`${env.BASE_URL}/?email=link_invalid`);
  });

  it("may be followed twice, and welcomes once", async () => {
    const browser = openBrowser();
    const email = await signUpAndVerify(browser);
    const again = await browser.call(await linkIn(email, "verify_email"));
    expect(again.status).toBe(200);
    expect(await kindsTo(email)).toEqual(["verify_email", "welcome"]);
  });

  it("does nothing for a mail server that only looks at it", async () => {
    const browser = openBrowser();
    const email = newEmail();
    await browser.auth("/sign-up/email", { ...signUp, email });
    const answer = await browser.call(await linkIn(email, "verify_email"), { method: "HEAD" });
    expect(answer.status).toBe(404);
    expect(await findUser(email)).toMatchObject({ emailVerified: false });
  });

  it.each([
    ["after 24 hours", (link: string) => link, 24 * HOUR + 1_000],
    [
      "with a letter changed",
      // The signature's first letter: its last one has bits that no decoder reads.
      (link: string) => link.replace(/\.[^.](?=[^.]*$)/, (dot) => (dot === ".A" ? ".B" : ".A")),
      0,
    ],
    ["with nothing signed", (link: string) => link.replace(/\.[^.]+$/, "."), 0],
    ["of nothing", () => "/api/auth/verify-email?token=e30.e30.e30", 0],
  ])("is worthless %s", async (_, change, after) => {
    const browser = openBrowser();
    const email = newEmail();
    await browser.auth("/sign-up/email", { ...signUp, email });
    const link = change(await linkIn(email, "verify_email"));
    time.pass(after);
    const answer = await browser.call(link);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ code: "auth.invalid_link" });
    expect(await findUser(email)).toMatchObject({ emailVerified: false });
  });

  it("is refused without its token, and with more than its token", async () => {
    const bare = await openBrowser().get("/verify-email");
    expect(bare).toMatchObject({ status: 422, json: { code: "request.invalid" } });
    const more = await openBrowser().get("/verify-email?token=x&callbackURL=https://evil.example");
    expect(more).toMatchObject({ json: { errors: [{ path: "callbackURL" }] } });
  });
});

describe("the link sent again", () => {
  it("comes for an address that waits, and is answered alike for every other", async () => {
    const browser = openBrowser();
    const waiting = newEmail();
    const nobody = newEmail();
    const verified = await signUpAndVerify(browser);
    await browser.auth("/sign-up/email", { ...signUp, email: waiting });
    const answers = [];
    for (const email of [waiting, nobody, verified]) {
      const { status, json } = await browser.auth("/send-verification-email", { email });
      answers.push([status, json]);
    }
    expect(answers).toEqual(answers.map(() => [200, { ok: true }]));
    expect(await kindsTo(waiting)).toEqual(["verify_email", "verify_email"]);
    expect(await kindsTo(nobody)).toEqual([]);
    expect(await kindsTo(verified)).toEqual(["verify_email", "welcome"]);
  });

  it("does not fill a mailbox: five mails an hour on the wish of strangers", async () => {
    const email = newEmail();
    const browser = openBrowser();
    await browser.auth("/sign-up/email", { ...signUp, email });
    for (let round = 0; round < 8; round++) {
      time.pass(MINUTE);
      const { status } = await browser.auth("/send-verification-email", { email });
      expect(status).toBe(200);
    }
    expect(await mailsTo(email)).toHaveLength(1 + 5);
  });
});

it("what strangers ask for is limited by address: 30 in 15 minutes, over all paths", async () => {
  const browser = openBrowser({ address: "2001:db8:77::1" });
  const asked = await Promise.all(
    Array.from({ length: 30 }, () =>
      browser.auth("/request-password-reset", { email: newEmail() }),
    ),
  );
  expect(asked.filter(({ status }) => status !== 200)).toEqual([]);
  const neighbour = openBrowser({ address: "2001:db8:77::ffff" });
  const refused = await neighbour.auth("/sign-up/email", { ...signUp, email: newEmail() });
  expect(refused).toMatchObject({ status: 429, json: { code: "auth.locked" } });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  const elsewhere = openBrowser({ address: "2001:db8:78::1" });
  const accepted = await elsewhere.auth("/sign-up/email", { ...signUp, email: newEmail() });
  expect(accepted.status).toBe(200);
});

it("who signs up often from one address can still sign in there", async () => {
  const address = "198.51.100.77";
  const office = openBrowser({ address });
  const { email } = await signInAsNew(office);
  for (let asked = 0; asked < 31; asked++) {
    await office.auth("/request-password-reset", { email: newEmail() });
  }
  const refused = await office.auth("/sign-up/email", { ...signUp, email: newEmail() });
  expect(refused.status).toBe(429);
  const answer = await openBrowser({ address }).auth("/sign-in/email", {
    email,
    password: PASSWORD,
  });
  expect(answer.status).toBe(200);
});

it("somebody who is signed in may sign up as somebody else, and stays who they are", async () => {
  const browser = openBrowser();
  const { user } = await signInAsNew(browser);
  await browser.auth("/sign-up/email", { ...signUp, email: newEmail() });
  expect((await browser.get("/get-session")).json).toMatchObject({ user: { id: user.id } });
});
