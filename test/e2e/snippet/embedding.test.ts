import { expect, it, vi } from "vitest";
import { id, loaded, setStage, td, touchCookie, visit } from "./stage.ts";
import { makeToken } from "./tokens.ts";
import { PROGRAM } from "./tracking-host.ts";

const stage = setStage();

it("in the head: keeps the click of the landing page and credits a lead to it", async () => {
  const { page, shop, tracking } = stage;
  const token = makeToken();
  await visit(page, `${shop.page("head")}?td=${token}`);
  await td(page, "lead", { external_id: "lead-1", customer_id: "c-1" });
  await vi.waitFor(() => expect(tracking.events).toHaveLength(1));
  expect(tracking.events[0]).toMatchObject({
    body: {
      program: PROGRAM,
      type: "lead",
      external_id: "lead-1",
      customer_id: "c-1",
      touches: token,
      test: false,
    },
    origin: new URL(shop.page("head")).origin,
    contentType: "text/plain;charset=UTF-8",
    beacon: false,
    status: 202,
  });
});

it("at the end of the body: takes program, window and parameter from its attributes", async () => {
  const { page, shop, tracking, context } = stage;
  const token = makeToken();
  await visit(page, `${shop.page("body-end")}?ref_click=${token}`);
  expect(page.url()).toBe(shop.page("body-end"));
  const cookie = await touchCookie(context);
  expect(cookie?.value).toBe(token);
  expect(Math.round(((cookie?.expires ?? 0) - Date.now() / 1000) / 86_400)).toBe(7);
  await td(page, "event", "trial.started", { external_id: "t-1" });
  await vi.waitFor(() => expect(tracking.events).toHaveLength(1));
  expect(tracking.events[0]?.body).toEqual({
    program: PROGRAM,
    type: "event",
    name: "trial.started",
    external_id: "t-1",
    touches: token,
    test: false,
  });
});

it("injected by a tag manager after the page has loaded: earlier calls are not lost", async () => {
  const { page, shop, tracking } = stage;
  const token = makeToken();
  await page.goto(`${shop.page("tag-manager")}?td=${token}`, { waitUntil: "load" });
  await td(page, "lead", { external_id: "before" });
  await page.evaluate("fireTag()");
  await loaded(page);
  await td(page, "lead", { external_id: "after" });
  await vi.waitFor(() => expect(tracking.events).toHaveLength(2));
  expect(tracking.events.map(({ body }) => [body.external_id, body.touches])).toEqual([
    ["before", token],
    ["after", token],
  ]);
});

it("calls made before it loads are carried out in their order", async () => {
  const { page, shop, tracking } = stage;
  const token = makeToken();
  const release = tracking.holdSnippet();
  await page.goto(`${shop.page("early-calls")}?td=${token}`, { waitUntil: "commit" });
  await page.waitForFunction(() => (window.td as unknown as { q?: unknown[] })?.q?.length === 3);
  expect(tracking.events).toEqual([]);
  release();
  await vi.waitFor(() => expect(tracking.events).toHaveLength(2));
  const bodies = tracking.events.map(({ body }) => body);
  expect(new Set(bodies.map(({ external_id }) => external_id))).toEqual(
    new Set(["lead-1", "trial-1"]),
  );
  for (const body of bodies) expect(body.touches).toBe(token);
  await page.waitForFunction("window.touches !== undefined");
  expect(await page.evaluate("window.touches")).toBe(token);
});

it("a page that kept the stub in a variable goes on using it", async () => {
  const { page, shop, tracking } = stage;
  await visit(page, shop.page("early-calls"));
  await page.evaluate(`stub("lead", { external_id: "through-the-stub" })`);
  await vi.waitFor(() => expect(tracking.events).toHaveLength(3));
  expect(tracking.events.map(({ body }) => body.external_id)).toContain("through-the-stub");
});

it("loaded twice: the first one stays, whichever program the second names", async () => {
  const { page, shop, tracking } = stage;
  const token = makeToken();
  await visit(page, `${shop.page("twice")}?td=${token}`);
  expect(await page.evaluate("window.td === window.first")).toBe(true);
  await page.evaluate("history.pushState({}, '', '?tab=2')");
  await td(page, "lead", { external_id: "once" });
  await vi.waitFor(() => expect(tracking.events).toHaveLength(2));
  expect(tracking.events.map(({ body }) => [body.external_id, body.program])).toEqual([
    ["queued", PROGRAM],
    ["once", PROGRAM],
  ]);
});

it("a visit without any click is reported without one", async () => {
  const { page, shop, tracking, context } = stage;
  await visit(page, shop.page("head"));
  expect(await id(page)).toBe("");
  await td(page, "sale", { external_id: "o-1", amount: 100, currency: "EUR", coupon: "ANNA10" });
  await vi.waitFor(() => expect(tracking.events).toHaveLength(1));
  expect(tracking.events[0]?.body).toEqual({
    program: PROGRAM,
    type: "sale",
    external_id: "o-1",
    amount: 100,
    currency: "EUR",
    coupon: "ANNA10",
    test: false,
  });
  expect(await touchCookie(context)).toBeUndefined();
});

it.each([
  ["an unknown command", ["no-such-command", 1]],
  ["no command", []],
  ["a name of Object's own", ["constructor"]],
  ["an id without a callback", ["id"]],
])("%s does not disturb the page", async (_, call) => {
  const { page, shop } = stage;
  await visit(page, shop.page("head"));
  await td(page, ...call);
  expect(await id(page)).toBe("");
});

it("fields that cannot be sent are dropped, and the next report is not", async () => {
  const { page, shop, tracking } = stage;
  await visit(page, shop.page("head"));
  await page.evaluate(() => {
    const cyclic: { self?: unknown } = {};
    cyclic.self = cyclic;
    window.td("lead", cyclic);
    window.td("lead", null);
    window.td("lead", { external_id: "fine" });
  });
  await vi.waitFor(() => expect(tracking.events).toHaveLength(1));
  expect(tracking.events[0]?.body.external_id).toBe("fine");
});

it("an error in the callback of td('id') is the page's, and stops no other call", async () => {
  const { page, shop, tracking, errors } = stage;
  await visit(page, shop.page("head"));
  await page.evaluate(() => {
    window.td("id", () => {
      throw new Error("the page's own");
    });
    window.td("lead", { external_id: "after" });
  });
  await vi.waitFor(() => expect(tracking.events).toHaveLength(1));
  await vi.waitFor(() => expect(errors).toHaveLength(1));
  expect(errors.splice(0)[0]).toContain("the page's own");
});
