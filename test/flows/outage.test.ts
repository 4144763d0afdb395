import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Installation, PERSON, startInstallation } from "../support/installation.ts";

let installation: Installation;
beforeAll(async () => {
  installation = await startInstallation();
});
afterAll(() => installation.close());

const WAIT = { timeout: 40_000, interval: 200 };
const CLICKS = 40;
const EVENTS = 10;

type Merchant = Awaited<ReturnType<Installation["merchant"]>>;

const one = (query: string, value: string) =>
  installation.env.DB.prepare(query).bind(value).first<number>("value");
const clicksOf = ({ affiliate }: Merchant) =>
  one("select coalesce(sum(clicks), 0) value from click_days where affiliate_id = ?", affiliate.id);
const conversionsOf = ({ program }: Merchant) =>
  one("select count(*) value from conversions where program_id = ?", program.id);

const browserSale = ({ program }: Merchant, external_id: string) =>
  installation.edge.fetch("http://localhost/t/event", {
    method: "POST",
    headers: {
      origin: "https://shop.example",
      "content-type": "text/plain",
      "user-agent": PERSON,
      "cf-connecting-ip": `192.0.2.${external_id}`,
    },
    body: JSON.stringify({
      program: program.id,
      type: "sale",
      external_id,
      amount: 100,
      currency: "EUR",
    }),
  } as never);

const serverSale = ({ key }: Merchant, external_id: string) =>
  installation.core.fetch("http://localhost/api/v1/track/sale", {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ external_id, amount: 100, currency: "EUR" }),
  } as never);

const repeat = <Result>(times: number, make: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: times }, (_, index) => make(index)));

describe("while the database refuses", () => {
  it("links redirect, clicks and conversions are kept, and all are counted afterwards", async () => {
    const merchant = await installation.merchant();
    await installation.switch("d1=off");
    const redirects = await repeat(CLICKS, () => installation.follow(merchant.link.slug));
    const browsers = await repeat(EVENTS, (index) => browserSale(merchant, `1${index}`));
    const servers = await repeat(EVENTS, (index) => serverSale(merchant, `server-${index}`));
    expect(new Set(redirects.map(({ status }) => status))).toEqual(new Set([302]));
    expect(new Set(browsers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(servers.map(({ status }) => status))).toEqual(new Set([202]));
    await installation.switch("d1=on");
    await vi.waitFor(async () => {
      expect(await conversionsOf(merchant)).toBe(2 * EVENTS);
      expect(await clicksOf(merchant)).toBe(CLICKS);
    }, WAIT);
  });

  it("a server that calls again is told the same id, and the sale is one", async () => {
    const merchant = await installation.merchant();
    await installation.switch("d1=off");
    const id = async () => {
      const answer = await serverSale(merchant, "order-1");
      const body = (await answer.json()) as { conversion: { id: string } };
      return { status: answer.status, id: body.conversion.id };
    };
    const [first, again] = [await id(), await id()];
    await installation.switch("d1=on");
    const recorded = await id();
    expect([first.status, again.status]).toEqual([202, 202]);
    expect(new Set([first.id, again.id, recorded.id]).size).toBe(1);
    await vi.waitFor(async () => expect(await conversionsOf(merchant)).toBe(1), WAIT);
  });
});

describe("while core answers errors", () => {
  it("links redirect, clicks and events are kept, and all are counted afterwards", async () => {
    const merchant = await installation.merchant();
    await installation.switch("core=off");
    const redirects = await repeat(CLICKS, () => installation.follow(merchant.link.slug));
    const browsers = await repeat(EVENTS, (index) => browserSale(merchant, `2${index}`));
    expect(new Set(redirects.map(({ status }) => status))).toEqual(new Set([302]));
    expect(new Set(browsers.map(({ status }) => status))).toEqual(new Set([202]));
    await installation.switch("core=on");
    await vi.waitFor(async () => {
      expect(await conversionsOf(merchant)).toBe(EVENTS);
      expect(await clicksOf(merchant)).toBe(CLICKS);
    }, WAIT);
  });
});
