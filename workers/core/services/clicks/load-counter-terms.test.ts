import { describe, expect, it } from "vitest";
import { WriteBatch } from "../../../db/batch.ts";
import { affiliateGroups, termsAcceptances } from "../../../db/schema/affiliates.ts";
import { groups, termsVersions } from "../../../db/schema/programs.ts";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { newId } from "../../../lib/ids.ts";
import { db, makeClickReward, makeCounted } from "../../testing/clicks.ts";
import { testContext } from "../../testing/context.ts";
import { SAMPLE_AT } from "../../testing/sample.ts";
import { makeShop } from "../../testing/shop.ts";
import { loadCounterTerms } from "./load-counter-terms.ts";

const load = (affiliateId: string) => loadCounterTerms(testContext(), affiliateId);

describe("what a counter must know to count an affiliate's clicks", () => {
  it("is the program's zone, windows and ways, the defaults where nothing is set", async () => {
    const { affiliate, program } = await makeCounted({
      program: {
        timeZone: "America/New_York",
        settings: { clickWindowDays: 7, approval: "manual" },
      },
    });
    expect(await load(affiliate.id)).toEqual({
      affiliateId: affiliate.id,
      programId: program.id,
      timeZone: "America/New_York",
      clickWindowDays: 7,
      rewardSwitch: "position",
      holdDays: 30,
      approval: "manual",
      rewards: [],
      groups: [],
      terms: [],
      acceptances: [],
    });
  });

  it("is every reward per click, and no reward on sales", async () => {
    const shop = await makeShop();
    const reward = await makeClickReward(shop.program.id);
    await makeClickReward((await makeShop()).program.id);
    const terms = await load(shop.affiliate.id);
    expect(terms?.rewards).toMatchObject([
      {
        id: reward.rewardVersionId,
        rewardId: reward.rewardId,
        scope: "program",
        scopeId: shop.program.id,
        definition: { trigger: { type: "click" } },
      },
    ]);
  });

  it("is the affiliate's own groups and acceptances, and the program's terms", async () => {
    const { affiliate, program } = await makeCounted();
    const other = await makeCounted();
    const groupId = newId("grp");
    const batch = new WriteBatch(db);
    batch.insert(groups, [
      { id: groupId, programId: program.id, name: "Gold", createdAt: SAMPLE_AT },
    ]);
    batch.insert(affiliateGroups, [{ affiliateId: affiliate.id, fromAt: 5, groupId }]);
    batch.insert(termsVersions, [
      { programId: program.id, version: 1, kind: "must_accept", text: "…", effectiveAt: 3 },
    ]);
    batch.insert(termsAcceptances, [
      { affiliateId: affiliate.id, version: 1, acceptedAt: 4 },
      { affiliateId: other.affiliate.id, version: 1, acceptedAt: 9 },
    ]);
    await batch.commit();
    expect(await load(affiliate.id)).toMatchObject({
      groups: [{ fromAt: 5, groupId }],
      terms: [{ termsId: "1", kind: "must_accept", effectiveAt: 3, deadlineAt: null }],
      acceptances: [{ termsId: "1", acceptedAt: 4 }],
    });
  });

  it("is nothing for an affiliate whom nobody knows", async () => {
    expect(await load(newId("aff"))).toBeNull();
  });

  it("is for counters alone", async () => {
    const ctx = testContext({ actor: ANONYMOUS });
    await expect(loadCounterTerms(ctx, newId("aff"))).rejects.toThrow(PermissionDenied);
  });
});
