/** The demo's links, coupons and API keys. */
import { createHash } from "node:crypto";
import { coupons, links } from "../../workers/db/schema/links.ts";
import { apiKeys } from "../../workers/db/schema/operations.ts";
import { foldCouponCode } from "../../workers/domain/coupon.ts";
import { SCOPES } from "../../workers/domain/permission-table.ts";
import { DAY_MS, type DemoSettings, demoIds } from "./base-rows.ts";
import { demoId } from "./demo-id.ts";
import { insertSql } from "./insert-sql.ts";
import { AFFILIATES, type DemoAffiliate, type ProgramName } from "./people.ts";

type LinkRow = typeof links.$inferInsert;

/** A link beyond an affiliate's first one, each showing something that links can do. */
type FurtherLink = {
  readonly affiliate: string;
  readonly slug: string;
  readonly change: (shop: string, settings: DemoSettings) => Partial<LinkRow>;
};

const FURTHER: readonly FurtherLink[] = [
  {
    affiliate: "mara",
    slug: "mara-grinder",
    change: (shop) => ({
      destination: `${shop}?product=hand-grinder`,
      utm: { utm_content: "grinder" },
    }),
  },
  {
    affiliate: "mara",
    slug: "mara-spring",
    change: (shop, { day }) => ({
      expiresAt: day - 15 * DAY_MS,
      fallbackUrl: `${shop}?offer=ended`,
    }),
  },
  {
    affiliate: "jonas",
    slug: "jonas-ab",
    change: (shop) => ({
      split: [
        { destination: `${shop}?page=a`, weight: 70 },
        { destination: `${shop}?page=b`, weight: 30 },
      ],
    }),
  },
  {
    affiliate: "morningcup",
    slug: "morningcup-world",
    change: (shop) => ({
      targets: [
        { countries: ["US", "CA"], destination: `${shop}?region=north-america` },
        { devices: ["mobile"], os: ["iOS"], destination: `${shop}?app=ios` },
      ],
    }),
  },
  { affiliate: "morningcup", slug: "morningcup-cap", change: () => ({ clickCap: 500 }) },
  {
    affiliate: "tomas",
    slug: "tomas-old",
    change: (_shop, { day }) => ({ pausedAt: day - 25 * DAY_MS }),
  },
  {
    affiliate: "amir",
    slug: "amir-newsletter",
    change: () => ({ utm: { utm_medium: "email", utm_content: "{slug}" } }),
  },
];

/** Slugs of an affiliate's links with redirects, the first one first. */
export const slugsOf = (affiliate: DemoAffiliate): string[] => [
  affiliate.code,
  ...FURTHER.filter((link) => link.affiliate === affiliate.code).map(({ slug }) => slug),
];

function linkRow(affiliate: DemoAffiliate, slug: string, settings: DemoSettings): LinkRow {
  const ids = demoIds(settings);
  return {
    id: ids.link(slug),
    programId: ids.program(affiliate.program),
    affiliateId: ids.affiliate(affiliate.code),
    kind: "redirect",
    slug,
    destination: `${settings.origin}/store/`,
    targets: [],
    split: [],
    utm: {},
    createdAt: settings.day - affiliate.joinedDaysAgo * DAY_MS,
  };
}

function linkRows(settings: DemoSettings): LinkRow[] {
  const members = AFFILIATES.filter(({ laterStates }) => laterStates?.[0]?.state !== "applied");
  const first = members.flatMap((affiliate) => {
    const row = linkRow(affiliate, affiliate.code, settings);
    const code = {
      ...row,
      id: demoIds(settings).link(`via/${affiliate.code}`),
      kind: "code" as const,
      domain: row.programId,
    };
    return [row, code];
  });
  const further = FURTHER.flatMap(({ affiliate: code, slug, change }) => {
    const affiliate = AFFILIATES.find((candidate) => candidate.code === code);
    if (!affiliate) throw new Error(`Nobody has the code ${code}`);
    const row = linkRow(affiliate, slug, settings);
    return [{ ...row, ...change(row.destination, settings) }];
  });
  return [...first, ...further];
}

function couponRows(settings: DemoSettings): (typeof coupons.$inferInsert)[] {
  const ids = demoIds(settings);
  const coupon = (code: string, program: ProgramName, affiliate: string | null) => ({
    id: demoId("coup", `${program}/${code}`, ids.founded),
    programId: ids.program(program),
    affiliateId: affiliate === null ? null : ids.affiliate(affiliate),
    mode: "live" as const,
    code,
    codeFolded: foldCouponCode(code),
    activeFrom: ids.founded,
    createdAt: ids.founded,
  });
  const owned = AFFILIATES.flatMap(({ code, program, coupon: text }) =>
    text ? [coupon(text, program, code)] : [],
  );
  const ended = { ...coupon("SUMMER", "coffee", "felix"), activeUntil: settings.day - 45 * DAY_MS };
  return [...owned, coupon("WELCOME", "coffee", null), ended];
}

/** The keys that the demo uses, as they are shown once: only their hashes go into the database. */
export type DemoKeys = Readonly<Record<ProgramName, string>> & { readonly test: string };

function apiKeyRows(settings: DemoSettings, keys: DemoKeys): (typeof apiKeys.$inferInsert)[] {
  const ids = demoIds(settings);
  const row = (key: string, name: string, program: ProgramName, mode: "live" | "test") => ({
    id: demoId("key", key, settings.day),
    organizationId: ids.organization,
    programId: ids.program(program),
    mode,
    name,
    sha256: createHash("sha256").update(key).digest("hex"),
    scopes: [...SCOPES],
    createdAt: settings.day,
  });
  return [
    row(keys.coffee, "Store's server", "coffee", "live"),
    row(keys.test, "Store's server, test", "coffee", "test"),
    row(keys.academy, "Course platform", "academy", "live"),
  ];
}

export function linkSql(settings: DemoSettings, keys: DemoKeys): string {
  return [
    insertSql(links, linkRows(settings)),
    insertSql(coupons, couponRows(settings)),
    insertSql(apiKeys, apiKeyRows(settings, keys)),
  ].join("");
}
