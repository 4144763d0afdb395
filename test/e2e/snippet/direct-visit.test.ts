import type { Page } from "playwright-core";
import { describe, expect, it, vi } from "vitest";
import { id, loaded, quiet, setStage, td, touchCookie, visit } from "./stage.ts";
import { DAY_MS, makeToken, PREFETCH } from "./tokens.ts";
import { PROGRAM } from "./tracking-host.ts";

const stage = setStage();

describe("a visit by ?via=code", () => {
  it("is registered with where it came from, and kept as a click", async () => {
    const { page, shop, tracking, context } = stage;
    const token = makeToken();
    tracking.know("anna", token);
    const url = `${shop.page("head")}?utm_source=blog&via=anna&sub1=x#top`;
    await page.goto(url, { referer: "http://blog.example/" });
    await loaded(page);
    expect(await id(page)).toBe(token);
    expect(tracking.clicks).toHaveLength(1);
    expect(tracking.clicks[0]).toMatchObject({
      body: {
        program: PROGRAM,
        code: "anna",
        referrer: "http://blog.example/",
        query: "?utm_source=blog&via=anna&sub1=x",
      },
      contentType: "text/plain;charset=UTF-8",
      beacon: false,
    });
    expect((await touchCookie(context))?.value).toBe(token);
    expect(page.url()).toBe(`${shop.page("head")}?utm_source=blog&sub1=x#top`);
    await page.reload();
    await loaded(page);
    await quiet(page, tracking);
    expect(tracking.clicks).toHaveLength(1);
  });

  it("reports and td('id') wait for its token", async () => {
    const { page, shop, tracking } = stage;
    const earlier = makeToken(Date.now() - DAY_MS);
    const token = makeToken();
    tracking.know("anna", token);
    await visit(page, `${shop.page("head")}?td=${earlier}`);
    const answer = tracking.holdAnswers();
    await visit(page, `${shop.page("head")}?via=anna`);
    const asked = id(page);
    await td(page, "sale", { external_id: "o-1", amount: 100, currency: "EUR" });
    await vi.waitFor(() => expect(tracking.clicks).toHaveLength(1));
    await quiet(page, tracking);
    expect(tracking.events).toEqual([]);
    answer();
    expect(await asked).toBe(earlier + token);
    await vi.waitFor(() => expect(tracking.events).toHaveLength(1));
    expect(tracking.events[0]?.body.touches).toBe(earlier + token);
  });

  it("that takes too long holds up no checkout, and still counts for what comes after", async () => {
    const { page, shop, tracking } = stage;
    const token = makeToken();
    tracking.know("anna", token);
    const answer = tracking.holdAnswers();
    await page.clock.install();
    await visit(page, `${shop.page("head")}?via=anna`);
    const asked = id(page);
    await vi.waitFor(() => expect(tracking.clicks).toHaveLength(1));
    await page.clock.runFor(3000);
    expect(await asked).toBe("");
    answer();
    await vi.waitFor(async () => expect(await id(page)).toBe(token));
  });

  it("a report that waits for it when the page is left goes without it", async () => {
    const { page, shop, tracking } = stage;
    const answer = tracking.holdAnswers();
    await visit(page, `${shop.page("head")}?via=anna`);
    await td(page, "lead", { external_id: "l-1" });
    await page.goto(shop.page("plain"));
    await vi.waitFor(() => expect(tracking.events).toHaveLength(1));
    expect(tracking.events[0]?.beacon).toBe(true);
    answer();
  });

  it("with a code that nobody has: no click, the address stays, asked once", async () => {
    const { page, shop, tracking, context } = stage;
    const url = `${shop.page("spa")}?via=nobody&x=1`;
    await visit(page, url);
    expect(await id(page)).toBe("");
    await page.evaluate("history.replaceState({}, '', location.href)");
    await quiet(page, tracking);
    expect(tracking.clicks).toHaveLength(1);
    expect(page.url()).toBe(url);
    expect(await touchCookie(context)).toBeUndefined();
  });

  it("is tried again when the tracking host fails", async () => {
    const { page, shop, tracking } = stage;
    const token = makeToken();
    tracking.know("anna", token);
    tracking.failNext(503);
    await visit(page, `${shop.page("head")}?via=anna`);
    expect(await id(page)).toBe(token);
    expect(tracking.clicks.map(({ status }) => status)).toEqual([503, 200]);
  });

  it("inside a single-page app is a visit too", async () => {
    const { page, shop, tracking } = stage;
    const token = makeToken();
    tracking.know("anna", token);
    await visit(page, shop.page("spa"));
    await page.evaluate("go('/offer?via=anna')");
    expect(await id(page)).toBe(token);
    expect(page.url()).toBe(shop.page("offer"));
  });
});

describe("a prefetched page", () => {
  const setHidden = (page: Page, hidden: boolean) =>
    page.evaluate((now) => {
      Object.defineProperty(document, "hidden", { value: now, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);

  it("becomes a click when somebody sees it, once", async () => {
    const { page, shop, tracking, context } = stage;
    await context.addInitScript(
      `Object.defineProperty(document, "hidden", { value: true, configurable: true })`,
    );
    const token = makeToken(Date.now(), PREFETCH);
    await visit(page, `${shop.page("head")}?td=${token}`);
    expect(await id(page)).toBe(token);
    await quiet(page, tracking);
    expect(tracking.clicks).toEqual([]);
    for (const hidden of [false, true, false]) await setHidden(page, hidden);
    await quiet(page, tracking);
    expect(tracking.clicks.map(({ body }) => body)).toEqual([{ program: PROGRAM, token }]);
  });

  it("that is visible from the start is reported at once", async () => {
    const { page, shop, tracking } = stage;
    const token = makeToken(Date.now(), PREFETCH);
    await visit(page, `${shop.page("head")}?td=${token}`);
    await vi.waitFor(() => expect(tracking.clicks).toHaveLength(1));
    await page.reload();
    await loaded(page);
    await quiet(page, tracking);
    expect(tracking.clicks).toHaveLength(1);
  });

  it("an ordinary click is not reported again", async () => {
    const { page, shop, tracking } = stage;
    await visit(page, `${shop.page("head")}?td=${makeToken()}`);
    await quiet(page, tracking);
    expect(tracking.clicks).toEqual([]);
  });
});
