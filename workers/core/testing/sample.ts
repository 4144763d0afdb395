/** A small company for tests: an organization, a program, an affiliate, a link, an API key. */

import { type Db, WriteBatch } from "../../db/batch.ts";
import { affiliateStates, affiliates } from "../../db/schema/affiliates.ts";
import { links } from "../../db/schema/links.ts";
import { apiKeys } from "../../db/schema/operations.ts";
import { organizations } from "../../db/schema/organizations.ts";
import { programStates, programs } from "../../db/schema/programs.ts";
import { SCOPES } from "../../domain/permission-table.ts";
import { sha256Hex } from "../../lib/crypto.ts";
import { newId } from "../../lib/ids.ts";

/** 2026-01-01T00:00:00Z */
export const SAMPLE_AT = 1_767_225_600_000;

type Row<Table extends { $inferInsert: unknown }> = Partial<Table["$inferInsert"]>;
type Overrides = {
  organization?: Row<typeof organizations>;
  program?: Row<typeof programs>;
  affiliate?: Row<typeof affiliates>;
  link?: Row<typeof links>;
  apiKey?: Row<typeof apiKeys>;
};

function programRows(overrides: Overrides) {
  const organization = {
    id: newId("org"),
    name: "Acme",
    country: "DE",
    createdAt: SAMPLE_AT,
    ...overrides.organization,
  };
  const program = {
    id: newId("prog"),
    organizationId: organization.id,
    name: "Acme partners",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    state: "active" as const,
    settings: {},
    allowedHosts: ["shop.example", "*.shop.example"],
    origins: ["https://shop.example"],
    utm: {},
    createdAt: SAMPLE_AT,
    ...overrides.program,
  };
  return { organization, program };
}

function affiliateRows(programId: string, overrides: Overrides) {
  const affiliateId = overrides.affiliate?.id ?? newId("aff");
  const affiliate = {
    programId,
    code: affiliateId.slice(-12),
    state: "active" as const,
    createdAt: SAMPLE_AT,
    ...overrides.affiliate,
    id: affiliateId,
  };
  const linkId = overrides.link?.id ?? newId("link");
  const link = {
    programId,
    affiliateId,
    kind: "redirect" as const,
    slug: linkId.slice(-12),
    destination: "https://shop.example/",
    targets: [],
    split: [],
    utm: {},
    createdAt: SAMPLE_AT,
    ...overrides.link,
    id: linkId,
  };
  return { affiliate, link };
}

/** Writes the rows and answers them, with the API key in the clear. Every call makes its own company. */
export async function makeSample(db: Db, overrides: Overrides = {}) {
  const { organization, program } = programRows(overrides);
  const { affiliate, link } = affiliateRows(program.id, overrides);
  const key = `td_live_${newId("key")}`;
  const apiKey = {
    id: newId("key"),
    organizationId: organization.id,
    programId: program.id,
    mode: "live" as const,
    name: "Shop",
    sha256: await sha256Hex(key),
    scopes: [...SCOPES],
    createdAt: SAMPLE_AT,
    ...overrides.apiKey,
  };
  const firstState = { fromAt: SAMPLE_AT, sequence: 1 };
  const batch = new WriteBatch(db);
  batch.insert(organizations, [organization]);
  batch.insert(programs, [program]);
  batch.insert(programStates, [{ ...firstState, programId: program.id, state: program.state }]);
  batch.insert(affiliates, [affiliate]);
  batch.insert(affiliateStates, [
    { ...firstState, affiliateId: affiliate.id, state: affiliate.state },
  ]);
  batch.insert(links, [link]);
  batch.insert(apiKeys, [apiKey]);
  await batch.commit();
  return { organization, program, affiliate, link, apiKey, key };
}
