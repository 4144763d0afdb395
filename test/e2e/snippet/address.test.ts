import { describe, expect, it, vi } from "vitest";
import { id, loaded, setStage, td, touchCookie, visit } from "./stage.ts";
import { DAY_MS, makeToken } from "./tokens.ts";

const stage = setStage();

describe("the address bar", () => {
  it.each([
    ["?td=TOKEN", ""],
    ["?td=TOKEN#reviews", "#reviews"],
    [
      "?utm_source=blog&td=TOKEN&q=a%20b+c&x=%C3%A4&flag#top?td=1",
      "?utm_source=blog&q=a%20b+c&x=%C3%A4&flag#top?td=1",
    ],
    ["?via=anna&td=TOKEN&b=2", "?b=2"],
  ])("loses the token of %s and nothing else", async (landing, left) => {
    const { page, shop } = stage;
    await visit(page, shop.page("head") + landing.replace("TOKEN", makeToken()));
    expect(page.url()).toBe(shop.page("head") + left);
    expect(await page.evaluate("history.length")).toBe(2);
  });

  it("keeps the page's history state", async () => {
    const { page, shop, tracking } = stage;
    const release = tracking.holdSnippet();
    await page.goto(`${shop.page("spa")}?td=${makeToken()}`, { waitUntil: "commit" });
    await page.evaluate("history.replaceState({ scroll: 120 }, '')");
    release();
    await loaded(page);
    expect(page.url()).toBe(shop.page("spa"));
    expect(await page.evaluate("history.state")).toEqual({ scroll: 120 });
  });

  it.each(["short", "x".repeat(65), "%2B".repeat(64)])(
    "leaves a parameter of that name alone that is no token: %s",
    async (value) => {
      const { page, shop, context } = stage;
      await visit(page, `${shop.page("head")}?td=${value}`);
      expect(page.url()).toBe(`${shop.page("head")}?td=${value}`);
      expect(await touchCookie(context)).toBeUndefined();
    },
  );
});

describe("in a single-page app", () => {
  it.each(["push", "replace"])("a new token by history %s is a new touch", async (kind) => {
    const { page, shop, context } = stage;
    const first = makeToken(Date.now() - DAY_MS);
    const second = makeToken();
    await visit(page, `${shop.page("spa")}?td=${first}`);
    await page.evaluate(`go("/pricing?td=${second}&plan=pro", ${kind === "replace"})`);
    expect(page.url()).toBe(`${shop.page("pricing")}?plan=pro`);
    expect(await page.evaluate("history.state")).toEqual({ key: `/pricing?td=${second}&plan=pro` });
    expect((await touchCookie(context))?.value).toBe(first + second);
    expect(await id(page)).toBe(first + second);
  });

  it("a token reached by the back button is a touch too", async () => {
    const { page, shop, tracking } = stage;
    const token = makeToken();
    const release = tracking.holdSnippet();
    await page.goto(shop.page("spa"), { waitUntil: "commit" });
    await page.evaluate(`go("/offer?td=${token}"); go("/next")`);
    release();
    await loaded(page);
    expect(await id(page)).toBe("");
    await page.goBack();
    await page.waitForFunction("location.search === ''");
    expect(page.url()).toBe(shop.page("offer"));
    expect(await id(page)).toBe(token);
  });

  it("puts up with a router that writes the landing address back", async () => {
    const { page, shop } = stage;
    const token = makeToken();
    await visit(page, `${shop.page("spa")}?td=${token}`);
    await page.evaluate(`go("/spa?td=${token}", true)`);
    expect(page.url()).toBe(shop.page("spa"));
    expect(await id(page)).toBe(token);
  });

  it("addresses without a token change nothing, and one report is one request", async () => {
    const { page, shop, tracking } = stage;
    const token = makeToken();
    await visit(page, `${shop.page("spa")}?td=${token}`);
    for (const path of ["/a", "/b?x=1#y", "/c"]) await page.evaluate((to) => window.go(to), path);
    expect(page.url()).toBe(shop.page("c"));
    await td(page, "lead", { external_id: "l" });
    await vi.waitFor(() => expect(tracking.events).toHaveLength(1));
    expect(tracking.events[0]?.body.touches).toBe(token);
  });
});

declare global {
  interface Window {
    go(path: string, replace?: boolean): void;
  }
}
