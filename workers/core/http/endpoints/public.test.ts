import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDb, WriteBatch } from "../../../db/batch.ts";
import { termsVersions } from "../../../db/schema/programs.ts";
import { ANONYMOUS } from "../../../domain/actor.ts";
import { BONUS_ON_SALES, PERCENT_OF_SALES } from "../../../domain/reward-examples.ts";
import { newId } from "../../../lib/ids.ts";
import { callApi } from "../../testing/api.ts";
import { SAMPLE_AT } from "../../testing/sample.ts";
import { makeShop } from "../../testing/shop.ts";

const db = openDb(env.DB);
const read = (slug: string) => callApi(`/public/programs/${slug}`, { actor: ANONYMOUS });

async function makePage(program: object = {}) {
  const slug = newId("prog").slice(-12);
  const shop = await makeShop({
    rewards: [PERCENT_OF_SALES],
    program: {
      slug,
      description: "Coffee.",
      applicationForm: [{ key: "site", label: "Your site", kind: "url", required: true }],
      ...program,
    },
  });
  return { ...shop, slug };
}

describe("a program's public page", () => {
  it("says what it pays, its terms, and how to apply", async () => {
    const { slug, program, addReward } = await makePage();
    await addReward(BONUS_ON_SALES);
    const terms = { programId: program.id, kind: "notice" } as const;
    const batch = new WriteBatch(db);
    batch.insert(termsVersions, [
      { ...terms, version: 1, text: "Old.", effectiveAt: SAMPLE_AT },
      { ...terms, version: 2, text: "Be honest.", effectiveAt: SAMPLE_AT + 1 },
      { ...terms, version: 3, text: "Not yet.", effectiveAt: Date.now() + 86_400_000 },
    ]);
    await batch.commit();
    const { status, body } = await read(slug);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      program_id: program.id,
      name: "Acme partners",
      description: "Coffee.",
      accepts_applications: true,
      application_form: [{ key: "site", kind: "url", required: true }],
      rewards: ["20 % of each sale", "€5.00 for each sale, on top"],
      terms: { version: 2, text: "Be honest." },
    });
  });

  it("tells nothing that is private", async () => {
    const { slug, affiliate, addReward, organization } = await makePage({
      settings: { holdDays: 3 },
    });
    await addReward(
      { ...PERCENT_OF_SALES, amount: { kind: "percent", basisPoints: 9_900 } },
      { scope: "affiliate", affiliateId: affiliate.id },
    );
    await addReward(BONUS_ON_SALES, { archivedAt: SAMPLE_AT });
    const { body, text } = await read(slug);
    expect(Object.keys(body).sort()).toEqual([
      "accepts_applications",
      "application_form",
      "click_window_days",
      "currency",
      "description",
      "join_policy",
      "name",
      "program_id",
      "rewards",
      "slug",
      "terms",
    ]);
    expect(body.rewards).toEqual(["20 % of each sale"]);
    for (const secret of ["99 %", affiliate.id, organization.id, "hold", "shop.example"]) {
      expect(text).not.toContain(secret);
    }
  });

  it.each([
    ["paused", { state: "paused" }],
    ["by invitation", { joinPolicy: "invitation" }],
  ])("of a program that is %s takes no applications", async (_, program) => {
    const { slug } = await makePage(program);
    expect((await read(slug)).body.accepts_applications).toBe(false);
  });

  it("is not there once the program has ended, nor for a slug that is nobody's", async () => {
    const { slug } = await makePage({ state: "ended" });
    for (const one of [slug, "nobody", "..%2f", "%F0%9F%98%80"]) {
      const { status, body } = await read(one);
      expect([status, body.code]).toEqual([404, "program.not_found"]);
    }
  });
});
