import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { externalId } from "./derived-id.ts";
import { IDENTITY_KINDS, type Identity } from "./report.ts";

const lead = {
  programId: "prog_a",
  type: "lead" as const,
  eventName: "",
  externalId: null,
  identities: [] as Identity[],
  nonce: null,
};
const customer: Identity = { kind: "external", value: "u9" };
const refused = { ok: false, code: "conversion.external_id_required" };

function sourceOf(changes: Partial<Parameters<typeof externalId>[0]>): string {
  const answer = externalId({ ...lead, ...changes });
  if (!answer.ok || answer.kind !== "derived") throw new Error("nothing was derived");
  return answer.source;
}

describe("an external id that is given is taken", () => {
  it.each(["lead", "sale", "event"] as const)("for a %s", (type) => {
    expect(externalId({ ...lead, type, externalId: "1001", nonce: "n" })).toEqual({
      ok: true,
      kind: "given",
      externalId: "1001",
    });
  });
});

describe("a missing one", () => {
  it.each([
    ["of a sale is refused", { type: "sale" as const, identities: [customer], nonce: "n" }],
    ["of a sale is refused, also when empty", { type: "sale" as const, externalId: "" }],
    ["of a lead of nobody is refused", {}],
    ["of an event of nobody is refused", { type: "event" as const, eventName: "trial" }],
  ])("%s", (_, changes) => {
    expect(externalId({ ...lead, ...changes })).toEqual(refused);
  });

  it("is made of program, type, name and customer", () => {
    expect(sourceOf({ type: "event", eventName: "trial", identities: [customer] })).toBe(
      '["prog_a","event","trial","external","u9"]',
    );
  });

  it("or of the click, when no customer is named: a reloaded page is the same lead", () => {
    expect(sourceOf({ nonce: "abc" })).toBe('["prog_a","lead","","click","abc"]');
    expect(sourceOf({ nonce: "abc" })).toBe(sourceOf({ nonce: "abc" }));
  });

  it("prefers the customer to the click", () => {
    expect(sourceOf({ identities: [customer], nonce: "abc" })).toBe(
      sourceOf({ identities: [customer], nonce: "xyz" }),
    );
  });

  it("does not depend on the order of the identities", () => {
    const identity = fc.record({
      kind: fc.constantFrom(...IDENTITY_KINDS),
      value: fc.string({ minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(identity, { minLength: 1 }), (identities) => {
        expect(sourceOf({ identities: [...identities].reverse() })).toBe(sourceOf({ identities }));
      }),
    );
  });

  it.each([
    ["program", { programId: "prog_b" }],
    ["type", { type: "event" as const }],
    ["name", { eventName: "other" }],
    ["customer", { identities: [{ kind: "external" as const, value: "u10" }] }],
    ["kind of identity", { identities: [{ kind: "stripe_customer" as const, value: "u9" }] }],
  ])("differs by %s", (_, changes) => {
    const identities = [customer];
    expect(sourceOf({ identities, ...changes })).not.toBe(sourceOf({ identities }));
  });

  it("cannot be made equal by quotes and commas in a name", () => {
    const one = sourceOf({
      eventName: 'a","external',
      identities: [{ kind: "external", value: "b" }],
    });
    const other = sourceOf({
      eventName: "a",
      identities: [{ kind: "external", value: 'external","b' }],
    });
    expect(one).not.toBe(other);
  });
});
