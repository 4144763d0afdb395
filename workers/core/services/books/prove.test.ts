import { env, exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { callApi } from "../../testing/api.ts";
import { makeBooks, type TestBooks } from "../../testing/books.ts";
import { type TestContext, testContext } from "../../testing/context.ts";
import { person } from "../../testing/people.ts";
import { makeShop, type Shop } from "../../testing/shop.ts";
import { proveNightly } from "./prove.ts";

const HOUR = 3_600_000;
const NIGHT = Date.parse("2026-11-25T03:10:00Z");
const admin = person({ platformAdmin: true });

let shop: Shop;
let books: TestBooks;
let ctx: TestContext;
beforeAll(async () => {
  shop = await makeShop();
  books = await makeBooks(shop);
  ctx = testContext({}, NIGHT);
});

const setReference = (reference: string | null) =>
  env.DB.prepare("update payouts set provider_reference = ? where id = ?")
    .bind(reference, books.ids.payout)
    .run();
const listed = async () =>
  (await callApi("/platform/book-differences", { actor: admin })).body.data as {
    kind: string;
    subject_id: string;
    first_found_at: string;
    last_found_at: string;
  }[];
const ask = (position: unknown, token = env.OPERATOR_TOKEN) =>
  exports.default.fetch("http://localhost/api/v1/operator/books", {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ position }),
  });

describe("the nightly proof", () => {
  it("finds nothing in books that are right, and rests until the next night", async () => {
    const report = await proveNightly(ctx);
    expect(report).toMatchObject({ differences: 0, finished: "yes" });
    await setReference(null);
    ctx.advance(HOUR);
    expect(await proveNightly(ctx)).toEqual(report);
    expect(await listed()).toEqual([]);
  });

  it("lists a difference for the installation's admins, and says it in the log", async () => {
    ctx.advance(24 * HOUR);
    expect(await proveNightly(ctx)).toMatchObject({ differences: 1, finished: "yes" });
    const found = { kind: "payout.proof", subject_id: books.ids.payout };
    expect(await listed()).toEqual([
      expect.objectContaining({ ...found, organization_id: shop.organization.id, mode: "live" }),
    ]);
    expect(ctx.logged).toContainEqual(
      expect.objectContaining({ ...found, level: "error", event: "books.differ" }),
    );
  });

  it("keeps when a difference was found first", async () => {
    ctx.advance(24 * HOUR);
    await proveNightly(ctx);
    const [row] = await listed();
    expect(Date.parse(row?.last_found_at ?? "") - Date.parse(row?.first_found_at ?? "")).toBe(
      24 * HOUR,
    );
  });

  it("forgets it when a later proof finds it right", async () => {
    await setReference(books.ids.payout);
    ctx.advance(24 * HOUR);
    expect(await proveNightly(ctx)).toMatchObject({ differences: 0 });
    expect(await listed()).toEqual([]);
  });

  it("goes on where a run stopped, also on another night", async () => {
    const position = { organizationId: shop.organization.id, unit: 3, after: null };
    await env.DB.prepare(
      "update book_proofs set finished_at = null, position = ?, examined = 100000",
    )
      .bind(JSON.stringify(position))
      .run();
    ctx.advance(24 * HOUR);
    const report = await proveNightly(ctx);
    expect(report).toMatchObject({ finished: "yes" });
    expect(report.examined).toBeGreaterThan(100_000);
  });

  it("is nobody's to see but the admins'", async () => {
    const { status } = await callApi("/platform/book-differences", { actor: person() });
    expect(status).toBe(403);
  });
});

describe("the operator's proof", () => {
  it("answers a part, with the rules that rows break", async () => {
    await setReference(null);
    const body = await (await ask(null)).json();
    expect(body).toMatchObject({
      position: null,
      differences: [
        {
          kind: "payout.proof",
          rule: "A paid payout has its provider's reference, or was marked by hand",
          subject_id: books.ids.payout,
          organization_id: shop.organization.id,
          facts: { state: "paid", provider: "external" },
        },
      ],
    });
    await setReference(books.ids.payout);
  });

  it("is the operator's alone, and takes only a position", async () => {
    expect((await ask(null, "wrong")).status).toBe(401);
    expect((await ask({ organizationId: "x" })).status).toBe(422);
    expect((await ask("start")).status).toBe(422);
  });
});
