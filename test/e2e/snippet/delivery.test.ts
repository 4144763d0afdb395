import { describe, expect, it, vi } from "vitest";
import { quiet, setStage, td, visit } from "./stage.ts";
import { makeToken } from "./tokens.ts";

const stage = setStage();
const sale = (external_id: string) => ({ external_id, amount: 4999, currency: "EUR" });

describe("when the tracking host fails", () => {
  /** Lets a minute pass in the page, once a second, until what is expected has arrived. */
  const arriveWithin = (count: number) =>
    vi.waitFor(async () => {
      await stage.page.clock.runFor(1000);
      expect(stage.tracking.events).toHaveLength(count);
    });
  const statuses = () => stage.tracking.events.map(({ status }) => status);

  it.each([503, 500, 429])("tries again until it is taken: %i", async (status) => {
    const { page, shop, tracking } = stage;
    await page.clock.install();
    tracking.failNext(status, status);
    await visit(page, shop.page("head"));
    await td(page, "sale", sale("order-1"));
    await arriveWithin(3);
    expect(statuses()).toEqual([status, status, 202]);
    expect(new Set(tracking.events.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    await page.waitForFunction(() => sessionStorage._td?.includes("order-1"));
  });

  it("tries again when the connection breaks", async () => {
    const { page, shop, tracking } = stage;
    tracking.failNext(0);
    await visit(page, shop.page("head"));
    await td(page, "sale", sale("order-1"));
    await vi.waitFor(() => expect(statuses()).toEqual([0, 202]), { timeout: 10_000 });
  });

  it("gives up after four tries", async () => {
    const { page, shop, tracking } = stage;
    await page.clock.install();
    tracking.failNext(500, 500, 500, 500, 500);
    await visit(page, shop.page("head"));
    await td(page, "sale", sale("order-1"));
    await arriveWithin(4);
    await quiet(page, tracking);
    await page.clock.runFor(60_000);
    await quiet(page, tracking);
    expect(statuses()).toEqual([500, 500, 500, 500]);
  });

  it.each([400, 403, 404, 413])("does not repeat what was refused with %i", async (status) => {
    const { page, shop, tracking } = stage;
    await page.clock.install();
    tracking.failNext(status);
    await visit(page, shop.page("head"));
    await td(page, "sale", sale("order-1"));
    await arriveWithin(1);
    await quiet(page, tracking);
    await page.clock.runFor(60_000);
    await quiet(page, tracking);
    expect(statuses()).toEqual([status]);
  });
});

describe("when the page is left", () => {
  it("a report made while leaving goes by beacon", async () => {
    const { page, shop, tracking } = stage;
    const token = makeToken();
    await visit(page, `${shop.page("leave")}?td=${token}`);
    await page.goto(shop.page("plain"));
    await vi.waitFor(() => expect(tracking.events).toHaveLength(1));
    expect(tracking.events[0]).toMatchObject({
      beacon: true,
      contentType: "text/plain;charset=UTF-8",
      body: { external_id: "order-7", touches: token },
    });
  });

  it("a report that waits for its next try goes by beacon, and does not come twice", async () => {
    const { page, shop, tracking } = stage;
    tracking.failNext(503);
    await visit(page, shop.page("head"));
    const answered = page.waitForResponse(/\/t\/event/);
    await td(page, "sale", sale("order-1"));
    await (await answered).finished();
    await page.goto(shop.page("plain"));
    await vi.waitFor(() => expect(tracking.events).toHaveLength(2));
    expect(tracking.events.map(({ beacon, status }) => [beacon, status])).toEqual([
      [false, 503],
      [true, 202],
    ]);
  });

  it.each([
    ["the page goes", () => dispatchEvent(new PageTransitionEvent("pagehide"))],
    [
      "the page is hidden",
      () => {
        Object.defineProperty(document, "hidden", { value: true, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      },
    ],
  ])("so it does where the browser says only that %s", async (_, leave) => {
    const { page, shop, tracking } = stage;
    tracking.failNext(503);
    await visit(page, shop.page("head"));
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await td(page, "sale", sale("order-1"));
    await vi.waitFor(async () => {
      await page.evaluate(leave);
      expect(tracking.events).toHaveLength(2);
    });
    expect(tracking.events[1]?.beacon).toBe(true);
  });

  it("a report just before the next page is not lost", async () => {
    const { page, shop, tracking } = stage;
    await visit(page, shop.page("head"));
    await page.evaluate((to) => {
      window.td("sale", { external_id: "order-1", amount: 1, currency: "EUR" });
      location.href = to;
    }, shop.page("plain"));
    await page.waitForURL(shop.page("plain"));
    // A fetch that the browser cut off may have arrived all the same: the order number makes one of both.
    await vi.waitFor(() => expect(tracking.events.length).toBeGreaterThan(0));
    const orders = tracking.events.map(({ body }) => body.external_id);
    expect(new Set(orders)).toEqual(new Set(["order-1"]));
  });

  it("a page that comes back from the back-forward cache reports by fetch again", async () => {
    const { page, shop, tracking } = stage;
    await visit(page, shop.page("head"));
    await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    });
    await td(page, "lead", { external_id: "l-1" });
    await vi.waitFor(() => expect(tracking.events).toHaveLength(1));
    expect(tracking.events[0]?.beacon).toBe(false);
  });
});
