import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { newRewardVersionSchema } from "../../../contract/rewards.ts";
import { openDb } from "../../../db/batch.ts";
import { rewardVersions } from "../../../db/schema/rewards.ts";
import { testContext } from "../../testing/context.ts";
import { memberOf } from "../../testing/people.ts";
import { makeShop } from "../../testing/shop.ts";
import { addRewardVersion } from "./add-version.ts";
import { archiveReward } from "./change.ts";

const db = openDb(env.DB);

const versionOf = (basis_points: number, changes: object = {}) =>
  newRewardVersionSchema.parse({
    definition: {
      kind: "base",
      trigger: { type: "sale" },
      amount: { kind: "percent", basis_points },
    },
    ...changes,
  });

async function makeReward() {
  const shop = await makeShop();
  const row = await env.DB.prepare("select id from rewards where program_id = ?")
    .bind(shop.program.id)
    .first<string>("id");
  return { id: row ?? "", as: () => testContext({ actor: memberOf(shop.organization.id) }) };
}
const versionsOf = (id: string) =>
  db.select().from(rewardVersions).where(eq(rewardVersions.rewardId, id));

describe("versions added at the same time", () => {
  it("are numbered one after the other, and none is lost", async () => {
    const { id, as } = await makeReward();
    await Promise.all([1, 2, 3].map((points) => addRewardVersion(as(), id, versionOf(points))));
    const numbers = (await versionsOf(id)).map(({ version }) => version).sort();
    expect(numbers).toEqual([1, 2, 3, 4]);
  });

  it("as the reward is archived: either before it, or refused", async () => {
    const { id, as } = await makeReward();
    const [archived, added] = await Promise.allSettled([
      archiveReward(as(), id),
      addRewardVersion(as(), id, versionOf(1)),
    ]);
    expect(archived.status).toBe("fulfilled");
    const count = (await versionsOf(id)).length;
    if (added.status === "rejected") expect(added.reason.code).toBe("reward.archived");
    expect(count).toBe(added.status === "fulfilled" ? 2 : 1);
  });
});

describe("the dates of a version", () => {
  const NOW = Date.parse("2026-11-25T12:00:00Z");
  const add = async (changes: object) => {
    const { id, as } = await makeReward();
    const ctx = { ...as(), clock: () => NOW };
    return (await addRewardVersion(ctx, id, versionOf(1, changes))).versions[0];
  };

  it.each<[string, object, string, string | null]>([
    ["now, for new customers", {}, "2026-11-25T12:00:00.000Z", null],
    [
      "later, for new customers",
      { valid_from: "2026-12-01T00:00:00+01:00" },
      "2026-11-30T23:00:00.000Z",
      null,
    ],
    [
      "later, for renewals from the same day",
      { applies_to: "renewals_too", valid_from: "2026-12-01T00:00:00Z" },
      "2026-12-01T00:00:00.000Z",
      "2026-12-01T00:00:00.000Z",
    ],
    [
      "now, for renewals from the new year",
      { applies_to: "renewals_too", renewals_from: "2027-01-01T00:00:00Z" },
      "2026-11-25T12:00:00.000Z",
      "2027-01-01T00:00:00.000Z",
    ],
  ])("are %s", async (_, changes, valid_from, renewals_from) => {
    expect(await add(changes)).toMatchObject({ valid_from, renewals_from });
  });
});
