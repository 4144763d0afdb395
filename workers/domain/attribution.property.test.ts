import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  affiliateCalled,
  attributionCase,
  bindingTo,
  clickOf,
  couponOf,
  daysBefore,
  EVENT_AT,
} from "./attribution.fixture.ts";
import { attribute } from "./attribution.ts";
import type { AttributionInput } from "./attribution-input.ts";
import type { LiveBinding } from "./binding.ts";
import { DAY_MS } from "./day.ts";
import type { AffiliateStanding } from "./eligibility.ts";
import type { Mode } from "./mode.ts";
import type { CouponMention, Touch } from "./touch.ts";

/** Mostly the ordinary, so that most cases have somebody to credit. */
const mostly = <Value>(usual: Value, unusual: Value) =>
  fc.constantFrom(usual, usual, usual, usual, usual, usual, unusual);
const mode = mostly<Mode>("live", "test");
/** Days before the event, whole or broken; some after it. */
const days = fc.oneof(
  fc.integer({ min: -2, max: 40 }),
  fc.double({ min: -1, max: 40, noNaN: true }).map((value) => Math.round(value * 1e4) / 1e4),
);

const step = fc.tuple(
  fc.constantFrom("applied", "active", "suspended", "left", "banned"),
  fc.integer({ min: -2, max: 60 }),
);

const affiliate: fc.Arbitrary<AffiliateStanding> = fc
  .tuple(
    fc.constantFrom("ann", "bob", "cat"),
    fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.array(step, { maxLength: 2 })),
  )
  .map(([name, steps]) => affiliateCalled(name, ...steps));

const click: fc.Arbitrary<Touch> = fc
  .record({
    owner: affiliate,
    days,
    mode,
    nonce: fc.constantFrom("n1", "n2", "n3", "n4"),
    linkProgramId: fc.constantFrom("prog_main", "prog_main", "prog_main", "prog_other"),
    overCap: mostly(false, true),
    flags: fc.record({
      bot: mostly(false, true),
      preview: mostly(false, true),
      prefetch: fc.boolean(),
    }),
  })
  .map(({ owner, days: age, ...rest }) => clickOf(owner, { clickAt: daysBefore(age), ...rest }));

const refusedToken: fc.Arbitrary<Touch> = fc
  .constantFrom("malformed", "forged", "unknown_key", "unknown_link")
  .map((reason) => ({ status: "refused", reason }));

/** As loaded: one link and one coupon have one set of facts, so a click's key stands for all of it. */
const touches = fc.uniqueArray(fc.oneof({ weight: 4, arbitrary: click }, refusedToken), {
  maxLength: 6,
  selector: (touch) =>
    touch.status === "refused"
      ? touch.reason
      : `${touch.clickAt} ${touch.nonce} ${touch.linkId} ${touch.mode}`,
});

const coupon: fc.Arbitrary<CouponMention> = fc
  .record({
    owner: fc.option(affiliate),
    mode,
    redeemedAt: fc.option(days.map(daysBefore)),
    until: fc.option(days.map(daysBefore)),
  })
  .map(({ owner, mode: itsMode, redeemedAt, until }) => {
    const couponId = `coup_${owner?.affiliateId}_${itsMode}_${until}`;
    return couponOf(owner, { couponId, mode: itsMode, activeUntil: until }, redeemedAt);
  });

const binding: fc.Arbitrary<LiveBinding> = fc
  .record({
    owner: affiliate,
    mode,
    boundDays: fc.integer({ min: -2, max: 200 }),
    byLead: fc.boolean(),
    sold: fc.option(fc.integer({ min: -2, max: 200 })),
  })
  .map(({ owner, mode: itsMode, boundDays, byLead, sold }) => {
    const boundAt = daysBefore(boundDays);
    return bindingTo(owner, {
      mode: itsMode,
      boundAt,
      click: { at: boundAt - DAY_MS, nonce: "bound", country: null },
      leadAt: byLead ? boundAt : null,
      firstSaleAt: byLead ? (sold === null ? null : daysBefore(sold)) : boundAt,
    });
  });

const input: fc.Arbitrary<AttributionInput> = fc
  .record({
    mode,
    type: fc.constantFrom("lead", "sale", "event"),
    confirmed: fc.boolean(),
    binding: fc.option(binding, { freq: 2 }),
    touches,
    coupons: fc.array(coupon, { maxLength: 3 }),
    settings: fc.record({
      attributionModel: fc.constantFrom("first", "last"),
      clickWindowDays: fc.constantFrom(1, 7, 30, 90),
      couponPriority: fc.constantFrom("coupon", "click", "coupon_if_clicked", "never"),
      rebind: fc.constantFrom("never", "until_first_sale"),
      leadWindowDays: fc.constantFrom(7, 90),
    }),
  })
  .map(attributionCase);

const inputAndShuffle = input.chain((one) =>
  fc.tuple(
    fc.constant(one),
    fc.shuffledSubarray([...one.touches], { minLength: one.touches.length }),
  ),
);

const runs = { numRuns: 500 };

describe("whatever comes", () => {
  it("the answer is the same each time, and does not depend on the order of the touches", () => {
    fc.assert(
      fc.property(inputAndShuffle, ([one, shuffled]) => {
        expect(attribute({ ...one, touches: shuffled })).toEqual(attribute(one));
      }),
      runs,
    );
  });

  it("nobody is credited for a click outside the window", () => {
    fc.assert(
      fc.property(input, (one) => {
        const { via, click: credited } = attribute(one);
        if (via !== "click" || credited === null) return;
        expect(credited.at).toBeLessThanOrEqual(EVENT_AT);
        expect(EVENT_AT).toBeLessThanOrEqual(credited.at + one.settings.clickWindowDays * DAY_MS);
      }),
      runs,
    );
  });

  it("a live binding is neither moved nor passed over while rebind is never", () => {
    fc.assert(
      fc.property(input, (one) => {
        const settings = { ...one.settings, rebind: "never" } as const;
        const decision = attribute({ ...one, settings });
        if (decision.bindingStanding !== "live") return;
        expect(decision.bindingAction).toBe("keep");
        expect([null, one.binding?.affiliate.affiliateId]).toContain(decision.affiliateId);
      }),
      runs,
    );
  });

  it("mode never mixes: what is of the other mode might as well not be there", () => {
    fc.assert(
      fc.property(input, (one) => {
        const same = {
          ...one,
          binding: one.binding?.mode === one.mode ? one.binding : null,
          touches: one.touches.filter((t) => t.status === "refused" || t.mode === one.mode),
          coupons: one.coupons.filter((c) => c.coupon?.mode === one.mode),
        };
        const { considered: _, bindingStanding: __, ...decision } = attribute(one);
        expect(attribute(same)).toMatchObject(decision);
      }),
      runs,
    );
  });

  it("at most one candidate is credited, and it is the one that the decision names", () => {
    fc.assert(
      fc.property(input, (one) => {
        const { considered, affiliateId, via } = attribute(one);
        const credited = considered.filter(({ outcome }) => outcome === "credited");
        expect(credited.map(({ affiliateId: id, subject }) => [id, subject.kind])).toEqual(
          affiliateId === null ? [] : [[affiliateId, via]],
        );
      }),
      runs,
    );
  });

  it("everything that was not credited has its reason", () => {
    fc.assert(
      fc.property(input, (one) => {
        const others = attribute(one).considered.filter(({ outcome }) => outcome !== "credited");
        expect(others.every(({ reason }) => reason !== null)).toBe(true);
      }),
      runs,
    );
  });

  it("a banned affiliate, or one not accepted, is credited for nothing", () => {
    fc.assert(
      fc.property(input, fc.constantFrom("banned", "applied"), (one, state) => {
        const outcast = affiliateCalled("ann", [state, 0]);
        const touched = one.touches.map((touch) =>
          touch.status === "refused" ? touch : { ...touch, affiliate: outcast },
        );
        const bound = one.binding && { ...one.binding, affiliate: outcast };
        const decision = attribute({ ...one, touches: touched, binding: bound, coupons: [] });
        expect(decision.affiliateId).toBeNull();
      }),
      runs,
    );
  });

  it("a custom event and an unconfirmed sale never make or move a binding", () => {
    fc.assert(
      fc.property(input, (one) => {
        if (one.type !== "event" && one.confirmed) return;
        expect(["none", "keep", "end"]).toContain(attribute(one).bindingAction);
      }),
      runs,
    );
  });
});
