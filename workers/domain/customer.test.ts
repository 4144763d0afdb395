import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideCustomer, foldEmail, type KnownCustomer, reportedIdentities } from "./customer.ts";
import type { Identity, Trust } from "./report.ts";

const external = (value: string): Identity => ({ kind: "external", value });
const stripe = (value: string): Identity => ({ kind: "stripe_customer", value });
const email = (value: string): Identity => ({ kind: "email_hash", value });

/** `boundAt`: of the live binding; `null` for none. */
function known(
  name: string,
  identities: Identity[],
  boundAt: number | null = null,
  createdAt = 100,
): KnownCustomer {
  const liveBinding = boundAt === null ? null : { bindingId: `bind_${name}`, boundAt };
  return { customerId: `cust_${name}`, createdAt, identities, liveBinding };
}

describe("whom a report is about", () => {
  it("names nobody", () => {
    expect(decideCustomer([], [])).toEqual({ action: "none" });
  });

  it("somebody new", () => {
    const add = [external("u9"), email("h1")];
    expect(decideCustomer(add, [])).toEqual({ action: "create", add });
  });

  it("somebody known, who gains the identities that are new", () => {
    const identities = [external("u9"), stripe("cus_1")];
    expect(decideCustomer(identities, [known("a", [external("u9")])])).toEqual({
      action: "use",
      customerId: "cust_a",
      add: [stripe("cus_1")],
    });
  });

  it("somebody known by e-mail alone", () => {
    const identities = [external("u9"), email("h1")];
    expect(decideCustomer(identities, [known("a", [email("h1")], 50)])).toEqual({
      action: "use",
      customerId: "cust_a",
      add: [external("u9")],
    });
  });
});

describe("a report that links two customers merges them", () => {
  const identities = [external("u9"), stripe("cus_1")];
  type Row = [string, number | null, number, number | null, number, string, string[]];
  it.each<Row>([
    ["the older live binding wins", 70, 1, 50, 2, "cust_b", ["bind_a"]],
    ["a binding wins over none", null, 1, 50, 2, "cust_b", []],
    ["without bindings the older customer remains", null, 2, null, 1, "cust_b", []],
    ["equal in age: the smaller id", null, 1, null, 1, "cust_a", []],
  ])("%s", (_, boundA, createdA, boundB, createdB, customerId, ended) => {
    const a = known("a", [external("u9")], boundA, createdA);
    const b = known("b", [stripe("cus_1")], boundB, createdB);
    const decision = decideCustomer(identities, [a, b]);
    expect(decision).toMatchObject({
      action: "merge",
      customerId,
      endedBindingIds: ended,
      add: [],
    });
    expect(decideCustomer(identities, [b, a])).toEqual(decision);
  });

  it("the others live on as aliases", () => {
    const decision = decideCustomer(
      [...identities, email("h1")],
      [known("a", [external("u9")]), known("b", [stripe("cus_1")], 50), known("c", [email("h1")])],
    );
    expect(decision).toEqual({
      action: "merge",
      add: [],
      customerId: "cust_b",
      aliases: ["cust_a", "cust_c"],
      bindingId: "bind_b",
      endedBindingIds: [],
    });
  });

  it("no binding is lost: one remains live if there was any", () => {
    const customer = fc
      .record({ id: fc.integer({ min: 0, max: 9 }), bound: fc.option(fc.nat(99)) })
      .map(({ id, bound }) => known(String(id), [external(String(id))], bound));
    const several = fc.uniqueArray(customer, { minLength: 2, selector: (c) => c.customerId });
    fc.assert(
      fc.property(several, (customers) => {
        const decision = decideCustomer(
          customers.flatMap((c) => c.identities),
          customers,
        );
        if (decision.action !== "merge") throw new Error("not merged");
        const bindings = customers.flatMap((c) => c.liveBinding ?? []);
        const oldest = Math.min(...bindings.map(({ boundAt }) => boundAt));
        const winner = bindings.find(({ bindingId }) => bindingId === decision.bindingId);
        expect(winner?.boundAt ?? Number.POSITIVE_INFINITY).toBe(oldest);
        expect(decision.endedBindingIds).toHaveLength(Math.max(0, bindings.length - 1));
      }),
    );
  });
});

describe("e-mail never rebinds", () => {
  const identities = [external("u9"), email("h1")];
  it.each<[string, number | null, number | null, string]>([
    ["both bound: the one named stays apart from the address", 50, 40, "use cust_a"],
    ["one bound: they merge", 50, null, "merge cust_a"],
    ["the other bound: they merge", null, 40, "merge cust_b"],
    ["none bound: they merge", null, null, "merge cust_a"],
  ])("%s", (_, boundA, boundB, expected) => {
    const a = known("a", [external("u9")], boundA);
    const b = known("b", [email("h1")], boundB);
    const decision = decideCustomer(identities, [a, b]);
    if (decision.action !== "use" && decision.action !== "merge") throw new Error("no customer");
    expect(`${decision.action} ${decision.customerId}`).toBe(expected);
    expect(decision.add).toEqual([]);
  });
});

describe("which identities a report is believed to bring", () => {
  const identities = [external("u9"), email("h1")];
  it.each<[Trust, string[]]>([
    ["browser", ["external"]],
    ["signed_browser", ["external"]],
    ["api", ["external", "email_hash"]],
    ["provider", ["external", "email_hash"]],
  ])("from %s: %s", (trust, kinds) => {
    const believed = reportedIdentities({ identities, references: [], trust });
    expect(believed.map(({ kind }) => kind)).toEqual(kinds);
  });

  it("a subscription names the customer", () => {
    const references = [
      { kind: "subscription" as const, value: "sub_1" },
      { kind: "invoice" as const, value: "in_1" },
    ];
    expect(reportedIdentities({ identities: [], references, trust: "provider" })).toEqual([
      { kind: "subscription", value: "sub_1" },
    ]);
  });

  it("each once", () => {
    const twice = [external("u9"), external("u9")];
    expect(reportedIdentities({ identities: twice, references: [], trust: "api" })).toEqual([
      external("u9"),
    ]);
  });
});

describe("addresses are compared in lower case", () => {
  it.each([
    [" Ann@Example.COM ", "ann@example.com"],
    ["ann+shop@example.com", "ann+shop@example.com"],
    ["Jose\u0301@example.com", "josé@example.com"],
  ])("%s", (address, folded) => {
    expect(foldEmail(address)).toBe(folded);
  });
});
