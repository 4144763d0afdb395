import { expect, it, vi } from "vitest";
import { AFFILIATE, arrived, LINK, PARAM, setEdgeStage, USER_AGENT } from "./edge-stage.ts";
import { id, td, visit } from "./stage.ts";
import { PROGRAM } from "./tracking-host.ts";

const stage = setEdgeStage();

it("an affiliate's link, the shop, a sale: the event that arrives carries the click's token", async () => {
  const { page, edge } = stage;
  await visit(page, `${edge}/r/anna?sub1=blog`);
  expect(page.url()).toMatch(/\?utm_source=anna[^#]*#offer$/);
  expect(page.url()).not.toContain(PARAM);
  const token = await id(page);
  expect(token).toMatch(/^[\w-]{64}$/);
  const cookie = (await page.context().cookies()).find(({ name }) => name === "_td");
  expect(Math.round(((cookie?.expires ?? 0) - Date.now() / 1000) / 86_400)).toBe(45);

  const answer = page.waitForResponse(`${edge}/t/event`);
  await td(page, "sale", { external_id: "order-1", amount: 4999, currency: "EUR" });
  expect((await answer).status()).toBe(202);
  const body = { program: PROGRAM, type: "sale", external_id: "order-1", touches: token };
  const event = expect.objectContaining({ kind: "browser", body: expect.objectContaining(body) });
  await vi.waitFor(async () => expect((await arrived()).events).toContainEqual(event), 20_000);
});

it("a visit by ?via=code becomes a click of that affiliate", async () => {
  const { page, shop } = stage;
  await visit(page, `${shop.page("head")}?via=Anna&utm_source=blog`);
  expect(await id(page)).toMatch(/^[\w-]{64}$/);
  expect(page.url()).toBe(`${shop.page("head")}?utm_source=blog`);
  await vi.waitFor(
    async () =>
      expect((await arrived()).clicks).toContainEqual(
        expect.objectContaining({ link: LINK, affiliate: AFFILIATE, via: "code" }),
      ),
    20_000,
  );
});

it("a prefetched visit becomes a click once it is seen", async () => {
  const { page, edge } = stage;
  // As a browser asks that fetches ahead; the page is then shown from what was fetched.
  const ahead = await fetch(`${edge}/r/anna`, {
    redirect: "manual",
    headers: { "sec-purpose": "prefetch", "user-agent": USER_AGENT },
  });
  const answer = page.waitForResponse(`${edge}/t/click`);
  await visit(page, ahead.headers.get("location") ?? "");
  expect((await answer).status()).toBe(200);
  await vi.waitFor(
    async () =>
      expect((await arrived()).clicks).toContainEqual(
        expect.objectContaining({ link: LINK, shown: true }),
      ),
    20_000,
  );
});

it("another site's report for the program is refused", async () => {
  const { page, edge, shop } = stage;
  await visit(page, shop.page("head", "thief.localhost"));
  const refused = page.waitForRequest(`${edge}/t/event`);
  await td(page, "sale", { external_id: "order-2", amount: 100, currency: "EUR" });
  await refused;
  await visit(page, shop.page("head"));
  await td(page, "sale", { external_id: "order-3", amount: 100, currency: "EUR" });
  const orders = async () =>
    (await arrived()).events.map((event) => "body" in event && event.body.external_id);
  await vi.waitFor(async () => expect(await orders()).toContain("order-3"), 20_000);
  expect(await orders()).not.toContain("order-2");
});
