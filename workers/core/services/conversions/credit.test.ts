import { describe, expect, it } from "vitest";
import { TOKEN_FLAG } from "../../../domain/click-token.ts";
import type { Report } from "../../../domain/report.ts";
import type { VerifiedClickToken } from "../../../lib/crypto.ts";
import { decodeTypeId, newId } from "../../../lib/ids.ts";
import { NOON, testAffiliate, testBinding, testReport, testWorld } from "../../testing/run.ts";
import { DAY } from "../../testing/shop.ts";
import { creditOf } from "./credit.ts";
import type { KnownCoupon, KnownLink, World } from "./world.ts";

const alice = testAffiliate();
const bob = testAffiliate();

function makeWorld(own: Partial<World> = {}) {
  const world = testWorld({
    affiliates: new Map([alice, bob].map((one) => [one.id, one])),
    ...own,
  });
  const link = (changes: Partial<KnownLink> = {}): KnownLink => {
    const made = {
      id: newId("link"),
      programId: world.program.id,
      affiliateId: alice.id,
      endedAt: null,
      capReachedAt: null,
      ...changes,
    };
    world.links.set(made.id, made);
    return made;
  };
  return { world, link };
}

const clicked = (link: { id: string }, own: Record<string, unknown> = {}): VerifiedClickToken => ({
  ok: true,
  keyId: 0,
  flags: 0,
  linkId: decodeTypeId("link", link.id) ?? new Uint8Array(16),
  at: NOON - DAY,
  country: "DE",
  nonce: new Uint8Array(8),
  ...own,
});

const coupon = (world: World, own: Partial<KnownCoupon> = {}): KnownCoupon => ({
  id: newId("coup"),
  programId: world.program.id,
  mode: "live",
  affiliateId: alice.id,
  codeFolded: "spring",
  activeFrom: 0,
  activeUntil: null,
  ...own,
});

const credit = (
  world: World,
  by: {
    tokens?: VerifiedClickToken[];
    codes?: string[];
    report?: Partial<Report>;
    customerId?: string;
    confirmed?: boolean;
  },
) =>
  creditOf(world, testReport({ programId: world.program.id, ...by.report }), {
    tokens: by.tokens ?? [],
    codes: by.codes ?? [],
    customerId: by.customerId ?? null,
    confirmed: by.confirmed ?? true,
  });

describe("a click", () => {
  it("credits the owner of its link, with its time, nonce and country", () => {
    const { world, link } = makeWorld();
    const own = link();
    expect(credit(world, { tokens: [clicked(own)] }).decision).toMatchObject({
      affiliateId: alice.id,
      via: "click",
      linkId: own.id,
      touchAt: NOON - DAY,
      click: { at: NOON - DAY, nonce: "AAAAAAAAAAA", country: "DE" },
    });
  });

  it("from a country that the edge did not know has none", () => {
    const { world, link } = makeWorld();
    const { decision } = credit(world, { tokens: [clicked(link(), { country: "XX" })] });
    expect(decision.click?.country).toBeNull();
  });

  it.each<[string, Partial<KnownLink>, Record<string, unknown>]>([
    ["on a link of another program", { programId: "prog_other" }, {}],
    ["on a link that had ended", { endedAt: NOON - 2 * DAY }, {}],
    ["beyond the link's cap", { capReachedAt: NOON - 2 * DAY }, {}],
    ["of an affiliate whom nobody knows", { affiliateId: "aff_gone" }, {}],
    ["in test mode", {}, { flags: TOKEN_FLAG.test }],
    ["by a bot", {}, { flags: TOKEN_FLAG.bot }],
    ["by a link preview", {}, { flags: TOKEN_FLAG.preview }],
    ["older than the window", {}, { at: NOON - 31 * DAY }],
    ["after the event", {}, { at: NOON + 1 }],
  ])("%s credits nobody", (_, own, token) => {
    const { world, link } = makeWorld();
    expect(credit(world, { tokens: [clicked(link(own), token)] }).decision).toMatchObject({
      affiliateId: null,
      via: null,
    });
  });

  it.each<[string, Partial<KnownLink>, Record<string, unknown>]>([
    ["with which the cap was reached", { capReachedAt: NOON - DAY }, {}],
    ["before its link ended", { endedAt: NOON - DAY + 1 }, {}],
    ["that was prefetched, and seen", {}, { flags: TOKEN_FLAG.prefetch }],
    ["on the window's last moment", {}, { at: NOON - 30 * DAY }],
  ])("%s still credits", (_, own, token) => {
    const { world, link } = makeWorld();
    const { decision } = credit(world, { tokens: [clicked(link(own), token)] });
    expect(decision.affiliateId).toBe(alice.id);
  });

  it("whose token is refused spoils no other", () => {
    const { world, link } = makeWorld();
    const tokens: VerifiedClickToken[] = [{ ok: false, reason: "forged" }, clicked(link())];
    expect(credit(world, { tokens }).decision.affiliateId).toBe(alice.id);
  });
});

describe("a coupon code that was given out more than once", () => {
  it.each([
    ["is its owner's at the time of the event", NOON - 10 * DAY, alice],
    ["and the next one's from then on", NOON, bob],
  ])("%s", (_, occurredAt, owner) => {
    const { world } = makeWorld();
    const own = [
      coupon(world, { activeUntil: NOON - 5 * DAY }),
      coupon(world, { affiliateId: bob.id, activeFrom: NOON - 5 * DAY }),
    ];
    const known = { ...world, coupons: own };
    const by = {
      codes: ["spring"],
      report: { occurredAt, coupons: [{ code: "Spring", redeemedAt: null }] },
    };
    for (const coupons of [own, own.toReversed()]) {
      expect(credit({ ...known, coupons }, by).decision).toMatchObject({
        affiliateId: owner.id,
        via: "coupon",
      });
    }
  });

  it("is told by its latest one where none is active, whatever the order", () => {
    const { world } = makeWorld();
    const first = coupon(world, { activeFrom: 1, activeUntil: 2 });
    const latest = coupon(world, { activeFrom: 3, activeUntil: 4 });
    for (const coupons of [
      [first, latest],
      [latest, first],
    ]) {
      const { input } = credit({ ...world, coupons }, { codes: ["spring"] });
      expect(input.coupons).toMatchObject([{ coupon: { couponId: latest.id } }]);
    }
  });

  it("belongs to nobody when nobody knows it, or when it is a campaign's", () => {
    const { world } = makeWorld();
    expect(credit(world, { codes: ["none"] }).input.coupons).toEqual([
      { redeemedAt: null, coupon: null },
    ]);
    const coupons = [coupon(world, { affiliateId: null })];
    expect(credit({ ...world, coupons }, { codes: ["spring"] }).decision.affiliateId).toBeNull();
  });
});

it("the coupon redeemed last decides, each code with its own time", () => {
  const { world } = makeWorld();
  const coupons = [
    coupon(world, { codeFolded: "a" }),
    coupon(world, { codeFolded: "b", affiliateId: bob.id }),
  ];
  const redeemed = (a: number, b: number) => ({
    codes: ["a", "b"],
    report: {
      coupons: [
        { code: "A", redeemedAt: a },
        { code: "B", redeemedAt: b },
      ],
    },
  });
  const by = (a: number, b: number) =>
    credit({ ...world, coupons }, redeemed(a, b)).decision.affiliateId;
  expect(by(NOON - 1, NOON - 2)).toBe(alice.id);
  expect(by(NOON - 2, NOON - 1)).toBe(bob.id);
});

describe("a bound customer", () => {
  const bound = (own: Parameters<typeof testBinding>[0] = {}) => {
    const made = makeWorld();
    const { id: programId } = made.world.program;
    const binding = testBinding({
      programId,
      affiliateId: bob.id,
      boundAt: NOON - DAY,
      firstSaleAt: NOON - DAY,
      ...own,
    });
    made.world.bindings.set("cus_1", binding);
    return made;
  };

  it("stays his affiliate's, whatever he clicked since", () => {
    const { world, link } = bound();
    const { decision } = credit(world, { customerId: "cus_1", tokens: [clicked(link())] });
    expect(decision).toMatchObject({
      affiliateId: bob.id,
      via: "binding",
      customerKind: "renewal",
    });
  });

  it("binds no other customer, and nobody without a name", () => {
    const { world } = bound();
    for (const by of [{ customerId: "cus_2" }, {}]) {
      expect(credit(world, by).decision.affiliateId).toBeNull();
    }
  });

  it("is not made by a bare browser's sale that waits", () => {
    const { world, link } = makeWorld();
    const by = {
      customerId: "cus_1",
      tokens: [clicked(link())],
      report: { type: "sale" as const },
    };
    expect(credit(world, { ...by, confirmed: false }).decision.bindingAction).toBe("none");
    expect(credit(world, by).decision.bindingAction).toBe("create");
  });

  it("whose affiliate was not loaded is a fault, and never nobody's in silence", () => {
    const { world } = bound({ affiliateId: "aff_gone" });
    expect(() => credit(world, { customerId: "cus_1" })).toThrow("names no known affiliate");
  });
});
