import { describe, expect, it } from "vitest";
import { newId } from "../../../lib/ids.ts";
import type { ApiTestCall } from "../../testing/api.ts";
import { manager, post, read, soldBy } from "../../testing/decisions.ts";
import { affiliateOf, keyOf, memberOf } from "../../testing/people.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";
import { expectBooksTieOut } from "../../testing/sums.ts";

const DECISIONS: readonly [name: string, body: unknown][] = [
  ["approve", undefined],
  ["reject", { reason: "A test order" }],
  ["reattribute", { affiliate_id: null, reason: "A test order" }],
];

describe.each(DECISIONS)("to %s a conversion", (verb, body) => {
  it.each<[who: string, status: number, code: string, of: (shop: Shop) => ApiTestCall["actor"]]>([
    ["nobody", 401, "auth.signed_out", () => undefined],
    ["a viewer", 403, "auth.not_allowed", (s) => memberOf(s.organization.id, "viewer")],
    ["its affiliate", 403, "auth.not_allowed", (s) => affiliateOf(s)],
    ["somebody else's owner", 404, "conversion.not_found", () => memberOf(newId("org"), "owner")],
    [
      "a key that only reads",
      403,
      "auth.missing_scope",
      (s) => keyOf(s, { scopes: ["conversions:read"] }),
    ],
    ["a key of test mode", 403, "auth.wrong_mode", (s) => keyOf(s, { mode: "test" })],
    [
      "another program's key",
      404,
      "conversion.not_found",
      (s) => keyOf(s, { programId: newId("prog") }),
    ],
  ])("%s may not", async (_, status, code, of) => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    const answer = await post(`/conversions/${id}/${verb}`, of(shop), body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await read(shop, id)).toMatchObject({ state: "credited", version: 1 });
  });

  it("an id that is none finds nothing", async () => {
    const shop = await makeShop();
    for (const id of [newId("conv"), "conv_1", "…"]) {
      const path = `/conversions/${encodeURIComponent(id)}/${verb}`;
      expect((await post(path, manager(shop), body)).status).toBe(404);
    }
  });

  it("is refused when it was decided again since it was read", async () => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    const headers = { "if-match": '"7"' };
    const answer = await post(`/conversions/${id}/${verb}`, manager(shop), body, { headers });
    expect([answer.status, answer.body.code]).toEqual([412, "request.precondition_failed"]);
  });

  it("is answered alike when the call is repeated under its Idempotency-Key", async () => {
    const shop = await makeShop({ program: { settings: { approval: "manual" } } });
    const id = await soldBy(shop);
    const actor = keyOf(shop);
    const headers = { "idempotency-key": "once" };
    const first = await post(`/conversions/${id}/${verb}`, actor, body, { headers });
    const again = await post(`/conversions/${id}/${verb}`, actor, body, { headers });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body).toEqual(first.body);
  });
});

describe("two decisions at the same moment", () => {
  it("are made one after the other, and the books tie out", async () => {
    const shop = await makeShop();
    const id = await soldBy(shop);
    const other = await shop.addAffiliate();
    await Promise.all([
      post(`/conversions/${id}/reject`, manager(shop), { reason: "One" }),
      post(`/conversions/${id}/reattribute`, manager(shop), {
        affiliate_id: other.id,
        reason: "Two",
      }),
      shop.sale({ click_token: await shop.token(), customer: { external_id: "customer-1" } }),
    ]);
    await expectBooksTieOut(shop.program.id);
  });
});
