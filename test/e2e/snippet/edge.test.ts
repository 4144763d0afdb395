import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createTestHarness } from "wrangler";
import { writeSnippet } from "../../../scripts/build-snippet.ts";
import type { BrowserEvent } from "../../../workers/contract/edge/browser-event.ts";
import type { ClickPack } from "../../../workers/contract/edge/click-pack.ts";
import {
  type AffiliateEntry,
  ANY_HOST,
  entryKey,
  type LinkEntry,
  type ProgramEntry,
} from "../../../workers/contract/edge/entries.ts";
import { launchBrowser } from "../../support/browser.ts";
import { type MerchantSite, startMerchantSite } from "./merchant-site.ts";
import { id, td, visit } from "./stage.ts";
import { PROGRAM } from "./tracking-host.ts";

/** The snippet and the real edge Worker together; behind it a stand-in for core keeps what arrives. */

const LINK = "link_01jd8v7k3mf2xq5r9w4t6y8z0b";
const AFFILIATE = "aff_01jd8v7k3mf2xq5r9w4t6y8z0b";
const PARAM = "ref_click";
/** A person's browser: the headless one's own name says that it is a bot. */
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";

type Store = {
  put(key: string, value: string): Promise<void>;
  get(key: string): Promise<string | null>;
  list(): Promise<{ keys: { name: string }[] }>;
};

const harness = createTestHarness({
  workers: [
    {
      configPath: "workers/edge/wrangler.toml",
      secrets: {
        CLICK_TOKEN_KEYS: "1:dGVzdC1jbGljay10b2tlbi1rZXktMDAwMDAwMDAwMDE",
        VISITOR_SECRET: "dGVzdC12aXNpdG9yLXNlY3JldC0wMDAwMDAwMDAwMDE",
      },
    },
    {
      config: {
        name: "trackdesk-core",
        main: "test/e2e/snippet/core-stand-in.mjs",
        compatibility_date: "2026-11-01",
        kv_namespaces: [{ binding: "ARRIVED", id: "00000000000000000000000000000009" }],
        queues: {
          consumers: ["trackdesk-clicks", "trackdesk-events"].map((queue) => ({
            queue,
            max_batch_size: 1,
          })),
        },
      },
    },
  ],
});
let browser: Browser;
let page: Page;
let shop: MerchantSite;
let edge = "";

async function writeEntries() {
  const { LINKS } = await harness.getWorker<{ LINKS: Store }>("trackdesk-edge").getEnv();
  const program: ProgramEntry = {
    version: 1,
    id: PROGRAM,
    state: "active",
    allowedHosts: [new URL(shop.page("head")).host],
    origins: [new URL(shop.page("head")).origin],
    tokenParam: PARAM,
    windowDays: 45,
    fallback: null,
  };
  const link: LinkEntry = {
    version: 1,
    id: LINK,
    program: PROGRAM,
    affiliate: AFFILIATE,
    state: "active",
    overCap: false,
    clickCap: null,
    destination: `${shop.page("head")}?utm_source=anna#offer`,
    fallback: null,
    expiresAt: null,
    targets: [],
    split: [],
    utm: {},
  };
  const affiliate: AffiliateEntry = {
    version: 1,
    id: AFFILIATE,
    state: "active",
    termsDueAt: null,
  };
  const entries = {
    [entryKey.program(PROGRAM)]: program,
    [entryKey.affiliate(AFFILIATE)]: affiliate,
    [entryKey.link(ANY_HOST, "anna")]: link,
    [entryKey.linkId(LINK)]: link,
    [entryKey.code(PROGRAM, "anna")]: link,
  };
  for (const [key, entry] of Object.entries(entries)) await LINKS.put(key, JSON.stringify(entry));
}

/** What core would have received. */
async function arrived() {
  const core = harness.getWorker<{ ARRIVED: Store }>("trackdesk-core");
  const { ARRIVED } = await core.getEnv();
  const { keys } = await ARRIVED.list();
  const texts = await Promise.all(keys.map(({ name }) => ARRIVED.get(name)));
  const messages = texts.map((text) => JSON.parse(text ?? "null") as BrowserEvent | ClickPack);
  return {
    events: messages.filter((message) => "body" in message),
    clicks: messages.flatMap((message) => ("clicks" in message ? message.clicks : [])),
  };
}

beforeAll(async () => {
  await writeSnippet();
  const { url } = await harness.listen();
  edge = url.origin;
  shop = await startMerchantSite({ tracking: edge, program: PROGRAM });
  await writeEntries();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  shop?.close();
  await harness.close();
});

it("an affiliate's link, the shop, a sale: the event that arrives carries the click's token", async () => {
  page = await browser.newPage({ userAgent: USER_AGENT });
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
  await vi.waitFor(async () => expect((await arrived()).events).toHaveLength(1), 20_000);
  expect((await arrived()).events[0]).toMatchObject({
    kind: "browser",
    body: { program: PROGRAM, type: "sale", external_id: "order-1", touches: token },
  });
});

it("a visit by ?via=code becomes a click of that affiliate", async () => {
  page = await browser.newPage({ userAgent: USER_AGENT });
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
  page = await browser.newPage({ userAgent: USER_AGENT });
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
  page = await browser.newPage({ userAgent: USER_AGENT });
  await visit(page, shop.page("head", "thief.localhost"));
  const refused = page.waitForRequest(`${edge}/t/event`);
  await td(page, "sale", { external_id: "order-2", amount: 100, currency: "EUR" });
  await refused;
  await visit(page, shop.page("head"));
  await td(page, "sale", { external_id: "order-3", amount: 100, currency: "EUR" });
  const orders = async () =>
    (await arrived()).events.map((event) => "body" in event && event.body.external_id).sort();
  await vi.waitFor(async () => expect(await orders()).toEqual(["order-1", "order-3"]), 20_000);
});
