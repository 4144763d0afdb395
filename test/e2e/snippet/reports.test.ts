import { describe, expect, it, vi } from "vitest";
import { loaded, quiet, setStage, td, visit } from "./stage.ts";
import { DAY_MS, makeToken, TEST } from "./tokens.ts";
import { PROGRAM } from "./tracking-host.ts";

const stage = setStage();
const sale = (external_id: string) => ({ external_id, amount: 4999, currency: "EUR" });

/** The tab has noted that the server has this report. */
const noted = (external_id: string) =>
  stage.page.waitForFunction((id) => sessionStorage._td?.includes(id), external_id);

it("passes on every field that the contract has", async () => {
  const { page, shop, tracking } = stage;
  const fields = {
    external_id: "order-1",
    coupon: "ANNA10",
    amount: 12_000,
    tax: 2_000,
    shipping: 500,
    discount: 1_000,
    currency: "EUR",
    items: [{ id: "sku-1", product: "Mug", category: "kitchen", quantity: 2, amount: 9_500 }],
    customer_id: "c-1",
    metadata: { plan: "pro" },
    signed: "header.payload.signature",
  };
  await visit(page, shop.page("head"));
  await td(page, "sale", fields);
  await vi.waitFor(() => expect(tracking.events).toHaveLength(1));
  expect(tracking.events[0]?.body).toEqual({
    program: PROGRAM,
    type: "sale",
    test: false,
    ...fields,
  });
});

it("sends no cookie of the tracking host along", async () => {
  const { page, shop, tracking, context } = stage;
  await context.addCookies([{ name: "session", value: "secret", url: tracking.origin }]);
  await visit(page, shop.page("head"));
  await td(page, "lead", { external_id: "l-1" });
  await vi.waitFor(() => expect(tracking.events).toHaveLength(1));
  expect(tracking.events[0]?.cookie).toBeUndefined();
});

describe("a sale is reported once", () => {
  it("when the page calls twice", async () => {
    const { page, shop, tracking } = stage;
    await visit(page, shop.page("head"));
    await td(page, "sale", sale("order-1"));
    await td(page, "sale", sale("order-1"));
    await quiet(page, tracking);
    expect(tracking.events).toHaveLength(1);
  });

  it("when the thank-you page is reloaded, and reached again by the back button", async () => {
    const { page, shop, tracking } = stage;
    await visit(page, shop.page("thank-you"));
    await noted("order-1001");
    await page.reload();
    await loaded(page);
    await page.goto(shop.page("plain"));
    await page.goBack();
    await loaded(page);
    await quiet(page, tracking);
    expect(tracking.events.map(({ body }) => body.external_id)).toEqual(["order-1001"]);
  });

  it("but another order, a lead and an event of the same number are their own", async () => {
    const { page, shop, tracking } = stage;
    await visit(page, shop.page("head"));
    await td(page, "sale", sale("12"));
    await td(page, "sale", sale("1"));
    await td(page, "sale", sale("2"));
    await td(page, "lead", { external_id: "1" });
    await td(page, "event", "trial", { external_id: "1" });
    await td(page, "event", "upgrade", { external_id: "1" });
    await vi.waitFor(() => expect(tracking.events).toHaveLength(6));
  });

  it("and leads without an id are left for the server to tell apart", async () => {
    const { page, shop, tracking } = stage;
    await visit(page, shop.page("head"));
    await td(page, "lead");
    await td(page, "lead");
    await vi.waitFor(() => expect(tracking.events).toHaveLength(2));
  });

  it("again after a reload when the server refused it", async () => {
    const { page, shop, tracking } = stage;
    tracking.failNext(403);
    await visit(page, shop.page("thank-you"));
    await vi.waitFor(() => expect(tracking.events).toHaveLength(1));
    await page.reload();
    await noted("order-1001");
    expect(tracking.events.map(({ status }) => status)).toEqual([403, 202]);
  });
});

describe("test mode", () => {
  const live = makeToken(Date.now() - DAY_MS);
  const test = makeToken(Date.now(), TEST);
  const laterLive = makeToken(Date.now() + 1000);
  it.each([
    ["a test click", [test], {}, true],
    ["a live click", [live], {}, false],
    ["a test click after a live one", [live, test], {}, true],
    ["a live click after a test one", [test, laterLive], {}, false],
    ["no click", [], {}, false],
    ["a page that says so itself", [live], { test: true }, true],
  ])("%s", async (_, tokens, fields, expected) => {
    const { page, shop, tracking } = stage;
    await visit(page, shop.page("head"));
    for (const token of tokens) await visit(page, `${shop.page("head")}?td=${token}`);
    await td(page, "lead", { external_id: "l-1", ...fields });
    await vi.waitFor(() => expect(tracking.events).toHaveLength(1));
    expect(tracking.events[0]?.body.test).toBe(expected);
  });
});
