import { describe, expect, it } from "vitest";
import { newId } from "../../../lib/ids.ts";
import { callApi, type Json } from "../../testing/api.ts";
import { affiliateOf, keyOf, memberOf } from "../../testing/people.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";

const manager = (shop: Shop) => memberOf(shop.organization.id, "manager");

/** A report that shares a reference with each of two sales. */
async function ambiguous(shop: Shop, name = "1"): Promise<void> {
  for (const kind of ["charge", "invoice"]) {
    await shop.sale({ external_id: `${kind}-${name}`, references: [{ kind, value: name }] });
  }
  const references = [
    { kind: "charge", value: name },
    { kind: "invoice", value: name },
  ];
  expect((await shop.sale({ external_id: `both-${name}`, references })).status).toBe(409);
}

const list = (shop: Shop, query = "", actor = memberOf(shop.organization.id, "viewer")) =>
  callApi(`/reviews?program_id=${shop.program.id}${query}`, { actor });

async function openReview(shop: Shop): Promise<string> {
  await ambiguous(shop);
  return (await list(shop)).body.data[0].id;
}

const resolve = (
  id: string,
  actor: ReturnType<typeof manager> | ReturnType<typeof keyOf>,
  body: unknown,
  headers = {},
) => callApi(`/reviews/${id}/resolve`, { actor, body, headers });

describe("what a person has to look at", () => {
  it("is listed with what it is about, page by page", async () => {
    const shop = await makeShop();
    for (const name of ["1", "2", "3"]) await ambiguous(shop, name);
    const first = await list(shop, "&limit=2");
    expect(first.body.data[0]).toMatchObject({
      kind: "conversion.matches_several",
      state: "open",
      facts: { externalId: expect.stringMatching(/^both-/), conversionIds: expect.any(Array) },
      resolved_at: null,
    });
    const second = await list(shop, `&limit=2&cursor=${first.body.next_cursor}`);
    const ids = [...first.body.data, ...second.body.data].map(({ id }: Json) => id);
    expect(new Set(ids).size).toBe(3);
  });

  it("is closed with what was decided, by whom and when", async () => {
    const shop = await makeShop();
    const id = await openReview(shop);
    const actor = manager(shop);
    const { status, body } = await resolve(id, actor, { resolution: "Both are real." });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: "resolved",
      resolution: "Both are real.",
      resolved_by: actor.id,
    });
    expect((await list(shop)).body.data).toEqual([]);
    expect((await list(shop, "&state=resolved")).body.data).toEqual([body]);
  });

  it("is closed once: the second is told, and the same call is answered alike", async () => {
    const shop = await makeShop();
    const id = await openReview(shop);
    const actor = keyOf(shop);
    const headers = { "idempotency-key": "once" };
    const first = await resolve(id, actor, { resolution: "Done." }, headers);
    const again = await resolve(id, actor, { resolution: "Done." }, headers);
    expect(again.body).toEqual(first.body);
    const other = await resolve(id, manager(shop), { resolution: "Done too." });
    expect([other.status, other.body.code]).toEqual([409, "review.resolved"]);
  });

  it.each([
    ["nothing", {}],
    ["a blank", { resolution: " " }],
    ["control characters", { resolution: "a\u0000" }],
    ["more than 2,000 characters", { resolution: "x".repeat(2_001) }],
  ])("is not closed with %s", async (_, body) => {
    const shop = await makeShop();
    expect((await resolve(await openReview(shop), manager(shop), body)).status).toBe(422);
  });

  it.each([
    ["a viewer", 403, "auth.not_allowed", (s: Shop) => memberOf(s.organization.id, "viewer")],
    ["an affiliate", 403, "auth.not_allowed", (s: Shop) => affiliateOf(s)],
    ["another organization", 404, "review.not_found", () => memberOf(newId("org"))],
    [
      "a key that only reads",
      403,
      "auth.missing_scope",
      (s: Shop) => keyOf(s, { scopes: ["conversions:read"] }),
    ],
  ])("is not closed by %s", async (_, status, code, of) => {
    const shop = await makeShop();
    const id = await openReview(shop);
    const answer = await callApi(`/reviews/${id}/resolve`, {
      actor: of(shop),
      body: { resolution: "Done." },
    });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await list(shop)).body.data).toHaveLength(1);
  });

  it("is not shown to affiliates and others", async () => {
    const shop = await makeShop();
    await ambiguous(shop);
    const path = `/reviews?program_id=${shop.program.id}`;
    expect((await callApi(path, { actor: affiliateOf(shop) })).status).toBe(403);
    expect((await callApi(path, { actor: memberOf(newId("org")) })).status).toBe(404);
  });
});
