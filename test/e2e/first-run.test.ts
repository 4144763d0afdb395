import { once } from "node:events";
import { rmSync } from "node:fs";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import {
  freePort,
  type Installation,
  makeHome,
  runStart,
  startInstallation,
} from "../support/local-installation.ts";

const START_MS_MAX = 120_000;
const SOON = { timeout: 30_000, interval: 200 };
/** A person's browser: the headless one says in its name that it is none. */
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";

const home = makeHome();
let installation: Installation;
let browser: Browser;
let context: BrowserContext;

const textOf = async (page: Page, selector: string) =>
  (await page.locator(selector).first().textContent()) ?? "";
const numberOf = async (page: Page, selector: string) =>
  Number((await textOf(page, selector)).replace(/[^\d.]/g, "") || "NaN");

beforeAll(async () => {
  installation = await startInstallation(home, await freePort());
  browser = await launchBrowser();
  context = await browser.newContext({ userAgent: USER_AGENT });
}, START_MS_MAX);

afterAll(async () => {
  await browser?.close();
  await installation?.stop();
  rmSync(home, { recursive: true, force: true });
});

async function openLivePage(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(installation.facts.live_url);
  await page.locator('#connection[data-state="live"]').waitFor();
  await vi.waitFor(async () => {
    // The history is counted when the queue has delivered it.
    expect(await numberOf(page, "#clicks-all")).toBeGreaterThan(500);
    expect(await numberOf(page, "#conversions-all")).toBeGreaterThan(20);
  }, SOON);
  return page;
}

describe("the first run, as a newcomer sees it", () => {
  it("has an inbox for the mails that it sends", async () => {
    const page = await context.newPage();
    await page.goto(installation.facts.inbox_url);
    expect(await textOf(page, "h1")).toBe("Development inbox");
    await page.close();
  });

  it("counts a click and pays a sale: link, store, Buy, live numbers, trace", async () => {
    const live = await openLivePage();
    const shop = await context.newPage();
    const before = {
      clicks: await numberOf(live, "#clicks"),
      conversions: await numberOf(live, "#conversions"),
      commission: await numberOf(live, "#commission"),
    };
    await live.evaluate(() => {
      document.body.dataset.untouched = "yes";
    });

    await shop.goto(installation.facts.affiliate_link);
    expect(shop.url()).toContain(installation.facts.store_url);
    await vi.waitFor(() => expect(new URL(shop.url()).searchParams.has("td")).toBe(false), SOON);
    await vi.waitFor(
      async () => expect(await numberOf(live, "#clicks")).toBe(before.clicks + 1),
      SOON,
    );

    await shop.click('[data-product="hand-grinder"]');
    await shop.locator("#server dd").first().waitFor();
    const order = await textOf(shop, "#order");
    expect(order).toMatch(/^HC-[A-Z0-9]{6}$/);
    expect(await textOf(shop, "#server")).toContain("€17.80, pending");
    expect(await textOf(shop, "#server")).toContain("clicked the link");

    await vi.waitFor(async () => {
      expect(await numberOf(live, "#conversions")).toBe(before.conversions + 1);
      expect(await numberOf(live, "#commission")).toBeCloseTo(before.commission + 17.8, 2);
    }, SOON);
    await live.locator("#commissions summary").first().click();
    await live.locator(".trace li").first().waitFor();
    const trace = await textOf(live, ".trace");
    expect(trace).toContain("clicked the link");
    expect(trace).toContain("20 % of €89.00 = €17.80");
    expect(await live.locator("body").getAttribute("data-untouched")).toBe("yes");
  });

  it("counts a thank-you page that is loaded again as the same sale", async () => {
    const shop = await context.newPage();
    await shop.goto(installation.facts.store_url);
    await shop.click('[data-product="house-blend"]');
    await shop.locator("#server dd").first().waitFor();
    const conversionOf = async () => /conv_\w{26}/.exec(await textOf(shop, "#server"))?.[0];
    const conversion = await conversionOf();
    expect(conversion).toBeDefined();
    const live = await openLivePage();
    const conversions = await numberOf(live, "#conversions-all");
    await shop.reload();
    await shop.locator("#server dd").first().waitFor();
    expect(await conversionOf()).toBe(conversion);
    await live.reload();
    await vi.waitFor(
      async () => expect(await numberOf(live, "#conversions-all")).toBe(conversions),
      SOON,
    );
  });

  it("shows pages without errors, and without scripts that a policy would refuse", async () => {
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    for (const path of ["/", "/store/", "/live/"]) {
      const answer = await page.goto(installation.facts.url + path);
      expect(answer?.status()).toBe(200);
      expect(answer?.headers()["content-security-policy"]).toContain("default-src 'self'");
    }
    expect(errors).toEqual([]);
  });

  it.each([390, 768, 1280])(
    "holds large sums at a width of %i, without scrolling sideways",
    async (width) => {
      const page = await context.newPage();
      await page.setViewportSize({ width, height: 800 });
      await page.goto(installation.facts.live_url);
      await page.locator('#connection[data-state="live"]').waitFor();
      const overflow = await page.evaluate(() => {
        for (const id of ["commission", "commission-all"]) {
          const place = document.getElementById(id);
          if (place !== null) place.textContent = "€1,234,567.89";
        }
        return document.documentElement.scrollWidth - window.innerWidth;
      });
      expect(overflow).toBeLessThanOrEqual(0);
      await page.close();
    },
  );

  it("says of an address with nothing behind it that it is not found, and shows no error's insides", async () => {
    const { url } = installation.facts;
    for (const path of ["/store/nothing", "/robots.txt", "/.dev.vars"]) {
      expect((await fetch(url + path)).status).toBe(404);
    }
    for (const path of ["/demo/orders", "/demo/payments"]) {
      const answer = await fetch(url + path, { method: "POST", body: "null" });
      expect(answer.status).toBe(404);
      expect(await answer.json()).toHaveProperty("error");
    }
  });

  it("refuses to start a second time on the same folder, and says how to stop the first", async () => {
    const { child, output } = runStart(home, await freePort());
    await once(child, "exit");
    expect(child.exitCode).toBe(1);
    expect(output()).toMatch(/already running from this folder.*kill \d+/s);
  });

  it(
    "keeps its data over a restart, and seeds nothing twice",
    async () => {
      const live = await openLivePage();
      const before = await numberOf(live, "#conversions-all");
      await live.close();
      const { url } = installation.facts;
      expect(await installation.stop()).toBe(0);
      installation = await startInstallation(home, Number(new URL(url).port));
      expect(installation.output()).not.toContain("90 days of history");
      const again = await openLivePage();
      expect(await numberOf(again, "#conversions-all")).toBe(before);
    },
    START_MS_MAX,
  );
});
