import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { LiveEvent } from "../../../contract/live.ts";
import type { TrackAnswer } from "../../../contract/track-answer.ts";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { exchangeRates } from "../../../db/schema/exchange-rates.ts";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { testContext } from "../../testing/context.ts";
import { TWENTY_PERCENT } from "../../testing/rewards.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";
import { announceConversion } from "./announce.ts";

type Answered = { status: number; body: TrackAnswer };
type Told = { to: string; event: LiveEvent };

afterEach(() => {
  vi.restoreAllMocks();
});

const outboxRow = (subjectId: string) => ({
  id: "obx_1",
  kind: "conversion.announce",
  subjectId,
  payload: {},
  createdAt: 0,
  dueAt: 0,
  attempts: 1,
  lastError: null,
});

/** Announces the conversion to objects that only listen. */
async function announce(conversionId: string): Promise<Told[]> {
  const ctx = testContext();
  const told: Told[] = [];
  const listener = (kind: string) => ({
    getByName: (name: string) => ({
      announce: async (event: LiveEvent) => void told.push({ to: `${kind} ${name}`, event }),
    }),
  });
  const heard = {
    ...ctx.env,
    AFFILIATE_COUNTER: listener("affiliate"),
    PROGRAM_FEED: listener("program"),
  } as unknown as typeof ctx.env;
  const outcome = await announceConversion({ ...ctx, env: heard }, outboxRow(conversionId));
  expect(outcome).toBe("done");
  return told;
}

const saleOf = async (shop: Shop, body: Record<string, unknown> = {}) => {
  const { body: answer }: Answered = await shop.sale({ click_token: await shop.token(), ...body });
  return answer;
};

describe("a credited conversion", () => {
  it("is told to its affiliate and to the program, its commission to the affiliate alone", async () => {
    const shop = await makeShop();
    const { conversion, commissions } = await saleOf(shop);
    const [affiliate, program] = [`affiliate ${shop.affiliate.id}`, `program ${shop.program.id}`];
    const sale = {
      type: "conversion",
      kind: "sale",
      id: conversion.id,
      amount: 5_000,
      currency: "EUR",
    };
    const commission = {
      type: "commission",
      kind: "pending",
      id: commissions[0]?.id,
      amount: 1_000,
      currency: "EUR",
    };
    expect(await announce(conversion.id)).toMatchObject([
      { to: affiliate, event: { ...sale, mode: "live", program_id: shop.program.id } },
      { to: affiliate, event: { ...commission, affiliate_id: shop.affiliate.id } },
      { to: program, event: sale },
    ]);
  });

  it("is not told to whoever recruited the affiliate; what he earns by it is", async () => {
    const shop = await makeShop({
      rewards: [
        TWENTY_PERCENT,
        {
          kind: "second_level",
          trigger: { type: "sale" },
          basisPoints: 1_000,
          of: "commission",
          months: null,
          conditions: [],
          caps: [],
        },
      ],
    });
    const recruiter = await shop.addAffiliate();
    await env.DB.prepare("update affiliates set recruiter_id = ?, recruited_at = ? where id = ?")
      .bind(recruiter.id, shop.affiliate.createdAt, shop.affiliate.id)
      .run();
    const { conversion } = await saleOf(shop);
    const told = (await announce(conversion.id)).filter(({ to }) => to.includes(recruiter.id));
    expect(told).toMatchObject([{ event: { type: "commission", amount: 100 } }]);
  });

  it.each([
    ["with a commission", [TWENTY_PERCENT]],
    ["without one", []],
  ])(
    "in another currency is told in the program's, in which its amount is: %s",
    async (_, rewards) => {
      const shop = await makeShop({ rewards });
      const batch = new WriteBatch(openDb(env.DB));
      const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin" }).format();
      batch.insert(exchangeRates, [
        {
          organizationId: shop.organization.id,
          fromCurrency: "USD",
          toCurrency: "EUR",
          day,
          rate: "0.5",
          source: "test",
        },
      ]);
      await batch.commit();
      const { conversion } = await saleOf(shop, { currency: "USD" });
      const [sale] = await announce(conversion.id);
      expect(sale?.event).toMatchObject({ amount: 2_500, currency: "EUR" });
    },
  );

  it("says no amount where there is none", async () => {
    const shop = await makeShop();
    const click_token = await shop.token();
    const { body }: Answered = await shop.track("lead", { external_id: "1", click_token });
    expect((await announce(body.conversion.id))[0]?.event).toMatchObject({ amount: null });
  });
});

describe("nobody is told", () => {
  it("of a conversion that nobody is credited for", async () => {
    const shop = await makeShop();
    const { body }: Answered = await shop.sale();
    expect(await announce(body.conversion.id)).toEqual([]);
  });

  it("of one that does not exist", async () => {
    expect(await announce("conv_none")).toEqual([]);
  });

  it("by whoever may not", async () => {
    const ctx = testContext({ actor: ANONYMOUS });
    await expect(announceConversion(ctx, outboxRow("conv_1"))).rejects.toThrow(PermissionDenied);
  });
});
