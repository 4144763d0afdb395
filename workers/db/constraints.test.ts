/**
 * What the schema itself refuses, whatever the code above it does: for each rule a row that is accepted,
 * and the same row with the one change that is not.
 */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { makeSample } from "../core/testing/sample.ts";
import { newId } from "../lib/ids.ts";
import { openDb } from "./batch.ts";

type Row = Record<string, string | number | null>;
const DAY = "2026-01-01";

const insert = (table: string, row: Row) => {
  const names = Object.keys(row);
  return env.DB.prepare(
    `insert into ${table} (${names.join(", ")}) values (${names.map(() => "?").join(", ")})`,
  )
    .bind(...Object.values(row))
    .run();
};
const run = (statement: string) => env.DB.prepare(statement).run();

/** A row of each table, all belonging together. */
const rows = new Map<string, Row>();
/** A second organization with its program and affiliate. */
let other: Awaited<ReturnType<typeof makeSample>>;

async function keep(table: string, row: Row): Promise<Row> {
  await insert(table, row);
  rows.set(table, row);
  return row;
}

/** The kept row of a table with changes; `fresh` gives a new id. */
function like(table: string, changes: Row): Row {
  const row = rows.get(table);
  if (row === undefined) throw new Error(`No row of ${table}`);
  return { ...row, ...(row.id === undefined ? {} : { id: newId("req") }), ...changes };
}

beforeAll(async () => {
  const db = openDb(env.DB);
  const { organization, program, affiliate, link } = await makeSample(db);
  other = await makeSample(db);
  const owner = { program_id: program.id, mode: "live" };
  const account = { organization_id: organization.id, mode: "live", payee_id: "", currency: "EUR" };

  await keep("customers", { id: "cus_1", ...owner, created_at: 1 });
  await keep("customer_identities", {
    ...owner,
    origin: "main",
    kind: "external",
    value: "u1",
    customer_id: "cus_1",
    created_at: 1,
  });
  await keep("coupons", {
    id: "coup_1",
    ...owner,
    affiliate_id: affiliate.id,
    code: "ADA10",
    code_folded: "ada10",
    active_from: 1,
    active_until: null,
    created_at: 1,
  });
  await keep("conversions", {
    id: "conv_1",
    ...owner,
    origin: "main",
    type: "sale",
    event_name: "",
    external_id: "order-1",
    trust: "api",
    affiliate_id: affiliate.id,
    via: "click",
    link_id: link.id,
    occurred_at: 1,
    day: DAY,
    recorded_at: 1,
    currency: "EUR",
    gross: 1_000,
    tax: 0,
    shipping: 0,
    discount: 0,
    base: 1_000,
    refunded: 0,
    metadata: "{}",
    inputs: "{}",
    enrichment: "none",
  });
  await keep("conversion_references", {
    ...owner,
    origin: "main",
    type: "sale",
    event_name: "",
    kind: "order",
    value: "1001",
    conversion_id: "conv_1",
  });
  await keep("conversion_items", {
    conversion_id: "conv_1",
    revision: 1,
    position: 1,
    quantity: 1,
    amount: 1_000,
    base: 1_000,
  });
  await keep("sightings", {
    id: "sig_1",
    conversion_id: "conv_1",
    trust: "api",
    outcome: "created",
    at: 1,
    external_id: "order-1",
    report_hash: "h1",
  });
  await keep("attribution_traces", { conversion_id: "conv_1", revision: 1, at: 1, trace: "{}" });
  await keep("refunds", {
    id: "ref_1",
    ...owner,
    origin: "main",
    external_id: "refund-1",
    sale_kind: "order",
    sale_value: "1001",
    currency: "EUR",
    amount: 100,
    items: "[]",
    occurred_at: 1,
    recorded_at: 1,
  });
  await keep("reviews", {
    id: "rev_1",
    ...owner,
    kind: "matches_several",
    fingerprint: "f1",
    facts: "{}",
    opened_at: 1,
  });
  await keep("rewards", {
    id: "rew_1",
    program_id: program.id,
    scope: "program",
    group_id: null,
    affiliate_id: null,
    position: 1,
    name: "Sale",
    created_at: 1,
  });
  await keep("reward_versions", {
    id: "rewv_1",
    reward_id: "rew_1",
    version: 1,
    valid_from: 1,
    applies_to: "new",
    renewals_from: null,
    definition: "{}",
    created_at: 1,
  });
  await keep("bindings", {
    id: "bind_1",
    ...owner,
    customer_id: "cus_1",
    affiliate_id: affiliate.id,
    conversion_id: "conv_1",
    via: "click",
    bound_at: 1,
    ended_at: null,
  });
  await keep("commissions", {
    id: "com_1",
    ...owner,
    affiliate_id: affiliate.id,
    conversion_id: "conv_1",
    item_key: "whole",
    reward_id: "rew_1",
    reward_version_id: "rewv_1",
    level: 1,
    kind: "base",
    currency: "EUR",
    base: 1_000,
    amount: 100,
    reversed: 0,
    follows_refunds: 1,
    state: "pending",
    held_reasons: "[]",
    awaits_sale: 0,
    approved_at: null,
    day: DAY,
    event_at: 1,
    matures_at: 1,
    explanation: "[]",
    superseded_at: null,
    created_at: 1,
  });
  await keep("cap_counters", { ...owner, key: "cap", value: 1 });
  const cost = { id: "acct_1", ...account, kind: "commission_cost", affiliate_id: "" };
  await keep("ledger_accounts", cost);
  await insert("ledger_accounts", { ...cost, id: "acct_test", mode: "test" });
  await insert("ledger_accounts", { ...cost, id: "acct_usd", currency: "USD" });
  const foreign = { ...cost, id: "acct_foreign", organization_id: other.organization.id };
  await insert("ledger_accounts", foreign);
  await keep("ledger_transactions", {
    id: "txn_1",
    organization_id: organization.id,
    mode: "live",
    subject_id: "com_1",
    kind: "earned",
    sequence: 1,
    at: 1,
  });
  await keep("ledger_entries", {
    transaction_id: "txn_1",
    position: 1,
    account_id: "acct_1",
    amount: 100,
    currency: "EUR",
    mode: "live",
  });
  await run(
    "insert into users (id, name, email, created_at) values ('usr_1', 'Ada', 'ada@example.com', 1)",
  );
  await keep("payees", {
    id: "payee_1",
    organization_id: organization.id,
    user_id: "usr_1",
    kind: "person",
    name: "Ada",
    created_at: 1,
  });
  await insert("payees", like("payees", { id: "payee_2", user_id: null }));
  await keep("payout_batches", {
    id: "batch_1",
    organization_id: organization.id,
    mode: "live",
    currency: "EUR",
    cut_off_at: 1,
    progress: "{}",
    created_at: 1,
  });
  await keep("payouts", {
    id: "pay_1",
    batch_id: "batch_1",
    organization_id: organization.id,
    payee_id: "payee_1",
    mode: "live",
    currency: "EUR",
    amount: 100,
    fee: 0,
    state: "draft",
    provider: "wise",
    provider_reference: "t-1",
    created_at: 1,
  });
  await insert(
    "payouts",
    like("payouts", { id: "pay_2", payee_id: "payee_2", provider_reference: null }),
  );
  await keep("payout_items", {
    id: "item_1",
    payout_id: "pay_1",
    affiliate_id: affiliate.id,
    source_kind: "commission",
    source_id: "com_1",
    mode: "live",
    amount: 100,
    currency: "EUR",
    released_at: null,
  });
  await keep("documents", {
    id: "doc_1",
    organization_id: organization.id,
    payee_id: "payee_1",
    payout_id: "pay_1",
    mode: "live",
    kind: "self_billed_invoice",
    series: "A",
    year: 2026,
    number: 1,
    currency: "EUR",
    net: 100,
    vat: 0,
    lines: "[]",
    issued_on: DAY,
    created_at: 1,
  });
  await keep("idempotency_records", {
    caller_id: "key_1",
    key: "k1",
    mode: "live",
    body_hash: "h",
    status: 201,
    answer: "{}",
    created_at: 1,
  });
  await keep("audit_events", {
    id: "aud_1",
    organization_id: organization.id,
    actor_kind: "system",
    actor_id: "test",
    action: "link.create",
    subject_id: link.id,
    at: 1,
  });
  await keep("api_keys", {
    id: "key_1",
    organization_id: organization.id,
    mode: "live",
    name: "Shop",
    sha256: "abc",
    scopes: "[]",
    created_at: 1,
  });
  await keep("order_winners", {
    organization_id: organization.id,
    mode: "live",
    origin: "main",
    type: "sale",
    event_name: "",
    external_id: "order-1",
    conversion_id: "conv_1",
  });
  await keep("links", {
    id: "link_1",
    program_id: program.id,
    affiliate_id: affiliate.id,
    kind: "redirect",
    domain: "*",
    slug: "first",
    destination: "https://shop.example/",
    targets: "[]",
    split: "[]",
    utm: "{}",
    click_cap: null,
    created_at: 1,
  });
  await keep("affiliates", {
    id: "aff_1",
    program_id: program.id,
    code: "grace",
    state: "active",
    recruiter_id: affiliate.id,
    created_at: 1,
  });
});

const UNIQUE = /UNIQUE constraint failed/;
const CHECK = /CHECK constraint failed/;

describe("the schema refuses a second", () => {
  it.each<[what: string, table: string, refused: Row, accepted: Row]>([
    ["conversion of one sale", "conversions", {}, { external_id: "order-2" }],
    [
      "conversion of it by whatever report",
      "conversions",
      { trust: "browser", gross: 5 },
      { origin: "shop-2" },
    ],
    [
      "lead of it, but not in test mode",
      "conversions",
      { affiliate_id: null, via: null },
      { mode: "test" },
    ],
    ["conversion of an order number", "conversion_references", {}, { value: "1002" }],
    ["order number, but not in another shop", "conversion_references", {}, { origin: "shop-2" }],
    ["identity's customer", "customer_identities", {}, { value: "u2" }],
    ["identity's customer in one mode only", "customer_identities", {}, { mode: "test" }],
    ["winner of one order", "order_winners", {}, { external_id: "order-2" }],
    ["sighting of the same report", "sightings", {}, { report_hash: "h2" }],
    ["trace of one decision", "attribution_traces", {}, { revision: 2 }],
    ["refund of one id", "refunds", {}, { external_id: "refund-2" }],
    ["review of the same problem", "reviews", {}, { fingerprint: "f2" }],
    ["live binding of a customer", "bindings", {}, { ended_at: 5 }],
    ["active coupon of one code", "coupons", {}, { active_until: 5 }],
    ["active coupon whoever owns it", "coupons", { affiliate_id: null }, { mode: "test" }],
    ["commission for the same item and reward", "commissions", {}, { item_key: "2" }],
    [
      "commission unless the first was superseded",
      "commissions",
      { amount: 5 },
      { superseded_at: 5 },
    ],
    ["cap counter of one key", "cap_counters", {}, { key: "cap-2" }],
    ["account of one kind and owner", "ledger_accounts", {}, { kind: "vat" }],
    ["ledger transaction of one step", "ledger_transactions", {}, { sequence: 2 }],
    ["payee of one user", "payees", {}, { user_id: null }],
    [
      "payout of one payee in a batch",
      "payouts",
      { provider_reference: "t-2" },
      { payee_id: "payee_3", provider_reference: null },
    ],
    [
      "payout settled by one transfer",
      "payouts",
      { payee_id: "payee_4" },
      { payee_id: "payee_5", provider_reference: "t-5" },
    ],
    ["live payout of one commission", "payout_items", { payout_id: "pay_2" }, { released_at: 5 }],
    ["document of one number", "documents", {}, { number: 2 }],
    ["document of one number, but in test mode", "documents", {}, { mode: "test" }],
    [
      "answer to one Idempotency-Key",
      "idempotency_records",
      { body_hash: "x" },
      { caller_id: "key_2" },
    ],
    ["API key with one hash", "api_keys", {}, { sha256: "def" }],
    ["link of one slug and domain", "links", {}, { domain: "go.shop.example" }],
    ["affiliate of one code in a program", "affiliates", {}, { code: "hopper" }],
    ["version of a reward by one number", "reward_versions", {}, { version: 2 }],
  ])("%s", async (_, table, refused, accepted) => {
    for (const payee of [refused.payee_id, accepted.payee_id]) {
      if (typeof payee === "string")
        await insert("payees", like("payees", { id: payee, user_id: null }));
    }
    await expect(insert(table, like(table, refused))).rejects.toThrow(UNIQUE);
    await insert(table, like(table, accepted));
  });
});

describe("the schema refuses", () => {
  it.each<[what: string, table: string, refused: Row]>([
    ["a negative gross", "conversions", { gross: -1 }],
    ["a negative base", "conversions", { base: -1 }],
    ["a negative tax", "conversions", { tax: -1 }],
    ["a refunded sum below zero", "conversions", { refunded: -1 }],
    ["a credited conversion that does not say by what", "conversions", { via: null }],
    ["a way of credit without an affiliate", "conversions", { affiliate_id: null }],
    ["an event without a name", "conversions", { type: "event" }],
    ["a sale with an event's name", "conversions", { event_name: "signup" }],
    ["an unknown trust", "conversions", { trust: "rumour" }],
    ["an unknown type of conversion", "conversions", { type: "visit" }],
    [
      "a subscription as a sale's reference",
      "conversion_references",
      { kind: "subscription", value: "x" },
    ],
    ["an item without a quantity", "conversion_items", { position: 2, quantity: 0 }],
    ["an item of a negative amount", "conversion_items", { position: 2, amount: -1 }],
    ["a refund of nothing", "refunds", { external_id: "r", amount: 0 }],
    ["more reversed than earned", "commissions", { item_key: "9", reversed: 101 }],
    ["a third level", "commissions", { item_key: "9", level: 3 }],
    [
      "a payable commission that nobody approved",
      "commissions",
      { item_key: "9", state: "payable" },
    ],
    [
      "a payable commission that is held",
      "commissions",
      { item_key: "9", state: "payable", approved_at: 1, held_reasons: '["affiliate_suspended"]' },
    ],
    [
      "a payable commission that waits for a sale",
      "commissions",
      { item_key: "9", state: "payable", approved_at: 1, awaits_sale: 1 },
    ],
    ["an unknown state of a commission", "commissions", { item_key: "9", state: "lost" }],
    ["a cap counter below zero", "cap_counters", { key: "c", value: -1 }],
    ["a ledger entry of zero", "ledger_entries", { position: 9, amount: 0 }],
    ["an unknown kind of account", "ledger_accounts", { kind: "petty_cash" }],
    [
      "a payout of nothing",
      "payouts",
      { payee_id: "payee_2", amount: 0, provider_reference: null },
    ],
    ["a payout item of zero", "payout_items", { source_id: "com_9", amount: 0 }],
    ["a document numbered zero", "documents", { number: 0 }],
    ["a coupon that ended before it began", "coupons", { code_folded: "x", active_until: 0 }],
    ["a slug in capitals", "links", { slug: "First" }],
    ["an empty slug", "links", { slug: "" }],
    ["a click cap of zero", "links", { slug: "x", click_cap: 0 }],
    ["an affiliate's code in capitals", "affiliates", { code: "Grace2" }],
    [
      "an affiliate who recruited himself",
      "affiliates",
      { id: "aff_9", code: "x", recruiter_id: "aff_9" },
    ],
    ["a group's reward without a group", "rewards", { scope: "group" }],
    ["a program's reward for one affiliate", "rewards", { affiliate_id: "aff_1" }],
    [
      "renewals that nobody said from when",
      "reward_versions",
      { version: 9, applies_to: "renewals_too" },
    ],
  ])("%s", async (_, table, refused) => {
    await expect(insert(table, like(table, refused))).rejects.toThrow(CHECK);
  });

  it.each([
    "api_keys",
    "bindings",
    "cap_counters",
    "commissions",
    "conversion_references",
    "conversions",
    "coupons",
    "customer_identities",
    "customers",
    "documents",
    "idempotency_records",
    "ledger_accounts",
    "ledger_transactions",
    "order_winners",
    "payout_batches",
    "payout_items",
    "payouts",
    "refunds",
    "reviews",
  ])("a mode that is neither live nor test: %s", async (table) => {
    await expect(insert(table, like(table, { mode: "demo" }))).rejects.toThrow(CHECK);
  });

  it.each<[what: string, table: string, refused: Row]>([
    ["a conversion of no program", "conversions", { program_id: "prog_none", external_id: "x" }],
    [
      "a conversion credited to nobody who exists",
      "conversions",
      { affiliate_id: "aff_none", external_id: "x" },
    ],
    [
      "a reference to no conversion",
      "conversion_references",
      { conversion_id: "conv_none", value: "x" },
    ],
    [
      "a commission by no version of a reward",
      "commissions",
      { reward_version_id: "none", item_key: "9" },
    ],
    ["a link of no affiliate", "links", { affiliate_id: "aff_none", slug: "y" }],
    ["a payout to no payee", "payouts", { payee_id: "payee_none", provider_reference: null }],
  ])("%s", async (_, table, refused) => {
    await expect(insert(table, like(table, refused))).rejects.toThrow(
      /FOREIGN KEY constraint failed/,
    );
  });
});

describe("what is written for good", () => {
  it.each([
    [
      "a ledger transaction changed",
      "update ledger_transactions set reason = 'x' where id = 'txn_1'",
    ],
    ["a ledger transaction deleted", "delete from ledger_transactions where id = 'txn_1'"],
    [
      "a ledger entry changed",
      "update ledger_entries set amount = 1 where transaction_id = 'txn_1'",
    ],
    ["a ledger entry deleted", "delete from ledger_entries where transaction_id = 'txn_1'"],
    ["an audit event changed", "update audit_events set action = 'x' where id = 'aud_1'"],
    ["an audit event deleted", "delete from audit_events where id = 'aud_1'"],
    [
      "a trace changed",
      "update attribution_traces set trace = '{}' where conversion_id = 'conv_1'",
    ],
  ])("is never %s", async (_, statement) => {
    await expect(run(statement)).rejects.toThrow(/append-only/);
  });

  it("is a version of a reward", async () => {
    const change = run("update reward_versions set definition = '[]' where id = 'rewv_1'");
    await expect(change).rejects.toThrow(/immutable/);
  });

  it("but test money may be deleted whole", async () => {
    const test = like("ledger_transactions", { id: "txn_test", mode: "test", subject_id: "com_t" });
    await insert("ledger_transactions", test);
    const entry = { transaction_id: "txn_test", account_id: "acct_test", mode: "test" };
    await insert("ledger_entries", like("ledger_entries", entry));
    await run("delete from ledger_entries where transaction_id = 'txn_test'");
    await run("delete from ledger_transactions where id = 'txn_test'");
  });
});

describe("a ledger entry", () => {
  it.each([
    ["an account of the other mode", "acct_test"],
    ["an account of another currency", "acct_usd"],
    ["an account of another organization", "acct_foreign"],
  ])("never goes to %s", async (_, account) => {
    const entry = like("ledger_entries", { position: 8, account_id: account });
    await expect(insert("ledger_entries", entry)).rejects.toThrow(/differ in mode, currency/);
  });
});

describe("what never changes hands", () => {
  it("is a link", async () => {
    const change = `update links set affiliate_id = '${other.affiliate.id}' where id = 'link_1'`;
    await expect(run(change)).rejects.toThrow(/a link never changes owner/);
  });

  it("is a coupon", async () => {
    await expect(run("update coupons set affiliate_id = null where id = 'coup_1'")).rejects.toThrow(
      /a coupon never changes owner/,
    );
  });
});

describe("a program", () => {
  it("keeps its currency once it has a conversion, and may change it before", async () => {
    const program = String(rows.get("conversions")?.program_id);
    await expect(
      run(`update programs set currency = 'USD' where id = '${program}'`),
    ).rejects.toThrow(/keeps its currency/);
    await run(`update programs set currency = 'USD' where id = '${other.program.id}'`);
  });

  it("keeps its time zone once it has a click, and may change it before", async () => {
    const { id } = other.program;
    await run(`update programs set time_zone = 'UTC' where id = '${id}'`);
    await run(`update programs set time_zone_fixed_at = 5 where id = '${id}'`);
    await expect(
      run(`update programs set time_zone = 'Asia/Tokyo' where id = '${id}'`),
    ).rejects.toThrow(/keeps its time zone/);
  });
});
