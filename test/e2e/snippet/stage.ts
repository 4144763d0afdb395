/** What every browser test of the snippet plays on: a shop, a tracking host, a browser. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { buildSnippet } from "../../../scripts/build-snippet.ts";
import { launchBrowser } from "../../support/browser.ts";
import { type MerchantSite, startMerchantSite } from "./merchant-site.ts";
import { PROGRAM, startTrackingHost, type TrackingHost } from "./tracking-host.ts";

type Td = ((...call: unknown[]) => void) & { loaded?: boolean };
declare global {
  interface Window {
    td: Td;
  }
}

/** A stage for one test file. Every test gets fresh cookies, and fails on an error in the page. */
export function setStage() {
  const stage = {} as {
    tracking: TrackingHost;
    shop: MerchantSite;
    context: BrowserContext;
    page: Page;
    /** Errors that reached the page. */
    errors: string[];
  };
  let browser: Browser;

  beforeAll(async () => {
    stage.tracking = await startTrackingHost(await buildSnippet());
    stage.shop = await startMerchantSite({ tracking: stage.tracking.origin, program: PROGRAM });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    stage.shop?.close();
    stage.tracking?.close();
  });
  beforeEach(async () => {
    stage.tracking.forget();
    stage.context = await browser.newContext();
    stage.errors = [];
    stage.context.on("weberror", (error) => stage.errors.push(String(error.error())));
    stage.page = await stage.context.newPage();
  });
  afterEach(async () => {
    await stage.context.close();
    expect(stage.errors, "errors in the page").toEqual([]);
    expect(stage.tracking.unexpected, "requests that the edge would refuse").toEqual([]);
  });
  return stage;
}

/** Opens a page and waits until the snippet runs on it. */
export async function visit(page: Page, url: string) {
  await page.goto(url);
  await loaded(page);
}

export const loaded = (page: Page) => page.waitForFunction(() => window.td?.loaded);

/** `td(...)` on the page. */
export const td = (page: Page, ...call: unknown[]) =>
  page.evaluate((args) => window.td(...args), call);

/** What `td('id')` gives. */
export const id = (page: Page) =>
  page.evaluate(() => new Promise<string>((resolve) => window.td("id", resolve)));

/** The page's `_td` cookie as the browser keeps it. */
export const touchCookie = async (context: BrowserContext) =>
  (await context.cookies()).find(({ name }) => name === "_td");

/** Everything that the page sends on its own has been sent: its requests precede this one. */
export const quiet = (page: Page, tracking: TrackingHost) =>
  page.evaluate((origin) => fetch(`${origin}/marker`).then(() => {}), tracking.origin);
