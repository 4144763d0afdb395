/** Writes a run's companies into the database: what a merchant's dashboard will do one day. */
import { WriteBatch } from "../workers/db/batch.ts";
import { affiliateStates, affiliates } from "../workers/db/schema/affiliates.ts";
import { coupons, links } from "../workers/db/schema/links.ts";
import { apiKeys } from "../workers/db/schema/operations.ts";
import { organizations } from "../workers/db/schema/organizations.ts";
import { programStates, programs } from "../workers/db/schema/programs.ts";
import { sha256Hex } from "../workers/lib/crypto.ts";
import { newId } from "../workers/lib/ids.ts";
import {
  type Affiliate,
  type AffiliateState,
  FOUNDED_AT,
  type Program,
  type Rule,
  SHOP_ORIGIN,
  type World,
} from "./company.ts";
import { writeRewards } from "./found-rewards.ts";
import { ask, OPERATOR } from "./http.ts";
import type { Stage } from "./stage.ts";

const KEYS = 12;

const STATES: Readonly<Record<Rule, readonly AffiliateState[]>> = {
  plain: [...Array<AffiliateState>(8).fill("active"), "suspended", "banned"],
  capped: ["active", "active", "active"],
  tiered: ["active", "active", "active"],
};
const ZONES: Readonly<Record<Rule, string>> = {
  // Visitors come again, and are one for a UTC day: in another zone a day would end within theirs.
  plain: "UTC",
  capped: "Europe/Berlin",
  tiered: "Asia/Tokyo",
};

/** @param clicks of the run: a capped link is reached by some of them */
export async function foundCompanies(stage: Stage, clicks: number): Promise<World> {
  const programs: Program[] = [];
  for (const rule of ["plain", "capped", "tiered"] as const) {
    programs.push(await foundCompany(stage, rule, clicks));
  }
  const url = `${stage.core}/api/v1/operator/jobs/rebuild-links/run`;
  await ask(url, "POST", OPERATOR);
  return { programs };
}

async function foundCompany({ db }: Stage, rule: Rule, clicks: number): Promise<Program> {
  const key = (mode: string) => `td_${mode}_${newId("key")}`;
  const program: Program = {
    id: newId("prog"),
    organizationId: newId("org"),
    rule,
    timeZone: ZONES[rule],
    pause: null,
    affiliates: [],
    liveKeys: Array.from({ length: KEYS }, () => key("live")),
    testKeys: [key("test")],
  };
  for (const state of STATES[rule]) {
    program.affiliates.push(makeAffiliate(program, state, Math.ceil(clicks / 400)));
  }
  const batch = new WriteBatch(db);
  writeProgram(batch, program);
  writeRewards(batch, program);
  for (const affiliate of program.affiliates) writeAffiliate(batch, affiliate);
  await writeKeys(batch, program);
  await batch.commit();
  return program;
}

function makeAffiliate(program: Program, state: AffiliateState, cap: number): Affiliate {
  const id = newId("aff");
  const code = id.slice(-12);
  const affiliate: Affiliate = { id, program, state, suspension: null, code, links: [] };
  const caps =
    program.rule === "plain" && program.affiliates.length === 0 ? [null, null, cap] : [null, null];
  for (const one of caps) {
    const link = newId("link");
    affiliate.links.push({ id: link, slug: link.slice(-12), affiliate, cap: one });
  }
  return affiliate;
}

function writeProgram(batch: WriteBatch, { id, organizationId, rule, timeZone }: Program): void {
  const createdAt = FOUNDED_AT;
  batch.insert(organizations, [{ id: organizationId, name: rule, country: "DE", createdAt }]);
  batch.insert(programs, [
    {
      id,
      organizationId,
      name: rule,
      currency: "EUR",
      timeZone,
      state: "active",
      settings: {},
      allowedHosts: ["shop.example"],
      origins: [SHOP_ORIGIN],
      utm: {},
      createdAt,
    },
  ]);
  batch.insert(programStates, [{ programId: id, fromAt: createdAt, sequence: 1, state: "active" }]);
}

function writeAffiliate(batch: WriteBatch, affiliate: Affiliate): void {
  const { id, program, state, code } = affiliate;
  const createdAt = FOUNDED_AT;
  const programId = program.id;
  batch.insert(affiliates, [{ id, programId, code, state, createdAt }]);
  batch.insert(affiliateStates, [{ affiliateId: id, fromAt: createdAt, sequence: 1, state }]);
  const owned = { programId, affiliateId: id, createdAt };
  batch.insert(
    links,
    affiliate.links.map((link, index) => ({
      ...owned,
      id: link.id,
      kind: "redirect" as const,
      slug: link.slug,
      destination: `${SHOP_ORIGIN}/p${index}`,
      targets: [],
      split: [],
      utm: {},
      clickCap: link.cap,
    })),
  );
  batch.insert(coupons, [
    { ...owned, id: newId("coup"), mode: "live", code, codeFolded: code, activeFrom: createdAt },
  ]);
}

async function writeKeys(batch: WriteBatch, program: Program): Promise<void> {
  for (const mode of ["live", "test"] as const) {
    for (const key of mode === "live" ? program.liveKeys : program.testKeys) {
      batch.insert(apiKeys, [
        {
          id: newId("key"),
          organizationId: program.organizationId,
          programId: program.id,
          mode,
          name: "Shop",
          sha256: await sha256Hex(key),
          scopes: ["track:write", "commissions:read", "live:read"],
          createdAt: FOUNDED_AT,
        },
      ]);
    }
  }
}
