import { describe, expect, it, vi } from "vitest";
import { id, quiet, setStage, td, touchCookie, visit } from "./stage.ts";
import { DAY_MS, makeToken, PREFETCH } from "./tokens.ts";

const stage = setStage();

/** What the browser holds of us. */
async function traces() {
  const session = await stage.page.evaluate("JSON.stringify({ ...sessionStorage })");
  const local = await stage.page.evaluate("JSON.stringify({ ...localStorage })");
  return [await touchCookie(stage.context), session, local];
}
const NO_TRACES = [undefined, "{}", "{}"];

describe.each([
  ["data-consent='required'", "consent"],
  ["td('consent', false) in the queue", "consent-queued"],
])("consent asked for by %s", (_, name) => {
  it("stores and sends nothing before, and everything after it is given", async () => {
    const { page, shop, tracking } = stage;
    const token = makeToken();
    await visit(page, `${shop.page(name)}?td=${token}&page=2`);
    await td(page, "sale", { external_id: "o-1", amount: 100, currency: "EUR" });
    expect(await id(page)).toBe("");
    await quiet(page, tracking);
    expect(await traces()).toEqual(NO_TRACES);
    expect([tracking.events, tracking.clicks]).toEqual([[], []]);
    expect(page.url(), "a shared address carries nobody's click").toBe(`${shop.page(name)}?page=2`);

    await td(page, "consent", true);
    const held = name === "consent" ? ["o-1"] : ["early", "o-1"];
    await vi.waitFor(() => expect(tracking.events).toHaveLength(held.length));
    expect(tracking.events.map(({ body }) => body.external_id).sort()).toEqual(held);
    for (const { body } of tracking.events) expect(body.touches).toBe(token);
    expect((await touchCookie(stage.context))?.value).toBe(token);
    expect(await id(page)).toBe(token);
  });

  it("forgets all with the page when it is never given", async () => {
    const { page, shop, tracking } = stage;
    await visit(page, `${shop.page(name)}?td=${makeToken()}`);
    await td(page, "lead", { external_id: "l-1" });
    await visit(page, shop.page(name));
    await quiet(page, tracking);
    expect(await traces()).toEqual(NO_TRACES);
    expect(tracking.events).toEqual([]);
  });
});

it("a cookie from a visit with consent is not read without it", async () => {
  const { page, shop } = stage;
  await visit(page, `${shop.page("head")}?td=${makeToken()}`);
  await visit(page, shop.page("consent"));
  expect(await id(page)).toBe("");
});

it("anything but true is no consent", async () => {
  const { page, shop } = stage;
  await visit(page, `${shop.page("consent")}?td=${makeToken()}`);
  for (const answer of ["denied", 1, "true", null]) await td(page, "consent", answer);
  expect(await traces()).toEqual(NO_TRACES);
});

it("consent withdrawn: the cookie goes on every domain, and reports stop", async () => {
  const { page, shop, tracking, context } = stage;
  const host = "www.shop.localhost";
  await context.addCookies([
    { name: "_td", value: makeToken(Date.now() - DAY_MS), url: shop.page("head", host) },
  ]);
  await visit(page, `${shop.page("head", host)}?td=${makeToken()}`);
  await td(page, "sale", { external_id: "o-1", amount: 100, currency: "EUR" });
  await vi.waitFor(async () => expect((await traces())[1]).toContain("o-1"));
  await td(page, "consent", false);
  await td(page, "lead", { external_id: "l-1" });
  await quiet(page, tracking);
  expect(await traces()).toEqual(NO_TRACES);
  expect(await id(page)).toBe("");
  expect(tracking.events).toHaveLength(1);
});

it("consent withdrawn while a report is under way: its answer leaves no trace", async () => {
  const { page, shop, tracking } = stage;
  const answer = tracking.holdAnswers();
  await visit(page, shop.page("head"));
  await td(page, "sale", { external_id: "o-1", amount: 100, currency: "EUR" });
  await vi.waitFor(() => expect(tracking.events).toHaveLength(1));
  const answered = page.waitForResponse(/\/t\/event/);
  await td(page, "consent", false);
  answer();
  await (await answered).finished();
  await quiet(page, tracking);
  expect(await traces()).toEqual(NO_TRACES);
});

describe.each([
  ["Do Not Track", `Object.defineProperty(Navigator.prototype, "doNotTrack", { get: () => "1" })`],
  [
    "Global Privacy Control",
    `Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { get: () => true })`,
  ],
])("%s", (_, script) => {
  it("is a no, also on a page that asks for no consent", async () => {
    const { page, shop, tracking, context } = stage;
    await context.addInitScript(script);
    const token = makeToken(Date.now(), PREFETCH);
    await visit(page, `${shop.page("head")}?td=${token}&via=anna`);
    await td(page, "lead", { external_id: "l-1" });
    expect(await id(page)).toBe("");
    await quiet(page, tracking);
    expect(await traces()).toEqual(NO_TRACES);
    expect([tracking.events, tracking.clicks]).toEqual([[], []]);
  });

  it("gives way to the visitor's explicit consent alone", async () => {
    const { page, shop, tracking, context } = stage;
    await context.addInitScript(script);
    const token = makeToken();
    await visit(page, `${shop.page("head")}?td=${token}`);
    await td(page, "lead", { external_id: "l-1" });
    await td(page, "consent", true);
    await vi.waitFor(() => expect(tracking.events).toHaveLength(1));
    expect(await id(page)).toBe(token);
  });
});

it("a Do Not Track that says no objection is none", async () => {
  const { page, shop, context } = stage;
  await context.addInitScript(
    `Object.defineProperty(Navigator.prototype, "doNotTrack", { get: () => "0" });
     Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { get: () => false })`,
  );
  const token = makeToken();
  await visit(page, `${shop.page("head")}?td=${token}`);
  expect(await id(page)).toBe(token);
});

it("a visit by code is registered once consent is given", async () => {
  const { page, shop, tracking } = stage;
  const token = makeToken();
  tracking.know("anna", token);
  await visit(page, `${shop.page("consent")}?via=anna`);
  await quiet(page, tracking);
  expect(tracking.clicks).toEqual([]);
  await td(page, "consent", true);
  expect(await id(page)).toBe(token);
  expect(tracking.clicks).toHaveLength(1);
  expect(page.url()).toBe(shop.page("consent"));
});
