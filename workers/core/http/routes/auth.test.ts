import { describe, expect, it } from "vitest";
import { AUTH_PATHS } from "../../auth/auth-paths.ts";
import { type Browser, openBrowser, signInAsNew } from "../../testing/browser.ts";
import { holdTime, MINUTE } from "../../testing/travel.ts";
import { auth } from "./auth.ts";

const time = holdTime();
/** Paths that better-auth would serve by itself. */
const BETTER_AUTH_PATHS = [
  "GET /ok",
  "GET /error",
  "POST /sign-in/social",
  "POST /sign-in/username",
  "GET /callback/google",
  "POST /update-user",
  "POST /update-session",
  "POST /delete-user",
  "GET /delete-user/callback",
  "POST /change-email",
  "POST /set-password",
  "POST /verify-password",
  "GET /reset-password/token",
  "GET /list-accounts",
  "POST /link-social",
  "POST /unlink-account",
  "POST /refresh-token",
  "POST /get-access-token",
  "GET /account-info",
  "POST /two-factor/send-otp",
  "POST /two-factor/verify-otp",
  "POST /two-factor/get-totp-uri",
  "POST /two-factor/view-backup-codes",
  "POST /two-factor/generate-totp",
  "POST /admin/create-user",
  "POST /organization/create",
  "GET /reference",
];

describe("below /api/auth", () => {
  it("there is what the list names, and nothing else", () => {
    const served = new Set(auth.routes.map(({ method, path }) => `${method} ${path}`));
    expect(served).toEqual(new Set(AUTH_PATHS.map(({ method, path }) => `${method} ${path}`)));
  });

  it.each([...BETTER_AUTH_PATHS, "GET /", "GET /sign-in/email", "PUT /sign-out", "GET /sign-in"])(
    "%s does not exist",
    async (line) => {
      const [method = "", path = ""] = line.split(" ");
      const browser = openBrowser();
      const extra = method === "GET" ? { method } : { method, body: {} };
      const answer = await browser.call(`/api/auth${path}`, extra);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ code: "request.not_found" });
    },
  );

  it.each(AUTH_PATHS.filter(({ who }) => who !== "anyone"))(
    "$method $path is refused to who is not signed in",
    async ({ method, path }) => {
      const answer = await openBrowser().call(`/api/auth${path}`, {
        method,
        ...(method === "POST" ? { body: {} } : {}),
      });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ code: "auth.signed_out" });
    },
  );

  it("what is for those who confirmed of late is refused later", async () => {
    const browser = openBrowser();
    await signInAsNew(browser);
    time.pass(15 * MINUTE);
    const late = AUTH_PATHS.filter(({ who }) => who === "signed_in_of_late");
    expect(late.length).toBeGreaterThan(0);
    for (const { path } of late) {
      expect((await browser.auth(path)).json).toMatchObject({ code: "auth.not_fresh" });
    }
  });

  it.each([
    [
      "a body that is no JSON",
      { method: "POST", headers: { "content-type": "application/json" } },
      400,
    ],
    [
      "a form",
      { body: "x", headers: { "content-type": "application/x-www-form-urlencoded" } },
      415,
    ],
    ["plain text", { body: "x", headers: { "content-type": "text/plain" } }, 415],
  ])("%s is refused by a problem document", async (_, call, status) => {
    const answer = await openBrowser().call("/api/auth/sign-in/email", call);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });

  it("no answer is kept by a cache", async () => {
    const browser = openBrowser();
    await signInAsNew(browser);
    expect((await browser.get("/get-session")).headers.get("cache-control")).toBe("no-store");
  });
});

describe("another site's page", () => {
  const EVIL = "https://evil.example";
  const status = async (browser: Browser, path: string, headers: Record<string, string | null>) => {
    const { status, json } = await browser.auth(path, {}, { headers });
    return [status, json.code];
  };

  it.each([
    ["says its origin", { origin: EVIL }],
    ["is a subdomain of ours", { origin: "http://evil.localhost:8787" }],
    ["is on another port", { origin: "http://localhost:9999" }],
    ["hides its origin", { origin: "null" }],
    ["says that it is another site", { origin: null, "sec-fetch-site": "cross-site" }],
    ["says that it is a neighbour", { origin: null, "sec-fetch-site": "same-site" }],
    ["says nothing", { origin: null }],
    ["is opened by a typed address", { origin: null, "sec-fetch-site": "none" }],
  ])("that %s cannot change anything in a session", async (_, headers) => {
    const browser = openBrowser();
    await signInAsNew(browser);
    expect(await status(browser, "/revoke-other-sessions", headers)).toEqual([
      403,
      "auth.wrong_origin",
    ]);
    expect(await status(browser, "/sign-out", headers)).toEqual([403, "auth.wrong_origin"]);
    expect((await browser.get("/get-session")).status).toBe(200);
  });

  it.each([
    ["no token", { "x-csrf-token": null }],
    ["an empty token", { "x-csrf-token": "" }],
    ["a token of nothing", { "x-csrf-token": "0".repeat(64) }],
  ])("is not needed to be refused: so is our own page with %s", async (_, headers) => {
    const browser = openBrowser();
    await signInAsNew(browser);
    expect(await status(browser, "/revoke-other-sessions", headers)).toEqual([
      403,
      "auth.invalid_csrf_token",
    ]);
  });

  it("cannot use another session's token", async () => {
    const [mine, theirs] = [openBrowser(), openBrowser()];
    await signInAsNew(mine);
    await signInAsNew(theirs);
    const headers = { "x-csrf-token": theirs.state.csrf };
    expect(await status(mine, "/revoke-other-sessions", headers)).toEqual([
      403,
      "auth.invalid_csrf_token",
    ]);
  });

  it("is told apart from our own where a proxy takes the origin away", async () => {
    const browser = openBrowser();
    await signInAsNew(browser);
    const headers = { origin: null, "sec-fetch-site": "same-origin" };
    expect((await browser.auth("/revoke-other-sessions", {}, { headers })).status).toBe(200);
  });

  it.each([
    ["says its origin", { origin: EVIL }],
    ["says that it is another site", { origin: null, "sec-fetch-site": "cross-site" }],
  ])("that %s cannot sign a browser in as somebody else", async (_, headers) => {
    const body = { email: "mallory@example.com", password: "whatever-it-is" };
    const answer = await openBrowser().auth("/sign-in/email", body, { headers });
    expect(answer).toMatchObject({ status: 403, json: { code: "auth.wrong_origin" } });
  });

  it("is not a program without cookies, which says nothing and may sign in", async () => {
    const body = { email: "nobody@example.com", password: "whatever-it-is" };
    const answer = await openBrowser().auth("/sign-in/email", body, { headers: { origin: null } });
    expect(answer.json).toMatchObject({ code: "auth.wrong_credentials" });
  });

  it("reads no answer: there is no CORS, with credentials or without (known mistake 3)", async () => {
    const browser = openBrowser();
    await signInAsNew(browser);
    const headers = {
      origin: EVIL,
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type,x-csrf-token",
    };
    const preflight = await browser.call("/api/auth/sign-out", { method: "OPTIONS", headers });
    const read = await browser.call("/api/auth/get-session", { headers });
    for (const answer of [preflight, read]) {
      const names = [...answer.headers.keys()].filter((name) => name.startsWith("access-control"));
      expect(names).toEqual([]);
    }
    expect(preflight.status).toBe(404);
  });
});
