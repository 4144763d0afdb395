import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commissionsQuerySchema } from "../../../contract/commissions.ts";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { commissions } from "../../../db/schema/commissions.ts";
import { ANONYMOUS, type ApiKeyActor, OPERATOR } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { newId } from "../../../lib/ids.ts";
import { testContext } from "../../testing/context.ts";
import { TWENTY_PERCENT } from "../../testing/rewards.ts";
import { NOON, testCommission } from "../../testing/run.ts";
import { makeShop } from "../../testing/shop.ts";
import { listCommissions, readTrace } from "./read.ts";

const db = openDb(env.DB);
type Row = typeof commissions.$inferInsert;

/** An affiliate with commissions of clicks: as many as wanted, without a conversion each. */
async function makeEarner(rows: readonly Partial<Row>[] = []) {
  const shop = await makeShop({ rewards: [TWENTY_PERCENT] });
  const version = await env.DB.prepare(
    "select v.id, v.reward_id from reward_versions v join rewards r on r.id = v.reward_id where r.program_id = ?",
  )
    .bind(shop.program.id)
    .first<{ id: string; reward_id: string }>();
  if (version === null) throw new Error("The shop has no reward.");
  const written = rows.map((own, index) =>
    testCommission({
      programId: shop.program.id,
      affiliateId: shop.affiliate.id,
      conversionId: null,
      kind: "click",
      itemKey: `link:2026-03-01:${index}`,
      rewardId: version.reward_id,
      rewardVersionId: version.id,
      ...own,
    } as Parameters<typeof testCommission>[0]),
  );
  const batch = new WriteBatch(db);
  batch.insert(commissions, written);
  await batch.commit();
  const actor = (own: Partial<ApiKeyActor> = {}): ApiKeyActor => ({
    kind: "api_key",
    ...shop.apiKey,
    ...own,
  });
  const list = (query: Record<string, unknown> = {}, by: ApiKeyActor = actor()) =>
    listCommissions(
      testContext({ actor: by }),
      commissionsQuerySchema.parse({ affiliate_id: shop.affiliate.id, ...query }),
    );
  const all = async (limit: number, by?: ApiKeyActor) => {
    const ids: string[] = [];
    const sizes: number[] = [];
    let cursor: string | null = null;
    do {
      const page = await list({ limit, ...(cursor === null ? {} : { cursor }) }, by);
      ids.push(...page.data.map(({ id }) => id));
      sizes.push(page.data.length);
      cursor = page.next_cursor;
    } while (cursor !== null);
    return { ids, sizes };
  };
  return { shop, written, actor, list, all };
}

describe("an affiliate's commissions", () => {
  it("are listed whole by their pages, none twice and none lost, the latest first", async () => {
    const offsets = fc.array(fc.nat(3), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(offsets, fc.integer({ min: 1, max: 5 }), async (minutes, limit) => {
        const { all, written } = await makeEarner(
          minutes.map((minute) => ({ eventAt: NOON - minute * 60_000 })),
        );
        const { ids, sizes } = await all(limit);
        const expected = [...written]
          .sort((one, other) => other.eventAt - one.eventAt || (one.id < other.id ? 1 : -1))
          .map(({ id }) => id);
        expect(ids).toEqual(expected);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(limit);
        expect(sizes.length).toBe(Math.max(1, Math.ceil(written.length / limit)));
      }),
      { numRuns: 25 },
    );
  });

  it("stay as they were listed when new ones come in between two pages", async () => {
    const { list, shop, written } = await makeEarner([{}, {}, {}]);
    const first = await list({ limit: 2 });
    await shop.sale({ click_token: await shop.token() });
    const second = await list({ limit: 2, cursor: first.next_cursor });
    const ids = [...first.data, ...second.data].map(({ id }) => id);
    expect(ids.toSorted()).toEqual(written.map(({ id }) => id).toSorted());
    expect(second.next_cursor).toBeNull();
  });

  it("are those of the key's mode alone", async () => {
    const { list, actor } = await makeEarner([
      { mode: "live", amount: 1 },
      { mode: "test", amount: 2 },
    ]);
    const amounts = async (mode: "live" | "test") =>
      (await list({}, actor({ mode }))).data.map(({ amount }) => amount);
    expect(await amounts("live")).toEqual([1]);
    expect(await amounts("test")).toEqual([2]);
  });

  it("are not those that a newer decision has taken the place of", async () => {
    const { list } = await makeEarner([{ supersededAt: NOON }]);
    expect(await list()).toEqual({ data: [], next_cursor: null });
  });

  it("say what is earned, and when", async () => {
    const { list } = await makeEarner([{ amount: 700, reversed: 200, heldReasons: ["no_rate"] }]);
    expect((await list()).data).toMatchObject([
      {
        amount: 700,
        reversed: 200,
        held_reasons: ["no_rate"],
        approved: false,
        event_at: new Date(NOON).toISOString(),
      },
    ]);
  });
});

describe("another's commissions", () => {
  it.each<[string, Partial<ApiKeyActor>, string]>([
    ["of another organization", { organizationId: newId("org"), programId: null }, "foreign"],
    ["of another program", { programId: newId("prog") }, "foreign"],
    ["without the scope", { scopes: ["track:write"] }, "missing_scope"],
  ])("are not shown to a key %s", async (_, own, refusal) => {
    const { list, actor, shop } = await makeEarner([{}]);
    await expect(list({}, actor(own))).rejects.toMatchObject({ refusal });
    const { body } = await shop.sale({ click_token: await shop.token() });
    const { commissions: made } = body as { commissions: { id: string }[] };
    const trace = readTrace(testContext({ actor: actor(own) }), made[0]?.id ?? "");
    await expect(trace).rejects.toMatchObject({ refusal });
  });

  it("are as little shown as those of nobody", async () => {
    const { list } = await makeEarner();
    await expect(list({ affiliate_id: newId("aff") })).rejects.toMatchObject({
      code: "affiliate.not_found",
    });
    const trace = readTrace(testContext({ actor: OPERATOR }), newId("com"));
    await expect(trace).rejects.toMatchObject({ code: "commission.not_found" });
    const stranger = testContext({ actor: ANONYMOUS });
    await expect(readTrace(stranger, newId("com"))).rejects.toThrow(PermissionDenied);
  });
});

describe("the trace of a commission", () => {
  it("tells why its affiliate was credited, and how the amount came about", async () => {
    const { shop, actor } = await makeEarner();
    const { body } = await shop.sale({ click_token: await shop.token() });
    const { commissions: made } = body as { commissions: { id: string }[] };
    const trace = await readTrace(testContext({ actor: actor() }), made[0]?.id ?? "");
    expect(trace.commission).toMatchObject({ id: made[0]?.id, amount: 1_000 });
    expect(trace.attribution.trace?.decision.affiliateId).toBe(shop.affiliate.id);
    expect(trace.attribution.sentences.length).toBeGreaterThan(0);
    expect(trace.amount.sentences.join(" ")).toContain("20");
  });

  it("of a live sale is not read by a test key", async () => {
    const { actor, written } = await makeEarner([{}]);
    const ctx = testContext({ actor: actor({ mode: "test" }) });
    await expect(readTrace(ctx, written[0]?.id ?? "")).rejects.toMatchObject({
      refusal: "wrong_mode",
    });
  });

  it("of clicks has no attribution, and still its amount", async () => {
    const { actor, written } = await makeEarner([{ amount: 30 }]);
    const trace = await readTrace(testContext({ actor: actor() }), written[0]?.id ?? "");
    expect(trace).toMatchObject({
      commission: { amount: 30, conversion_id: null },
      attribution: { sentences: [], trace: null },
    });
  });
});
