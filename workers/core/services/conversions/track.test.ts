import { describe, expect, it } from "vitest";
import { leadSchema, saleSchema } from "../../../contract/track.ts";
import type { ApiKeyActor } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { testContext } from "../../testing/context.ts";
import { makeShop } from "../../testing/shop.ts";
import { type CallFacts, idOfCall, programOf, submissionOf, type Track } from "./track.ts";

const sale = (own: Record<string, unknown> = {}): Track => ({
  type: "sale",
  body: saleSchema.parse({ external_id: "1", amount: 100, currency: "EUR", ...own }),
});
const lead = (own: Record<string, unknown> = {}): Track => ({
  type: "lead",
  body: leadSchema.parse({ customer: { external_id: "7" }, ...own }),
});
const call = { keySha256: "a".repeat(64), idempotencyKey: null };

describe("the id of what a call makes", () => {
  it.each<[string, Track, Track, object, object]>([
    ["the same body", sale(), sale(), {}, {}],
    ["the same order with other facts", sale(), sale({ amount: 999 }), {}, {}],
    ["the shop that needs no name, named", sale(), sale({ origin: "main" }), {}, {}],
    ["a lead without an id, word by word", lead(), lead(), {}, {}],
    ["the same Idempotency-Key", sale(), sale(), { idempotencyKey: "k" }, { idempotencyKey: "k" }],
  ])("is the same for %s", async (_, one, other, first, second) => {
    expect(await idOfCall(one, { ...call, ...first })).toBe(
      await idOfCall(other, { ...call, ...second }),
    );
  });

  it.each<[string, Track, Track, object]>([
    ["another order", sale(), sale({ external_id: "2" }), {}],
    ["another shop", sale(), sale({ origin: "two" }), {}],
    ["another program", sale(), sale({ program_id: `prog_${"0".repeat(26)}` }), {}],
    ["another key", sale(), sale(), { keySha256: "b".repeat(64) }],
    ["another Idempotency-Key", sale(), sale(), { idempotencyKey: "k" }],
    ["a lead of the same number", sale(), lead({ external_id: "1" }), {}],
    ["another customer's lead", lead(), lead({ customer: { external_id: "8" } }), {}],
  ])("is another one for %s", async (_, one, other, second) => {
    expect(await idOfCall(one, call)).not.toBe(await idOfCall(other, { ...call, ...second }));
  });

  it("is the same for a body as it was sent, before what it leaves out was filled in", async () => {
    const sent = { external_id: "1", amount: 100, currency: "EUR" };
    expect(await idOfCall({ type: "sale", body: sent }, call)).toBe(await idOfCall(sale(), call));
  });

  it("says what it is of", async () => {
    expect(await idOfCall(sale(), call)).toMatch(/^conv_[0-9a-z]{26}$/);
    expect(await idOfCall({ type: "refund", body: {} }, call)).toMatch(/^ref_[0-9a-z]{26}$/);
  });
});

describe("the program of a call", () => {
  const key = (programId: string | null): ApiKeyActor => ({
    kind: "api_key",
    id: "key_1",
    organizationId: "org_1",
    programId,
    mode: "live",
    scopes: [],
  });

  it.each([
    ["the key's own", "prog_1", undefined],
    ["the key's own, named", "prog_1", "prog_1"],
    ["named, by a key for all", null, "prog_1"],
  ])("is %s", (_, own, named) => {
    expect(programOf(key(own), named)).toBe("prog_1");
  });

  it("is none that the key is not for, as if there were no such program", () => {
    expect(() => programOf(key("prog_1"), "prog_2")).toThrow(
      expect.objectContaining({ code: "program.not_found" }),
    );
  });

  it("has to be named where the key is for all", () => {
    expect(() => programOf(key(null), undefined)).toThrow(
      expect.objectContaining({ code: "program.required" }),
    );
  });
});

describe("a call on its way into the books", () => {
  async function prepare(own: Partial<ApiKeyActor> = {}, facts: Partial<CallFacts> = {}) {
    const shop = await makeShop();
    const actor: ApiKeyActor = { kind: "api_key", ...shop.apiKey, ...own };
    const ctx = testContext({ actor });
    const click_token = await shop.token();
    const acceptedAt = ctx.clock();
    const whole = { ...call, acceptedAt, bulk: false, ...facts };
    const submit = (track: Parameters<typeof submissionOf>[2]) =>
      submissionOf(ctx, actor, track, whole, null);
    return { shop, click_token, acceptedAt, submit };
  }

  it("is of the key's program and mode, as trusted as a server, from when it was accepted", async () => {
    const { shop, click_token, acceptedAt, submit } = await prepare(
      { mode: "test" },
      { bulk: true },
    );
    const { report, tokens } = await submit({
      type: "sale",
      body: saleSchema.parse({ external_id: "1", amount: 1, currency: "EUR", click_token }),
    });
    expect(report).toMatchObject({
      programId: shop.program.id,
      mode: "test",
      trust: "api",
      bulk: true,
      acceptedAt,
      occurredAt: acceptedAt,
    });
    expect(tokens).toMatchObject([{ ok: true }]);
  });

  it("without an id is known by its click, where there is one", async () => {
    const { click_token, submit } = await prepare();
    const body = leadSchema.parse({ click_token });
    const [one, again] = [
      await submit({ type: "lead", body }),
      await submit({ type: "lead", body }),
    ];
    expect(one.report.externalId).toMatch(/^derived:/);
    expect(again.report.externalId).toBe(one.report.externalId);
    const damaged = leadSchema.parse({ click_token: "damaged" });
    await expect(submit({ type: "lead", body: damaged })).rejects.toMatchObject({
      code: "conversion.external_id_required",
    });
  });

  it("is refused to a key that may not track", async () => {
    const { submit } = await prepare({ scopes: ["live:read"] });
    const body = leadSchema.parse({ external_id: "1" });
    await expect(submit({ type: "lead", body })).rejects.toThrow(PermissionDenied);
  });
});
