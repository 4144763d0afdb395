import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import { type ApiTestCall, callApi } from "../../testing/api.ts";
import { proveBooks } from "../../testing/books.ts";
import { type Company, makeCompany } from "../../testing/company.ts";
import { memberOf } from "../../testing/people.ts";

const db = openDb(env.DB);

let company: Company;
beforeEach(async () => {
  company = await makeCompany();
});

const REASON = "For the fair in May";
const bonus = { kind: "bonus", amount: 2_500, reason: REASON };
const adjust = (body: unknown, call: ApiTestCall = {}) =>
  callApi(`/affiliates/${company.ids.affiliate}/adjustments`, {
    actor: company.team.admin,
    body,
    ...call,
  });
const payable = async (affiliateId = company.ids.affiliate, mode = "live") => {
  const { body } = await callApi(`/affiliates/${affiliateId}/balance?mode=${mode}`, {
    actor: company.team.admin,
  });
  return body.balances[0].payable - body.balances[0].debt;
};
const transfer = (changes: object = {}, call: ApiTestCall = {}) =>
  callApi(`/affiliates/${company.ids.affiliate}/transfers`, {
    actor: company.team.admin,
    body: {
      to_affiliate_id: company.ids.dollarAffiliate,
      amount: 1_000,
      rate: "1.0843",
      reason: REASON,
      ...changes,
    },
    ...call,
  });

describe("an adjustment", () => {
  it("is payable at once, with its reason, and the books are right", async () => {
    const before = await payable();
    const { status, body } = await adjust(bonus);
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...bonus, currency: "EUR", mode: "live", transfer_id: null });
    expect(body.created_by).toBe(company.team.admin.id);
    expect(await payable()).toBe(before + 2_500);
    await proveBooks(db, company.ids.organization);
  });

  it("may leave a debt, which a write-off lets go of, and of no more", async () => {
    const before = await payable();
    await adjust({ kind: "adjustment", amount: -before - 700, reason: REASON });
    expect(await payable()).toBe(-700);
    const tooMuch = await adjust({ kind: "write_off", amount: 701, reason: REASON });
    expect([tooMuch.status, tooMuch.body.code]).toEqual([409, "adjustment.over_debt"]);
    expect((await adjust({ kind: "write_off", amount: 700, reason: REASON })).status).toBe(201);
    expect(await payable()).toBe(0);
    expect((await adjust({ kind: "write_off", amount: 1, reason: REASON })).status).toBe(409);
    await proveBooks(db, company.ids.organization);
  });

  it("writes a debt off once, however many do it at the same time", async () => {
    const before = await payable();
    await adjust({ kind: "adjustment", amount: -before - 700, reason: REASON });
    const body = { kind: "write_off", amount: 700, reason: REASON };
    const { createAdjustment } = await import("../../services/adjustments/create.ts");
    const { testContext } = await import("../../testing/context.ts");
    const ctx = testContext({ actor: company.team.admin });
    const written = await Promise.allSettled(
      [0, 1, 2].map(() => createAdjustment(ctx, company.ids.affiliate, body as never)),
    );
    expect(written.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await payable()).toBe(0);
  });

  it("is made once by its Idempotency-Key", async () => {
    const before = await payable();
    const headers = { "idempotency-key": crypto.randomUUID() };
    const first = await adjust(bonus, { headers });
    const second = await adjust(bonus, { headers });
    expect(second.body).toEqual(first.body);
    expect(await payable()).toBe(before + 2_500);
    const another = await adjust({ ...bonus, amount: 1 }, { headers });
    expect(another.body.code).toBe("idempotency.key_reused");
  });

  it("of test mode leaves live money alone", async () => {
    const before = await payable();
    expect((await adjust({ ...bonus, mode: "test" })).body.mode).toBe("test");
    expect([await payable(), await payable(company.ids.affiliate, "test")]).toEqual([
      before,
      2_500,
    ]);
    await proveBooks(db, company.ids.organization);
  });

  it.each([
    ["no reason", { kind: "bonus", amount: 1 }],
    ["an empty reason", { ...bonus, reason: " " }],
    ["nothing", { kind: "adjustment", amount: 0, reason: REASON }],
    ["a bonus below zero", { ...bonus, amount: -1 }],
    ["parts of a cent", { ...bonus, amount: 1.5 }],
    ["more than any amount", { ...bonus, amount: 1e15 }],
    ["an unknown kind", { ...bonus, kind: "gift" }],
    ["a field that is not known", { ...bonus, currency: "USD" }],
  ])("is refused with %s", async (_, body) => {
    const answer = await adjust(body);
    expect([answer.status, answer.body.code]).toEqual([422, "request.invalid"]);
  });

  it("is for admins of the organization", async () => {
    expect((await adjust(bonus, { actor: company.team.manager })).status).toBe(403);
    expect((await adjust(bonus, { actor: company.affiliate })).status).toBe(403);
    expect((await adjust(bonus, { actor: company.key })).status).toBe(403);
    const foreign = await adjust(bonus, { actor: memberOf("org_01kb0xw4xvfm8v9sa7s6k0f1q2") });
    expect([foreign.status, foreign.body.code]).toEqual([404, "affiliate.not_found"]);
  });

  it("leaves an audit event", async () => {
    const { body } = await adjust(bonus);
    const after = await env.DB.prepare(
      "select after from audit_events where action = 'adjustment.create' and subject_id = ?",
    )
      .bind(company.ids.affiliate)
      .first<string>("after");
    expect(JSON.parse(after ?? "")).toMatchObject({ adjustmentId: body.id, amount: 2_500 });
  });

  it("is listed, the latest first, to the affiliate without who decided", async () => {
    const { body } = await adjust(bonus, { now: Date.now() + 1_000 });
    const path = `/adjustments?affiliate_id=${company.ids.affiliate}&limit=1`;
    const own = await callApi(path, { actor: company.affiliate });
    expect(own.body.data).toEqual([{ ...body, created_by: null }]);
    const next = await callApi(`${path}&cursor=${own.body.next_cursor}`, {
      actor: company.team.viewer,
    });
    expect(next.body.data[0]).toMatchObject({ reason: "A good start", created_by: "system" });
    const all = await callApi(`/adjustments?program_id=${company.ids.program}&format=csv`, {
      actor: company.team.viewer,
    });
    expect(all.text.trim().split("\r\n")).toHaveLength(3);
  });
});

describe("a transfer between currencies", () => {
  it("is two legs of one transaction, at the stated rate", async () => {
    const before = await payable();
    const { status, body } = await transfer();
    expect(status).toBe(201);
    expect(body.taken).toMatchObject({ amount: -1_000, currency: "EUR", rate: "1.0843" });
    expect(body.received).toMatchObject({ amount: 1_084, currency: "USD" });
    expect(body.received.transfer_id).toBe(body.taken.id);
    expect([await payable(), await payable(company.ids.dollarAffiliate)]).toEqual([
      before - 1_000,
      1_084,
    ]);
    const transactions = await env.DB.prepare(
      "select count(*) count from ledger_transactions where subject_id in (?, ?)",
    )
      .bind(body.taken.id, body.received.id)
      .first<number>("count");
    expect(transactions).toBe(1);
    await proveBooks(db, company.ids.organization);
  });

  it("moves what is payable, and no more", async () => {
    const { status, body } = await transfer({ amount: (await payable()) + 1 });
    expect([status, body.code]).toEqual([409, "transfer.over_payable"]);
  });

  it.each([
    ["to an affiliate of another payee", () => company.ids.otherAffiliate, "transfer.other_payee"],
    ["to itself", () => company.ids.affiliate, "transfer.same_currency"],
  ])("is refused %s", async (_, to, code) => {
    const { status, body } = await transfer({ to_affiliate_id: to() });
    expect([status, body.code]).toEqual([409, code]);
  });

  it.each([
    ["0", "request.invalid"],
    ["-1", "request.invalid"],
    ["1e3", "request.invalid"],
    ["0.0000001", "transfer.out_of_range"],
    ["999999999999", "transfer.out_of_range"],
  ])("is refused at a rate of %s", async (rate, code) => {
    const { status, body } = await transfer({ rate });
    expect([status, body.code]).toEqual([422, code]);
  });

  it("finds no affiliate of another organization", async () => {
    const other = await makeCompany();
    const { status, body } = await transfer({ to_affiliate_id: other.ids.dollarAffiliate });
    expect([status, body.code]).toEqual([404, "affiliate.not_found"]);
  });
});
