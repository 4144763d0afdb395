import { describe, expect, it } from "vitest";
import { BONUS_ON_SALES, PERCENT_OF_SALES, rewardVersion } from "./reward-examples.ts";
import {
  groupInForce,
  rewardsFrozenFrom,
  type VersionMoment,
  versionInForce,
  versionsInForce,
} from "./reward-version.ts";

const v1 = rewardVersion({ version: 1, validFrom: 100 });
const forNew = rewardVersion({ version: 2, validFrom: 200 });
const forAll = rewardVersion({
  version: 3,
  validFrom: 300,
  appliesTo: "renewals_too",
  renewalsFrom: 350,
});
const history = [forAll, v1, forNew];

function moment(changes: Partial<VersionMoment>): VersionMoment {
  return { eventAt: 0, boundAt: null, pinnedVersionId: null, frozenFrom: null, ...changes };
}

describe("the version in force", () => {
  it.each<[string, Partial<VersionMoment>, number | null]>([
    ["nothing before the first", { eventAt: 99 }, null],
    ["the first, from its first moment", { eventAt: 100 }, 1],
    ["a new customer gets the newest", { eventAt: 250 }, 2],
    ["and an edit for renewals too is for new customers as well", { eventAt: 300 }, 3],
    ["a late report gets the version of its time", { eventAt: 150 }, 1],
    ["a bound customer keeps the version of the binding", { eventAt: 299, boundAt: 120 }, 1],
    ["also when an edit was for new customers only", { eventAt: 340, boundAt: 120 }, 1],
    ["until the date from which renewals follow", { eventAt: 350, boundAt: 120 }, 3],
    [
      "the version that the binding names",
      { eventAt: 260, boundAt: 250, pinnedVersionId: v1.id },
      1,
    ],
    [
      "the named one, too, gives way to renewals too",
      { eventAt: 400, boundAt: 250, pinnedVersionId: v1.id },
      3,
    ],
    [
      "a name that is not among them counts as none",
      { eventAt: 260, boundAt: 250, pinnedVersionId: "gone" },
      2,
    ],
    ["terms not accepted freeze later edits", { eventAt: 400, frozenFrom: 150 }, 1],
    ["and those for renewals too", { eventAt: 400, boundAt: 120, frozenFrom: 300 }, 1],
  ])("%s", (_, changes, expected) => {
    expect(versionInForce(history, moment(changes))?.version ?? null).toBe(expected);
  });

  it("takes a date of its own for renewals from `validFrom` where there is none", () => {
    const edit = rewardVersion({ version: 2, validFrom: 200, appliesTo: "renewals_too" });
    const at = (eventAt: number) => versionInForce([v1, edit], moment({ eventAt, boundAt: 150 }));
    expect(at(199)?.version).toBe(1);
    expect(at(200)?.version).toBe(2);
  });

  it("lets a scheduled version wait although it was written later", () => {
    const scheduled = rewardVersion({ version: 2, validFrom: 900 });
    expect(versionInForce([v1, scheduled], moment({ eventAt: 899 }))?.version).toBe(1);
  });

  it("of two that start together takes the later edit", () => {
    const again = rewardVersion({ version: 4, validFrom: 200 });
    expect(versionInForce([again, forNew], moment({ eventAt: 250 }))?.version).toBe(4);
    expect(versionInForce([forNew, again], moment({ eventAt: 250 }))?.version).toBe(4);
  });

  it.each<[string, Partial<VersionMoment>, number | null]>([
    ["holds until then", { eventAt: 499 }, 1],
    ["ends for new customers", { eventAt: 500 }, null],
    ["goes on for customers bound before", { eventAt: 900, boundAt: 400 }, 1],
    ["goes on where a binding names it", { eventAt: 900, boundAt: 600, pinnedVersionId: v1.id }, 1],
  ])("an archived reward %s", (_, changes, expected) => {
    const archived = { ...v1, archivedAt: 500 };
    expect(versionInForce([archived], moment(changes))?.version ?? null).toBe(expected);
  });

  it("pins recurring rewards only: bonuses follow event time", () => {
    const bonuses = [
      rewardVersion({ rewardId: "rwd_bonus", version: 1, definition: BONUS_ON_SALES }),
      rewardVersion({
        rewardId: "rwd_bonus",
        version: 2,
        validFrom: 200,
        definition: BONUS_ON_SALES,
      }),
    ];
    const leads = [1, 2].map((version) =>
      rewardVersion({
        rewardId: "rwd_lead",
        version,
        validFrom: version * 100,
        definition: { ...PERCENT_OF_SALES, trigger: { type: "lead" } },
      }),
    );
    const inForce = versionsInForce(
      [...history, ...bonuses, ...leads],
      moment({ eventAt: 250, boundAt: 150 }),
    );
    expect(inForce.map(({ id }) => id).sort()).toEqual([
      "rwd_bonus_v2",
      "rwd_default_v1",
      "rwd_lead_v2",
    ]);
  });
});

describe("the group in force", () => {
  const steps = [
    { groupId: "silver", fromAt: 100 },
    { groupId: "gold", fromAt: 200 },
    { groupId: null, fromAt: 300 },
    { groupId: "platinum", fromAt: 400, appliesTo: "renewals_too" },
  ] as const;

  it.each([
    ["none before the first", 50, null, null],
    ["that of event time for a new customer", 250, null, "gold"],
    ["none when the affiliate left all groups", 300, null, null],
    ["that of the binding for a bound customer", 250, 150, "silver"],
    ["a change for new customers only does not reach renewals", 399, 150, "silver"],
    ["a change for renewals too does", 400, 150, "platinum"],
  ])("%s", (_, eventAt, boundAt, expected) => {
    expect(groupInForce(steps, { eventAt, boundAt })).toBe(expected);
  });
});

describe("rewards frozen by terms", () => {
  const terms = [
    { termsId: "t1", kind: "notice", effectiveAt: 100, deadlineAt: null },
    { termsId: "t2", kind: "must_accept", effectiveAt: 200, deadlineAt: 250 },
    { termsId: "t3", kind: "must_accept", effectiveAt: 300, deadlineAt: 350 },
  ] as const;

  it.each([
    ["not before new terms take effect", [], 199, null],
    ["from the first terms that were not accepted", [], 400, 200],
    ["not once they are accepted", [{ termsId: "t2", acceptedAt: 220 }], 299, null],
    ["from the next", [{ termsId: "t2", acceptedAt: 220 }], 400, 300],
    ["not when the newest are accepted", [{ termsId: "t3", acceptedAt: 310 }], 400, null],
  ])("%s", (_, acceptances, at, expected) => {
    expect(rewardsFrozenFrom(terms, acceptances, at)).toBe(expected);
  });
});
