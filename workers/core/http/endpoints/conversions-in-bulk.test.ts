import { describe, expect, it } from "vitest";
import { newId } from "../../../lib/ids.ts";
import type { Json } from "../../testing/api.ts";
import { manager, post, soldBy, soldInBrowser } from "../../testing/decisions.ts";
import { makeShop } from "../../testing/shop.ts";
import { expectBooksTieOut } from "../../testing/sums.ts";

describe("many conversions at once", () => {
  it("are each decided by itself, and a refused line stops no other", async () => {
    const shop = await makeShop({ program: { settings: { approval: "manual" } } });
    const foreign = await soldBy(await makeShop());
    const rejected = await soldBy(shop);
    await post(`/conversions/${rejected}/reject`, manager(shop), { reason: "A test order" });
    const good = await soldBy(shop);
    const ids = [newId("conv"), good, foreign, rejected, await soldInBrowser(shop)];
    const actor = manager(shop);
    const { body } = await post("/conversions/approve", actor, { conversion_ids: ids });
    expect(body).toMatchObject({ done: 2, refused: 3 });
    const lines = body.lines.map((line: Json) => line.problem?.code ?? line.conversion.state);
    expect(lines).toEqual([
      "conversion.not_found",
      "credited",
      "conversion.not_found",
      "conversion.rejected",
      "credited",
    ]);
    expect(body.lines.map((line: Json) => line.conversion_id)).toEqual(ids);
    await expectBooksTieOut(shop.program.id);
  });

  it("are rejected with one reason, and the answer is replayed", async () => {
    const shop = await makeShop();
    const conversion_ids = [await soldBy(shop), await soldBy(shop)];
    const call = { headers: { "idempotency-key": "bulk" } };
    const body = { conversion_ids, reason: "Bought by the affiliate" };
    const actor = manager(shop);
    const first = await post("/conversions/reject", actor, body, call);
    expect(first.body).toMatchObject({ done: 2, refused: 0 });
    const again = await post("/conversions/reject", actor, body, call);
    expect(again.body).toEqual(first.body);
    expect(await shop.books()).toMatchObject({ ledger: 0, days: 0, credited: 0 });
    await expectBooksTieOut(shop.program.id);
  });

  it.each([
    ["none", []],
    ["the same twice", Array(2).fill(newId("conv"))],
    ["more than a hundred", Array.from({ length: 101 }, () => newId("conv"))],
    ["what is no conversion", [newId("link")]],
  ])("cannot be %s", async (_, conversion_ids) => {
    const shop = await makeShop();
    const { status } = await post("/conversions/approve", manager(shop), { conversion_ids });
    expect(status).toBe(422);
  });
});
