/** What the demo's two programs pay: recurring shares of coffee sales, flat tiers for courses. */
import { rewards, rewardVersions } from "../../workers/db/schema/rewards.ts";
import type { BaseReward, RewardDefinition } from "../../workers/domain/reward.ts";
import { DAY_MS, type DemoSettings, demoIds } from "./base-rows.ts";
import { demoId } from "./demo-id.ts";
import { insertSql } from "./insert-sql.ts";
import type { ProgramName } from "./people.ts";

type DemoReward = {
  readonly key: string;
  readonly name: string;
  readonly program: ProgramName;
  readonly group?: string;
  readonly position: number;
  readonly versions: readonly {
    /** `null`: since the program began. */
    readonly fromDaysAgo: number | null;
    readonly definition: RewardDefinition;
  }[];
};

const saleReward = (
  amount: BaseReward["amount"],
  duration: BaseReward["duration"],
): BaseReward => ({
  kind: "base",
  trigger: { type: "sale" },
  amount,
  duration,
  conditions: [],
  caps: [],
  followsRefunds: true,
  requiresSale: false,
});

const percent = (basisPoints: number) =>
  saleReward({ kind: "percent", basisPoints }, { kind: "months", months: 12 });

const REWARDS: readonly DemoReward[] = [
  {
    key: "coffee-sale",
    name: "Share of every sale for 12 months",
    program: "coffee",
    position: 1,
    versions: [
      { fromDaysAgo: null, definition: percent(1_500) },
      { fromDaysAgo: 70, definition: percent(2_000) },
    ],
  },
  {
    key: "coffee-partners",
    name: "Partners' share of every sale for 12 months",
    program: "coffee",
    group: "Partners",
    position: 1,
    versions: [{ fromDaysAgo: null, definition: percent(2_500) }],
  },
  {
    key: "coffee-recruiter",
    name: "A tenth of the commission of whom you recruited",
    program: "coffee",
    position: 2,
    versions: [
      {
        fromDaysAgo: null,
        definition: {
          kind: "second_level",
          trigger: { type: "sale" },
          basisPoints: 1_000,
          of: "commission",
          months: 12,
          conditions: [],
          caps: [],
        },
      },
    ],
  },
  {
    key: "academy-sale",
    name: "Per course, more from the fifth sale of a month on",
    program: "academy",
    position: 1,
    versions: [
      {
        fromDaysAgo: null,
        definition: saleReward(
          {
            kind: "tiered",
            metric: "sales",
            mode: "marginal",
            period: { kind: "calendar", unit: "month" },
            unit: "flat",
            steps: [
              { from: 0, amount: 3_000 },
              { from: 4, amount: 4_000 },
              { from: 12, amount: 5_000 },
            ],
          },
          { kind: "lifetime" },
        ),
      },
    ],
  },
  {
    key: "academy-lead",
    name: "Per free lesson booked, at most 60 a month",
    program: "academy",
    position: 2,
    versions: [
      {
        fromDaysAgo: null,
        definition: {
          kind: "base",
          trigger: { type: "lead" },
          amount: { kind: "flat", amount: 200 },
          duration: { kind: "one_time" },
          conditions: [],
          caps: [
            {
              scope: "affiliate",
              measure: "count",
              period: { kind: "calendar", unit: "month" },
              limit: 60,
            },
          ],
          followsRefunds: false,
          requiresSale: false,
        },
      },
    ],
  },
  {
    key: "academy-recruiter",
    name: "A fifth of the commission of whom you recruited",
    program: "academy",
    position: 3,
    versions: [
      {
        fromDaysAgo: null,
        definition: {
          kind: "second_level",
          trigger: { type: "sale" },
          basisPoints: 2_000,
          of: "commission",
          months: 12,
          conditions: [],
          caps: [],
        },
      },
    ],
  },
];

export function rewardSql(settings: DemoSettings): string {
  const ids = demoIds(settings);
  const idOf = (key: string) => demoId("rew", key, ids.founded);
  const rows = REWARDS.map((reward) => ({
    id: idOf(reward.key),
    programId: ids.program(reward.program),
    scope: reward.group ? ("group" as const) : ("program" as const),
    groupId: reward.group ? ids.group(reward.program, reward.group) : null,
    position: reward.position,
    name: reward.name,
    createdAt: ids.founded,
  }));
  const versions = REWARDS.flatMap((reward) =>
    reward.versions.map(({ fromDaysAgo, definition }, index) => {
      const validFrom = fromDaysAgo === null ? ids.founded : settings.day - fromDaysAgo * DAY_MS;
      return {
        id: demoId("rewv", `${reward.key}/${index + 1}`, ids.founded),
        rewardId: idOf(reward.key),
        version: index + 1,
        validFrom,
        appliesTo: "new" as const,
        definition,
        createdAt: validFrom,
      };
    }),
  );
  return insertSql(rewards, rows) + insertSql(rewardVersions, versions);
}
