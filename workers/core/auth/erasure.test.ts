import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDb, WriteBatch } from "../../db/batch.ts";
import { addSignInErasure } from "../../db/queries/erase-sign-ins.ts";
import {
  credentials,
  knownDevices,
  sessions,
  twoFactors,
  verifications,
} from "../../db/schema/auth.ts";
import { openBrowser, PASSWORD, signInAsNew } from "../testing/browser.ts";
import { holdTime } from "../testing/travel.ts";

const db = openDb(env.DB);
holdTime();

/** Everything that is kept of anybody's signing in. */
async function everything(): Promise<string> {
  const tables = [sessions, credentials, twoFactors, verifications, knownDevices];
  return JSON.stringify(await Promise.all(tables.map((table) => db.select().from(table))));
}

/** Somebody of whom there is a row in each table. */
async function makeKnown() {
  const browser = openBrowser();
  const { email, user } = await signInAsNew(browser);
  await browser.auth("/two-factor/enable", { password: PASSWORD });
  await browser.auth("/request-password-reset", { email });
  return { browser, email, id: user.id };
}

describe("a person whose account ends", () => {
  it("is signed in nowhere, can sign in no more, and leaves nothing of it behind", async () => {
    const { browser, email, id } = await makeKnown();
    const other = await makeKnown();
    expect((await everything()).split(id).length).toBeGreaterThan(5);
    const batch = new WriteBatch(db);
    addSignInErasure(batch, id);
    await batch.commit();
    expect(await everything()).not.toContain(id);
    expect((await browser.get("/get-session")).status).toBe(401);
    const again = await browser.auth("/sign-in/email", { email, password: PASSWORD });
    expect(again.json).toMatchObject({ code: "auth.wrong_credentials" });
    expect((await other.browser.get("/get-session")).status).toBe(200);
  });
});
