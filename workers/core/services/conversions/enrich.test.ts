import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { TrackAnswer } from "../../../contract/track-answer.ts";
import { openDb } from "../../../db/batch.ts";
import { selectConversions } from "../../../db/queries/conversions.ts";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { toBase64Url } from "../../../domain/base64url.ts";
import type { OwnedClick } from "../../../domain/pack.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { verifyClickToken } from "../../../lib/crypto.ts";
import { newId } from "../../../lib/ids.ts";
import { testContext } from "../../testing/context.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";
import { enrichConversion } from "./enrich.ts";

type Answered = { status: number; body: TrackAnswer };
const MINUTE = 60_000;

async function makeSale() {
  const shop = await makeShop();
  const click_token = await shop.token();
  const { body }: Answered = await shop.sale({ click_token });
  const { id } = body.conversion;
  const row = async () => (await selectConversions(openDb(env.DB), [id]))[0];
  return { shop, click_token, id, row };
}

/** The click of the token arrives at its counter. */
async function arrive(shop: Shop, text: string, own: Partial<OwnedClick> = {}): Promise<void> {
  const token = await verifyClickToken(text, shop.keys);
  if (!token.ok) throw new Error("Not a token.");
  const click: OwnedClick = {
    link: shop.link.id,
    program: shop.program.id,
    affiliate: shop.affiliate.id,
    at: token.at,
    nonce: toBase64Url(token.nonce),
    visitor: "visitor",
    ua: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    referrer: "blog.example/mugs",
    utm: { source: "newsletter" },
    sub: ["a", "b"],
    ...own,
  };
  await env.AFFILIATE_COUNTER.getByName(shop.affiliate.id).record([
    { id: newId("pack"), at: Date.now(), clicks: [click] },
  ]);
}

function enrich(subjectId: string, attempts = 1, waited = 0) {
  const ctx = testContext();
  ctx.advance(waited);
  const row = {
    id: "obx_1",
    kind: "conversion.enrich",
    subjectId,
    payload: {},
    createdAt: ctx.clock() - waited,
    dueAt: 0,
    attempts,
    lastError: null,
  };
  return enrichConversion(ctx, row).then((outcome) => ({ outcome, now: ctx.clock() }));
}

describe("a conversion whose click has arrived", () => {
  it("gains the click's facts", async () => {
    const { shop, click_token, id, row } = await makeSale();
    await arrive(shop, click_token);
    expect((await enrich(id)).outcome).toBe("done");
    expect(await row()).toMatchObject({
      enrichment: "found",
      device: "mobile",
      os: "iOS",
      referrerHost: "blog.example",
      clickUtm: { source: "newsletter" },
      clickSub: ["a", "b"],
    });
  });

  it("keeps them when it is enriched again", async () => {
    const { shop, click_token, id, row } = await makeSale();
    await arrive(shop, click_token, { referrer: undefined } as Partial<OwnedClick>);
    await enrich(id);
    const first = await row();
    expect(first).toMatchObject({ enrichment: "found", referrerHost: null });
    expect((await enrich(id, 1, 2 * 60 * MINUTE)).outcome).toBe("done");
    expect(await row()).toEqual(first);
  });
});

describe("a conversion whose click is still under way", () => {
  it.each([
    [1, 2_000],
    [2, 4_000],
    [5, 32_000],
    [20, 5 * MINUTE],
  ])("is asked about again, less and less often: after try %d in %d ms", async (attempts, wait) => {
    const { id, row } = await makeSale();
    const { outcome, now } = await enrich(id, attempts, 59 * MINUTE);
    expect(outcome).toEqual({ retryAt: now + wait });
    expect(await row()).toMatchObject({ enrichment: "pending" });
  });

  it("is unknown after an hour, and nothing waits for it any more", async () => {
    const { id, row } = await makeSale();
    expect((await enrich(id, 20, 60 * MINUTE)).outcome).toBe("done");
    expect(await row()).toMatchObject({ enrichment: "unknown", device: null, clickSub: null });
  });

  it("does not take another click's facts for its own", async () => {
    const { shop, id } = await makeSale();
    await arrive(shop, await shop.token());
    expect((await enrich(id)).outcome).toHaveProperty("retryAt");
  });
});

describe("there is nothing to do", () => {
  it("for a conversion without a click", async () => {
    const shop = await makeShop();
    const { body }: Answered = await shop.sale();
    expect((await enrich(body.conversion.id)).outcome).toBe("done");
  });

  it("for one that does not exist", async () => {
    expect((await enrich("conv_none")).outcome).toBe("done");
  });

  it("for whoever may not", async () => {
    const ctx = testContext({ actor: ANONYMOUS });
    await expect(enrichConversion(ctx, {} as never)).rejects.toThrow(PermissionDenied);
  });
});
