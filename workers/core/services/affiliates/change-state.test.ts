import { env } from "cloudflare:workers";
import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { entryKey } from "../../../contract/edge/entries.ts";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { affiliateStates, affiliates } from "../../../db/schema/affiliates.ts";
import { commissions } from "../../../db/schema/commissions.ts";
import { links } from "../../../db/schema/links.ts";
import { auditEvents } from "../../../db/schema/operations.ts";
import { rewards } from "../../../db/schema/rewards.ts";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { PermissionDenied } from "../../../domain/permission.ts";
import { stateAt } from "../../../domain/states.ts";
import { newId } from "../../../lib/ids.ts";
import { testContext } from "../../testing/context.ts";
import { makeSample, SAMPLE_AT } from "../../testing/sample.ts";
import { changeAffiliateState } from "./change-state.ts";

const db = openDb(env.DB);
const entryOf = (id: string) => env.LINKS.get<object>(entryKey.affiliate(id), "json");
const historyOf = (id: string) =>
  db.select().from(affiliateStates).where(eq(affiliateStates.affiliateId, id));

/** Three pending commissions: held by a suspension, by that and more, by something else. */
async function heldCommissions(programId: string, affiliateId: string) {
  const ids = { suspended: newId("com"), both: newId("com"), other: newId("com") };
  const reward = { id: newId("rew"), programId, scope: "program", position: 1 } as const;
  const version = newId("rewv");
  const reasons = {
    suspended: ["affiliate_suspended"],
    both: ["affiliate_suspended", "needs_confirmation"],
    other: ["needs_confirmation"],
  };
  const batch = new WriteBatch(db);
  batch.insert(rewards, [{ ...reward, name: "Sale", createdAt: 1 }]);
  batch.add(sql`insert into reward_versions
    (id, reward_id, version, valid_from, applies_to, definition, created_at)
    values (${version}, ${reward.id}, 1, 1, 'new', '{}', 1)`);
  batch.insert(
    commissions,
    (["suspended", "both", "other"] as const).map((name) => ({
      id: ids[name],
      programId,
      mode: "live" as const,
      affiliateId,
      itemKey: name,
      rewardId: reward.id,
      rewardVersionId: version,
      level: 1,
      kind: "base" as const,
      currency: "EUR",
      base: 1_000,
      amount: 100,
      followsRefunds: true,
      state: "pending" as const,
      heldReasons: reasons[name],
      day: "2026-01-01",
      eventAt: 1,
      maturesAt: 1,
      explanation: [],
      createdAt: 1,
    })),
  );
  await batch.commit();
  return ids;
}

describe("suspending an affiliate", () => {
  it("is one write at the edge, however many links there are", async () => {
    const { affiliate, link } = await makeSample(db);
    const batch = new WriteBatch(db);
    batch.insert(
      links,
      Array.from({ length: 50 }, (_, index) => ({
        ...link,
        id: `${link.id}${index}`,
        slug: `${link.slug}-${index}`,
      })),
    );
    await batch.commit();
    const ctx = testContext();
    const puts: string[] = [];
    const LINKS = Object.assign(Object.create(env.LINKS), {
      put: (...args: Parameters<KVNamespace["put"]>) => {
        puts.push(args[0]);
        return env.LINKS.put(...args);
      },
    });
    const watched = { ...ctx, env: { ...ctx.env, LINKS } };
    await changeAffiliateState(watched, {
      affiliateId: affiliate.id,
      step: "suspend",
      reason: "odd traffic",
    });
    await ctx.settle();
    expect(puts).toEqual([entryKey.affiliate(affiliate.id)]);
    expect(await entryOf(affiliate.id)).toMatchObject({ state: "suspended", version: 2 });
  });

  it("is a step of the dated history, so that a late report finds the state of its time", async () => {
    const { affiliate } = await makeSample(db);
    const ctx = testContext({}, SAMPLE_AT + 1_000);
    const change = (step: "suspend" | "reinstate") =>
      changeAffiliateState(ctx, { affiliateId: affiliate.id, step, reason: null });
    await change("suspend");
    ctx.advance(1_000);
    await change("reinstate");
    const history = await historyOf(affiliate.id);
    expect(stateAt(history, SAMPLE_AT + 999)).toBe("active");
    expect(stateAt(history, SAMPLE_AT + 1_500)).toBe("suspended");
    expect(stateAt(history, SAMPLE_AT + 2_000)).toBe("active");
  });

  it("and lifting it in the same millisecond keeps both steps in order", async () => {
    const { affiliate } = await makeSample(db);
    const ctx = testContext({}, SAMPLE_AT + 1_000);
    for (const step of ["suspend", "reinstate", "ban"] as const) {
      await changeAffiliateState(ctx, { affiliateId: affiliate.id, step, reason: null });
    }
    const steps = (await historyOf(affiliate.id)).sort((a, b) => a.sequence - b.sequence);
    expect(steps.map(({ state }) => state)).toEqual(["active", "suspended", "active", "banned"]);
    expect(stateAt(steps, ctx.clock())).toBe("banned");
  });

  it("says who, what and why", async () => {
    const { affiliate } = await makeSample(db);
    const ctx = testContext();
    const change = {
      affiliateId: affiliate.id,
      step: "ban",
      reason: "cookie stuffing",
    } as const;
    await changeAffiliateState(ctx, change);
    const events = await db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, affiliate.id));
    expect(events).toMatchObject([
      {
        action: "affiliate.change_state",
        before: { state: "active" },
        after: { state: "banned", reason: "cookie stuffing" },
      },
    ]);
  });

  it("when it is lifted releases what it held, and nothing that is held for another reason", async () => {
    const { affiliate, program } = await makeSample(db, { affiliate: { state: "suspended" } });
    const held = await heldCommissions(program.id, affiliate.id);
    const ctx = testContext();
    await changeAffiliateState(ctx, { affiliateId: affiliate.id, step: "reinstate", reason: null });
    const rows = await db
      .select()
      .from(commissions)
      .where(eq(commissions.affiliateId, affiliate.id));
    const reasons = new Map(rows.map((row) => [row.id, row.heldReasons]));
    expect(reasons.get(held.suspended)).toEqual([]);
    expect(reasons.get(held.both)).toEqual(["needs_confirmation"]);
    expect(reasons.get(held.other)).toEqual(["needs_confirmation"]);
    expect(rows.find(({ id }) => id === held.other)?.version).toBe(1);
  });

  it("twice at once happens once", async () => {
    const { affiliate } = await makeSample(db);
    const ctx = testContext();
    const change = { affiliateId: affiliate.id, step: "suspend", reason: null } as const;
    const both = await Promise.allSettled([
      changeAffiliateState(ctx, change),
      changeAffiliateState(ctx, change),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [row] = await db.select().from(affiliates).where(eq(affiliates.id, affiliate.id));
    expect(row).toMatchObject({ state: "suspended", version: 2 });
    expect(await historyOf(affiliate.id)).toHaveLength(2);
  });

  it("is refused when there is nothing to change, no such affiliate, or no permission", async () => {
    const { affiliate } = await makeSample(db);
    const ctx = testContext();
    const change = { affiliateId: affiliate.id, step: "reinstate", reason: null } as const;
    await expect(changeAffiliateState(ctx, change)).rejects.toMatchObject({
      code: "affiliate.same_state",
    });
    await expect(
      changeAffiliateState(ctx, { ...change, affiliateId: "aff_none" }),
    ).rejects.toMatchObject({ code: "affiliate.not_found" });
    const nobody = testContext({ actor: ANONYMOUS });
    expect(() => changeAffiliateState(nobody, change)).toThrow(PermissionDenied);
  });
});
