import type { BrowserContext } from "playwright-core";
import { describe, expect, it, vi } from "vitest";
import { id, setStage, td, touchCookie, visit } from "./stage.ts";
import { DAY_MS, makeToken } from "./tokens.ts";
import { WINDOW_DAYS } from "./tracking-host.ts";

const stage = setStage();
const ago = (days: number) => makeToken(Date.now() - days * DAY_MS);

async function keptAfter(...tokens: string[]) {
  for (const token of tokens) await visit(stage.page, `${stage.shop.page("head")}?td=${token}`);
  return id(stage.page);
}

/** As if the last visit was that long ago: the browser keeps only a cookie's end. */
async function shortenLife(context: BrowserContext, expires: number) {
  const cookie = await touchCookie(context);
  if (cookie) await context.addCookies([{ ...cookie, expires }]);
}

describe("first and last touch over several visits", () => {
  it("one click is both, and stays on the next page", async () => {
    const { page, shop } = stage;
    const token = ago(3);
    await keptAfter(token);
    await visit(page, shop.page("spa"));
    expect(await id(page)).toBe(token);
  });

  it("keeps the first and the last of three", async () => {
    const [first, second, third] = [ago(9), ago(5), ago(1)];
    expect(await keptAfter(first, second, third)).toBe(first + third);
  });

  it("drops a first touch older than the window, and puts the next in its place", async () => {
    const [expired, second, third] = [ago(WINDOW_DAYS + 1), ago(5), ago(1)];
    expect(await keptAfter(expired, second)).toBe(second);
    expect(await keptAfter(third)).toBe(second + third);
  });

  it("the same click followed twice is one", async () => {
    const token = ago(1);
    expect(await keptAfter(token, token)).toBe(token);
  });

  it("a click that somebody planted in the future is displaced by the next real one", async () => {
    const real = ago(0);
    expect(await keptAfter(ago(-400), real)).toBe(real);
  });
});

describe("the cookie", () => {
  it("lives as long as the program's window, first-party and lax", async () => {
    const { context } = stage;
    const token = ago(2);
    await keptAfter(token);
    const cookie = await touchCookie(context);
    expect(cookie).toMatchObject({ value: token, path: "/", sameSite: "Lax", httpOnly: false });
    const days = ((cookie?.expires ?? 0) - Date.now() / 1000) / 86_400;
    expect(days).toBeGreaterThan(WINDOW_DAYS - 0.01);
    expect(days).toBeLessThanOrEqual(WINDOW_DAYS);
  });

  it("is not prolonged by mere visits, only by a click", async () => {
    const { context, page, shop } = stage;
    await keptAfter(ago(2));
    const end = Math.round(Date.now() / 1000) + 3600;
    await shortenLife(context, end);
    await visit(page, shop.page("spa"));
    await id(page);
    expect((await touchCookie(context))?.expires).toBe(end);
    await keptAfter(ago(1));
    expect((await touchCookie(context))?.expires).toBeGreaterThan(end);
  });

  it("covers the merchant's other subdomains, on the widest domain that the browser accepts", async () => {
    const { context, page, shop } = stage;
    const token = ago(1);
    await visit(page, `${shop.page("head", "www.shop.localhost")}?td=${token}`);
    expect((await touchCookie(context))?.domain).toBe(".shop.localhost");
    await visit(page, shop.page("head", "checkout.shop.localhost"));
    expect(await id(page)).toBe(token);
    await visit(page, shop.page("head", "other.localhost"));
    expect(await id(page)).toBe("");
  });

  it("joins one that the merchant's own server set on the host alone", async () => {
    const { context, page, shop } = stage;
    const [first, second] = [ago(4), ago(1)];
    const url = shop.page("head", "www.shop.localhost");
    await context.addCookies([{ name: "_td", value: first, url }]);
    await visit(page, `${url}?td=${second}`);
    expect(await id(page)).toBe(first + second);
  });

  it("that the merchant's server set for this very click is left as it is", async () => {
    const { context, page, shop } = stage;
    const token = ago(0);
    const url = shop.page("head", "www.shop.localhost");
    const expires = Math.round(Date.now() / 1000) + 3600;
    const domain = ".shop.localhost";
    await context.addCookies([{ name: "_td", value: token, domain, path: "/", expires }]);
    await visit(page, `${url}?td=${token}`);
    expect(await id(page)).toBe(token);
    expect(await context.cookies()).toMatchObject([{ value: token, domain, expires }]);
    expect(page.url()).toBe(url);
  });

  it("that holds something else is replaced", async () => {
    const { context, page, shop } = stage;
    await context.addCookies([{ name: "_td", value: "broken", url: shop.page("head") }]);
    await visit(page, shop.page("head"));
    expect(await id(page)).toBe("");
    const token = ago(1);
    await visit(page, `${shop.page("head")}?td=${token}`);
    expect((await touchCookie(context))?.value).toBe(token);
  });
});

describe("where the browser keeps nothing", () => {
  it.each([
    [
      "cookies are dropped silently",
      `Object.defineProperty(Document.prototype, "cookie",
      { get: () => "", set: () => {} });`,
    ],
    [
      "cookies and storage refuse",
      `
      const refuse = () => { throw new DOMException("denied", "SecurityError"); };
      Object.defineProperty(Document.prototype, "cookie", { get: refuse, set: refuse });
      Object.defineProperty(window, "sessionStorage", { get: refuse });`,
    ],
  ])("%s: the click still counts on this page", async (_, script) => {
    const { context, page, shop, tracking } = stage;
    await context.addInitScript(script);
    const token = ago(0);
    await visit(page, `${shop.page("head")}?td=${token}`);
    expect(page.url()).toBe(shop.page("head"));
    expect(await id(page)).toBe(token);
    await td(page, "sale", { external_id: "o-1", amount: 100, currency: "EUR" });
    await td(page, "sale", { external_id: "o-1", amount: 100, currency: "EUR" });
    await td(page, "lead", { external_id: "l-1" });
    await vi.waitFor(() => expect(tracking.events).toHaveLength(2));
    for (const { body } of tracking.events) expect(body.touches).toBe(token);
    expect(await touchCookie(context)).toBeUndefined();
  });
});
