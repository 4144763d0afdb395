import { type JWTPayload, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import type { BrowserEventBody } from "../../../contract/edge/browser-event.ts";
import { newId } from "../../../lib/ids.ts";
import { readSignedEvent } from "./signed-event.ts";

const SECRET = "the program's secret, long enough for HS256";
const DAY_S = 86_400;
const now = () => Math.floor(Date.now() / 1_000);

const sign = (
  claims: JWTPayload,
  { secret = SECRET, issuedAt = now() }: { secret?: string; issuedAt?: number | null } = {},
) => {
  const jwt = new SignJWT(claims).setProtectedHeader({ alg: "HS256" });
  if (issuedAt !== null) jwt.setIssuedAt(issuedAt);
  return jwt.sign(new TextEncoder().encode(secret));
};

const program = newId("prog");
const order = { external_id: "order-1", amount: 7_000, currency: "EUR" };
const body = (own: Partial<BrowserEventBody> = {}): BrowserEventBody => ({
  program,
  type: "sale",
  external_id: "order-1",
  amount: 1,
  currency: "EUR",
  ...own,
});

describe("what a merchant signed", () => {
  it("wins over what stands beside it, and the rest is the browser's", async () => {
    const signed = await sign(order);
    const read = await readSignedEvent(body({ signed, coupon: "A" }), SECRET);
    expect(read).toEqual({ ...body({ coupon: "A" }), amount: 7_000 });
  });

  it("need not be repeated by the page", async () => {
    const signed = await sign({ ...order, type: "lead" });
    const read = await readSignedEvent({ program, type: "lead", signed }, SECRET);
    expect(read).toMatchObject({ type: "lead", external_id: "order-1", amount: 7_000 });
  });

  it("may say when it ends and from when it is good", async () => {
    const signed = await sign({ ...order, exp: now() + 60, nbf: now() - 60 });
    expect(await readSignedEvent(body({ signed }), SECRET)).toMatchObject({ amount: 7_000 });
  });

  it("is nothing where nothing is signed", async () => {
    expect(await readSignedEvent(body(), SECRET)).toBeNull();
  });

  it.each([
    ["is no JWT", async () => "nonsense"],
    ["was signed with another secret", () => sign(order, { secret: `${SECRET}!` })],
    ["does not say when it was signed", () => sign(order, { issuedAt: null })],
    ["is older than a day", () => sign(order, { issuedAt: now() - DAY_S - 60 })],
    ["has ended", () => sign({ ...order, exp: now() - 60 })],
    ["is not good yet", () => sign({ ...order, nbf: now() + 600 })],
    ["is for another program", () => sign({ ...order, program: newId("prog") })],
    ["names another field than an event has", () => sign({ ...order, admin: true })],
    ["has an amount that is none", () => sign({ ...order, amount: -1 })],
    [
      "has been altered",
      async () => (await sign(order)).replace(/\..*\./, `.${encoded({ amount: 9 })}.`),
    ],
    [
      "is not signed at all",
      async () => `${encoded({ alg: "none" })}.${encoded({ ...order, iat: now() })}.`,
    ],
  ])("is not believed when it %s", async (_, make) => {
    expect(await readSignedEvent(body({ signed: await make() }), SECRET)).toBeNull();
  });

  it("vouches for the order that it names, and for no other that a browser puts beside it", async () => {
    const { external_id: _, ...unnamed } = order;
    const signed = await sign(unnamed);
    for (const external_id of ["order-1", "order-2"]) {
      expect(await readSignedEvent(body({ signed, external_id }), SECRET)).toBeNull();
    }
  });
});

describe("money beside a signature", () => {
  it.each<[string, JWTPayload, Partial<BrowserEventBody>]>([
    ["an amount", { external_id: "order-1" }, { amount: 10_000_000 }],
    ["another currency", { external_id: "order-1", amount: 7_000 }, { currency: "KWD" }],
    ["lines of the order", order, { items: [{ product: "the dear one", amount: 7_000 }] }],
  ])("is not vouched for: %s", async (_, claims, own) => {
    const signed = await sign(claims);
    const { amount: __, currency: ___, ...bare } = body();
    expect(await readSignedEvent({ ...bare, ...own, signed }, SECRET)).toBeNull();
  });

  it("is the signature's where both name it", async () => {
    const signed = await sign({ ...order, tax: 0, items: [] });
    const said = body({ signed, tax: 500, currency: "KWD", items: [{ amount: 1 }] });
    expect(await readSignedEvent(said, SECRET)).toMatchObject({ ...order, tax: 0, items: [] });
  });
});

const encoded = (part: unknown) => btoa(JSON.stringify(part)).replaceAll("=", "");
