import { describe, expect, it } from "vitest";
import type { ListedSession } from "../../contract/auth.ts";
import { newId } from "../../lib/ids.ts";
import {
  type Browser,
  CHROME,
  isSignedIn,
  openBrowser,
  PASSWORD,
  signInAsNew,
} from "../testing/browser.ts";
import { DAY, holdTime } from "../testing/travel.ts";

const time = holdTime();
const listed = async (browser: Browser) =>
  (await browser.get("/list-sessions")).json.sessions as ListedSession[];

/** One person in three browsers. */
async function threeBrowsers() {
  const [home, work, phone] = [
    openBrowser({ country: "DE" }),
    openBrowser({ country: "FR", userAgent: CHROME }),
    openBrowser(),
  ];
  const { email, session } = await signInAsNew(home);
  for (const browser of [work, phone]) {
    time.pass(1_000);
    await browser.auth("/sign-in/email", { email, password: PASSWORD });
  }
  return { home, work, phone, email, session };
}

describe("the list of sessions", () => {
  it("names each device with its country, the latest first, and which is this one", async () => {
    const { home, session } = await threeBrowsers();
    const sessions = await listed(home);
    expect(sessions).toMatchObject([
      { device: "Firefox on Linux", country: null, current: false },
      { device: "Chrome on Windows", country: "FR", current: false },
      { device: "Firefox on Linux", country: "DE", current: true, id: session.id },
    ]);
  });

  it("shows no token by which a session could be taken", async () => {
    const { home, work } = await threeBrowsers();
    const text = JSON.stringify([await listed(home), (await home.get("/get-session")).json]);
    for (const browser of [home, work]) {
      for (const value of browser.cookies.values()) {
        expect(text).not.toContain(value.split(".")[0]);
      }
    }
  });

  it("leaves out what has ended", async () => {
    const { home, work } = await threeBrowsers();
    await work.auth("/sign-out");
    expect(await listed(home)).toHaveLength(2);
    time.pass(29 * DAY);
    await home.get("/get-session");
    time.pass(2 * DAY);
    expect(await listed(home)).toHaveLength(1);
  });

  it("is one's own", async () => {
    await threeBrowsers();
    const other = openBrowser();
    await signInAsNew(other);
    expect(await listed(other)).toHaveLength(1);
  });
});

describe("ending sessions", () => {
  it("ends one", async () => {
    const { home, work, phone } = await threeBrowsers();
    const chrome = (await listed(home)).find(({ device }) => device.startsWith("Chrome"));
    const answer = await home.auth("/revoke-session", { session_id: chrome?.id });
    expect(answer).toMatchObject({ status: 200, json: { ok: true } });
    expect(await Promise.all([home, work, phone].map(isSignedIn))).toEqual([true, false, true]);
  });

  it("ends this one, and takes its cookie away", async () => {
    const { home, session } = await threeBrowsers();
    await home.auth("/revoke-session", { session_id: session.id });
    expect(home.cookies.size).toBe(0);
  });

  it("ends all others", async () => {
    const { home, work, phone } = await threeBrowsers();
    expect((await home.auth("/revoke-other-sessions")).status).toBe(200);
    expect(await Promise.all([home, work, phone].map(isSignedIn))).toEqual([true, false, false]);
  });

  it("ends all", async () => {
    const { home, work, phone } = await threeBrowsers();
    const kept = new Map(home.cookies);
    expect((await home.auth("/revoke-sessions")).status).toBe(200);
    expect(home.cookies.size).toBe(0);
    for (const [name, value] of kept) home.cookies.set(name, value);
    expect(await Promise.all([home, work, phone].map(isSignedIn))).toEqual([false, false, false]);
  });

  it("never ends somebody else's, which does not exist for me", async () => {
    const victim = openBrowser();
    const { session } = await signInAsNew(victim);
    const other = openBrowser();
    await signInAsNew(other);
    const foreign = await other.auth("/revoke-session", { session_id: session.id });
    const nothing = await other.auth("/revoke-session", { session_id: newId("ses") });
    expect(foreign).toMatchObject({ status: 404, json: { code: "session.not_found" } });
    expect({ ...foreign.json, request_id: "" }).toEqual({ ...nothing.json, request_id: "" });
    await other.auth("/revoke-other-sessions");
    await other.auth("/revoke-sessions");
    expect(await isSignedIn(victim)).toBe(true);
  });

  it.each([
    ["nothing", {}],
    ["a token", { token: "abc" }],
    ["no id", { session_id: "1" }],
  ])("is refused with %s", async (_, body) => {
    const browser = openBrowser();
    await signInAsNew(browser);
    expect((await browser.auth("/revoke-session", body)).json).toMatchObject({
      code: "request.invalid",
    });
  });
});
