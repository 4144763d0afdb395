import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { TrackAnswer } from "../../workers/contract/track-answer.ts";
import { insertReward, TWENTY_PERCENT } from "../../workers/core/testing/rewards.ts";
import { WriteBatch } from "../../workers/db/batch.ts";
import { type Installation, PERSON, startInstallation } from "../support/installation.ts";

let installation: Installation;
beforeAll(async () => {
  installation = await startInstallation();
});
afterAll(() => installation.close());

const WAIT = { timeout: 20_000, interval: 100 };

/** A merchant who pays 20 % of each sale. */
async function makeMerchant() {
  const merchant = await installation.merchant();
  const batch = new WriteBatch(installation.db);
  insertReward(batch, merchant.program.id, TWENTY_PERCENT);
  await batch.commit();
  return merchant;
}

type Merchant = Awaited<ReturnType<typeof makeMerchant>>;

async function clickTokenOf(merchant: Merchant): Promise<string> {
  const answer = await installation.follow(merchant.link.slug);
  expect(answer.status).toBe(302);
  const location = new URL(answer.headers.get("location") ?? "");
  return location.searchParams.get("td") ?? "";
}

async function track(merchant: Merchant, type: string, body: unknown) {
  const answer = await installation.core.fetch(`http://localhost/api/v1/track/${type}`, {
    method: "POST",
    headers: { authorization: `Bearer ${merchant.key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  } as never);
  return { status: answer.status, body: (await answer.json()) as TrackAnswer };
}

const browserEvent = (merchant: Merchant, body: Record<string, unknown>) =>
  installation.edge.fetch("http://localhost/t/event", {
    method: "POST",
    headers: {
      origin: "https://shop.example",
      "content-type": "text/plain",
      "user-agent": PERSON,
    },
    body: JSON.stringify({ program: merchant.program.id, ...body }),
  } as never);

const one = async (query: string, ...values: string[]) =>
  installation.env.DB.prepare(query)
    .bind(...values)
    .first<number>("value");

const clicksOf = ({ affiliate }: Merchant) =>
  one("select coalesce(sum(clicks), 0) value from click_days where affiliate_id = ?", affiliate.id);
const conversionsOf = ({ program }: Merchant) =>
  one("select count(*) value from conversions where program_id = ?", program.id);
const ledgerOf = ({ affiliate }: Merchant) =>
  one(
    `select coalesce(sum(e.amount), 0) value from ledger_entries e join ledger_accounts a
     on a.id = e.account_id where a.affiliate_id = ?`,
    affiliate.id,
  );

describe("from a click to a commission", () => {
  it("a link is followed, a sale is reported, and the click is counted", async () => {
    const merchant = await makeMerchant();
    const token = await clickTokenOf(merchant);
    const { status, body } = await track(merchant, "sale", {
      external_id: "order-1",
      amount: 5_000,
      currency: "EUR",
      click_token: token,
    });
    expect(status).toBe(201);
    expect(body.commissions).toMatchObject([
      { affiliate_id: merchant.affiliate.id, amount: 1_000 },
    ]);
    await vi.waitFor(async () => expect(await clicksOf(merchant)).toBe(1), WAIT);
    expect(await ledgerOf(merchant)).toBe(1_000);
  });

  it("is credited although its click has not been processed yet", async () => {
    const merchant = await makeMerchant();
    const token = await clickTokenOf(merchant);
    const { body } = await track(merchant, "sale", {
      external_id: "fast",
      amount: 100,
      currency: "EUR",
      click_token: token,
    });
    expect(body.conversion.via).toBe("click");
  });

  it("gets the facts of its click once that has arrived", async () => {
    const merchant = await makeMerchant();
    const token = await clickTokenOf(merchant);
    await track(merchant, "sale", {
      external_id: "order-1",
      amount: 100,
      currency: "EUR",
      click_token: token,
    });
    await vi.waitFor(async () => {
      await installation.operator("/jobs/sweep-outbox/run");
      const row = await installation.env.DB.prepare(
        "select enrichment, device, browser from conversions where program_id = ?",
      )
        .bind(merchant.program.id)
        .first();
      expect(row).toEqual({ enrichment: "found", device: "desktop", browser: "Chrome" });
    }, WAIT);
  });

  it("is one conversion when browser, server and bulk upload report it at once", async () => {
    const merchant = await makeMerchant();
    const token = await clickTokenOf(merchant);
    const sale = { external_id: "order-1", amount: 5_000, currency: "EUR" };
    const answers = await Promise.all([
      browserEvent(merchant, { type: "sale", ...sale, touches: token }),
      track(merchant, "sale", { ...sale, click_token: token }),
      track(merchant, "bulk", {
        conversions: [{ type: "sale", ...sale, click_token: token }],
      }),
      track(merchant, "sale", {
        ...sale,
        external_id: "pi_77",
        click_token: token,
        references: [{ kind: "order", value: "order-1" }],
      }),
    ]);
    expect(answers.every(({ status }) => status < 300)).toBe(true);
    await vi.waitFor(async () => {
      const sightings = await one(
        `select count(*) value from sightings s join conversions c on c.id = s.conversion_id
         where c.program_id = ? and s.trust = 'browser'`,
        merchant.program.id,
      );
      expect(sightings).toBe(1);
    }, WAIT);
    expect(await conversionsOf(merchant)).toBe(1);
    expect(await ledgerOf(merchant)).toBe(1_000);
  });

  it("counts a hundred clicks as a hundred, whatever packs they came in", async () => {
    const merchant = await makeMerchant();
    await Promise.all(Array.from({ length: 100 }, () => clickTokenOf(merchant)));
    await vi.waitFor(async () => expect(await clicksOf(merchant)).toBe(100), WAIT);
  });
});
