import { env } from "cloudflare:workers";
import { SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import type { BrowserEvent } from "../../../contract/edge/browser-event.ts";
import type { TrackAnswer } from "../../../contract/track-answer.ts";
import { openDb } from "../../../db/batch.ts";
import { newId } from "../../../lib/ids.ts";
import { testContext } from "../../testing/context.ts";
import { NOON, testReport } from "../../testing/run.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";
import { handleBrowserEvents } from "./handle-browser-events.ts";
import { conversionSecret, recordingKeys } from "./keys.ts";
import { loadProgram, loadWorld } from "./load-world.ts";
import { prepareSubmission } from "./submission.ts";

type Answered = { status: number; body: TrackAnswer };
const db = openDb(env.DB);

async function fromBrowser(
  shop: Shop,
  customer_id: string,
  vouched: boolean,
  coupon?: string,
): Promise<void> {
  const body: BrowserEvent["body"] = {
    program: shop.program.id,
    type: "sale",
    external_id: "order-1",
    amount: 5_000,
    currency: "EUR",
    touches: await shop.token(),
    customer_id,
    ...(coupon === undefined ? {} : { coupon }),
  };
  const secret = await conversionSecret(
    await recordingKeys(testContext().env),
    shop.program.id,
    "live",
  );
  const signed = await new SignJWT(body)
    .setProtectedHeader({ alg: "HS256" })
    .setIssuedAt()
    .sign(new TextEncoder().encode(secret));
  const event: BrowserEvent = {
    kind: "browser",
    id: newId("conv"),
    at: Date.now(),
    body: vouched ? { ...body, signed } : body,
  };
  await handleBrowserEvents(testContext(), [event]);
}

describe("a silent report that replaces another", () => {
  it("keeps the customer whom the merchant had vouched for, and his binding", async () => {
    const shop = await makeShop();
    await fromBrowser(shop, "alice", true);
    const replaced: Answered = await shop.sale({ external_id: "order-1" });
    expect(replaced.body).toMatchObject({
      result: "replaced",
      conversion: { affiliate_id: shop.affiliate.id, via: "click" },
      commissions: [{ amount: 1_000 }],
    });
    expect(replaced.body.conversion.customer_id).toMatch(/^cus_/);
    const next: Answered = await shop.sale({ customer: { external_id: "alice" } });
    expect(next.body.conversion).toMatchObject({
      customer_id: replaced.body.conversion.customer_id,
      affiliate_id: shop.affiliate.id,
      via: "binding",
    });
  });

  it("keeps the coupon that the merchant had vouched for, and its owner", async () => {
    const shop = await makeShop();
    const { id } = await shop.addAffiliate();
    const { code } = await shop.addCoupon({ affiliateId: id });
    await fromBrowser(shop, "alice", true, code);
    const { body }: Answered = await shop.sale({ external_id: "order-1" });
    expect(body.conversion).toMatchObject({ affiliate_id: id, via: "coupon" });
  });

  it("keeps him though he was merged into another meanwhile", async () => {
    const shop = await makeShop();
    const [alice, stripe] = [{ external_id: "alice" }, { stripe_customer: "cus_9" }];
    await shop.track("lead", { customer: stripe, click_token: await shop.token() });
    await fromBrowser(shop, "alice", true);
    const merged: Answered = await shop.sale({ customer: { ...alice, ...stripe } });
    const replaced: Answered = await shop.sale({ external_id: "order-1" });
    expect(replaced.body.conversion.customer_id).toBe(merged.body.conversion.customer_id);
  });

  it("drops the customer whom a bare browser had named", async () => {
    const shop = await makeShop();
    await fromBrowser(shop, "alice", false);
    const { body }: Answered = await shop.sale({ external_id: "order-1" });
    expect(body).toMatchObject({
      result: "replaced",
      conversion: { customer_id: null, affiliate_id: null },
    });
  });
});

describe("what a list of reports is decided on", () => {
  async function load(shop: Shop, ...reports: Parameters<typeof testReport>[0][]) {
    const program = await loadProgram(db, shop.program.id);
    if (program === null) throw new Error("There is no such program.");
    const submissions = await Promise.all(
      reports.map((own) =>
        prepareSubmission(testReport({ programId: program.id, ...own }), shop.keys, null),
      ),
    );
    return loadWorld(db, program, "live", submissions, shop.keys);
  }

  it("is nothing where they name nothing known", async () => {
    const shop = await makeShop();
    const world = await load(shop, { externalId: "1", occurredAt: NOON });
    expect(world).toMatchObject({ mode: "live", program: { id: shop.program.id } });
    for (const known of [world.conversions, world.customers, world.affiliates, world.links]) {
      expect(known.size).toBe(0);
    }
  });

  it("is the conversion that a report names by its key, or by a reference", async () => {
    const shop = await makeShop();
    const references = [{ kind: "charge", value: "ch_1" }] as const;
    const { body }: Answered = await shop.sale({ external_id: "order-1", references });
    const sale = { type: "sale", externalId: "order-1" } as const;
    const { id } = body.conversion;
    for (const own of [sale, { ...sale, externalId: "other", references }]) {
      const world = await load(shop, own);
      expect([...world.conversions.keys()]).toEqual([id]);
      expect(new Set([...world.byKey.values(), ...world.byReference.values()])).toEqual(
        new Set([id]),
      );
      expect(world.conversions.get(id)).toMatchObject({ sightings: [{ outcome: "created" }] });
    }
  });

  it("is never another shop's, program's or mode's of the same number", async () => {
    const shop = await makeShop();
    const other = await makeShop();
    await shop.sale({ external_id: "order-1", customer: { external_id: "alice" } });
    const sale = {
      type: "sale",
      externalId: "order-1",
      identities: [{ kind: "external", value: "alice" }],
    } as const;
    for (const world of [await load(other, sale), await load(shop, { ...sale, origin: "two" })]) {
      expect([world.conversions.size, world.customers.size]).toEqual([0, 0]);
    }
  });
});
