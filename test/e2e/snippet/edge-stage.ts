/** The real edge Worker; behind it a stand-in for core keeps what arrives. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach } from "vitest";
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
import { PROGRAM } from "./tracking-host.ts";

export const LINK = "link_01jd8v7k3mf2xq5r9w4t6y8z0b";
export const AFFILIATE = "aff_01jd8v7k3mf2xq5r9w4t6y8z0b";
export const PARAM = "ref_click";
/** A person's browser: the headless one's own name says that it is a bot. */
export const USER_AGENT =
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
        kv_namespaces: [
          { binding: "ARRIVED", id: "00000000000000000000000000000009" },
          // The edge's own: core knows what it has written there.
          { binding: "LINKS", id: "00000000000000000000000000000002" },
        ],
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

/** One program of this shop, with one affiliate and her link, as core writes them for the edge. */
async function writeEntries(shop: MerchantSite) {
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
export async function arrived() {
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

/** The edge, a shop of its program, and a fresh page for each test. */
export function setEdgeStage() {
  const stage = {} as { edge: string; shop: MerchantSite; page: Page };
  let browser: Browser;
  beforeAll(async () => {
    await writeSnippet();
    stage.edge = (await harness.listen()).url.origin;
    stage.shop = await startMerchantSite({ tracking: stage.edge, program: PROGRAM });
    await writeEntries(stage.shop);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    stage.shop?.close();
    await harness.close();
  });
  beforeEach(async () => {
    stage.page = await browser.newPage({ userAgent: USER_AGENT });
  });
  return stage;
}
