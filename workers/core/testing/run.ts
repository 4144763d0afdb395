/** A world for tests of single decisions: nothing in it but what a test names. */
import { env } from "cloudflare:workers";
import { openDb } from "../../db/batch.ts";
import { programSettings } from "../../domain/program-settings.ts";
import type { Report } from "../../domain/report.ts";
import { newId } from "../../lib/ids.ts";
import { noChanges } from "../services/conversions/changes.ts";
import type { Run } from "../services/conversions/run.ts";
import type {
  BindingRow,
  CommissionRow,
  ConversionRow,
  KnownAffiliate,
  KnownBinding,
  ProgramFacts,
  World,
} from "../services/conversions/world.ts";
import { SAMPLE_AT } from "./sample.ts";

/** 2026-03-01T12:00:00Z, a moment at which everything here is active. */
export const NOON = Date.UTC(2026, 2, 1, 12);

export function testProgram(own: Partial<ProgramFacts> = {}): ProgramFacts {
  const id = own.id ?? newId("prog");
  return {
    id,
    organizationId: newId("org"),
    currency: "EUR",
    timeZone: "Europe/Berlin",
    settings: programSettings({}),
    exclusiveAcrossPrograms: true,
    standing: {
      programId: id,
      history: [{ state: "active", fromAt: SAMPLE_AT }],
      terms: [],
      timeZone: "Europe/Berlin",
    },
    versions: [],
    ...own,
  };
}

export function testWorld(own: Partial<World> = {}): World {
  return {
    program: testProgram(),
    mode: "live",
    takenIds: new Set(),
    conversions: new Map(),
    byKey: new Map(),
    byReference: new Map(),
    customers: new Map(),
    customerCreatedAt: new Map(),
    bindings: new Map(),
    history: new Map(),
    affiliates: new Map(),
    links: new Map(),
    coupons: [],
    rates: new Map(),
    orderWinners: new Map(),
    counters: new Map(),
    ...own,
  };
}

export const testRun = (world: World, own: Partial<Run> = {}): Run => ({
  db: openDb(env.DB),
  world,
  changes: noChanges(),
  now: NOON,
  newId,
  alone: true,
  ...own,
});

export function testAffiliate(own: Partial<KnownAffiliate> = {}): KnownAffiliate {
  const id = own.id ?? newId("aff");
  return {
    id,
    programId: newId("prog"),
    payeeId: null,
    recruiterId: null,
    recruitedAt: null,
    standing: {
      affiliateId: id,
      history: [{ state: "active", fromAt: SAMPLE_AT }],
      acceptances: [],
    },
    groups: [],
    ...own,
  };
}

/** A lead of nobody, by the merchant's server. */
export const testReport = (own: Partial<Report> = {}): Report => ({
  conversionId: newId("conv"),
  programId: newId("prog"),
  mode: "live",
  trust: "api",
  origin: "main",
  type: "lead",
  eventName: "",
  externalId: newId("req"),
  references: [],
  occurredAt: NOON,
  acceptedAt: NOON,
  bulk: false,
  touches: "",
  coupons: [],
  identities: [],
  money: null,
  periodStart: null,
  metadata: {},
  ...own,
});

/** A sale of €50.00, credited to nobody. */
export const testConversion = (own: Partial<ConversionRow> = {}): ConversionRow => ({
  id: newId("conv"),
  programId: "prog_1",
  mode: "live",
  origin: "main",
  type: "sale",
  eventName: "",
  externalId: "order-1",
  trust: "api",
  customerId: null,
  affiliateId: null,
  via: null,
  linkId: null,
  couponId: null,
  clickAt: null,
  clickNonce: null,
  country: null,
  occurredAt: NOON,
  day: "2026-03-01",
  recordedAt: NOON,
  bulk: false,
  currency: "EUR",
  gross: 5_000,
  tax: 0,
  shipping: 0,
  discount: 0,
  asReported: true,
  base: 5_000,
  baseInProgram: 5_000,
  rate: null,
  rateSource: null,
  rateDay: null,
  refunded: 0,
  isFirstSale: false,
  isRenewal: false,
  periodStart: null,
  metadata: {},
  inputs: { touches: "", coupons: [] },
  capUse: [],
  needsConfirmation: false,
  holdDays: null,
  rejectedAt: null,
  rejectedReason: null,
  enrichment: "none",
  device: null,
  os: null,
  browser: null,
  referrerHost: null,
  clickUtm: null,
  clickSub: null,
  revision: 1,
  ...own,
});

/** €10.00 of a sale, pending. */
export const testCommission = (own: Partial<CommissionRow> = {}): CommissionRow => ({
  id: newId("com"),
  programId: "prog_1",
  mode: "live",
  affiliateId: "aff_1",
  conversionId: "conv_1",
  revision: 1,
  itemKey: "whole",
  rewardId: "rew_1",
  rewardVersionId: "rewv_1",
  level: 1,
  kind: "base",
  parentId: null,
  currency: "EUR",
  base: 5_000,
  amount: 1_000,
  reversed: 0,
  followsRefunds: true,
  awaitsSale: false,
  state: "pending",
  heldReasons: [],
  day: "2026-03-01",
  eventAt: NOON,
  maturesAt: NOON,
  approvedAt: null,
  approvedBy: null,
  rejectedReason: null,
  reversalReason: null,
  explanation: [],
  supersededAt: null,
  createdAt: NOON,
  version: 1,
  ...own,
});

/** A customer's live binding, made by a sale at noon. */
export function testBinding(own: Partial<BindingRow> = {}): KnownBinding {
  const row: BindingRow = {
    id: newId("bind"),
    programId: "prog_1",
    mode: "live",
    customerId: "cus_1",
    affiliateId: "aff_1",
    rewardVersionId: null,
    conversionId: "conv_first",
    via: "click",
    boundAt: NOON,
    leadAt: null,
    firstSaleAt: NOON,
    endedAt: null,
    endReason: null,
    version: 1,
    ...own,
  };
  return { row, linkId: null, couponId: null, click: null };
}
